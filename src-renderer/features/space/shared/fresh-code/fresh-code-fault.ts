import type { FreshCode } from '../../../../../src-shared/journey/space-screens.ts';
import type { Screen } from '../../../../../src-shared/journey/screens.ts';
import type { Language } from '../../../../../src-shared/messages/languages.ts';
import { m } from '../../../../../src-shared/messages/compiled/messages.js';
import { CODE_FAULTS } from '../../../shared/codes/code-problem.ts';
import { momentText } from '../../../../ui/time/moment-text.ts';

/** What is wrong with a fresh code, and what to do; null: nothing. */
export function freshCodeFault(problem: FreshCode['problem'], language: Language): string | null {
  if (problem === null) return null;
  if (problem.kind === 'held') return m.fresh_held({ moment: momentText(problem.until, language) });
  if (problem.kind === 'paused') return m.fresh_paused({ moment: momentText(problem.until, language) });
  return problem.kind === 'offline' ? m.fresh_offline() : CODE_FAULTS[problem.kind]();
}

/** The fresh code that a screen asks for; null: none. */
export function freshCodeIn(screen: Screen): FreshCode | null {
  return 'bar' in screen && 'code' in screen ? (screen.code?.ask ?? null) : null;
}
