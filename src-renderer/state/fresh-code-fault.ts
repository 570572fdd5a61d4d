import type { FreshCode } from '../../src-shared/journey/space-screens.ts';
import type { Screen } from '../../src-shared/journey/screens.ts';
import type { Language } from '../../src-shared/language.ts';
import { m } from '../messages/compiled/messages.js';
import { momentText } from './moment-text.ts';

/** What is wrong with a fresh code, and the way on; null when nothing is. */
export function freshCodeFault(problem: FreshCode['problem'], language: Language): string | null {
  switch (problem?.kind) {
    case undefined:
      return null;
    case 'malformed':
      return m.code_malformed();
    case 'wrong':
      return m.code_wrong();
    case 'expired':
      return m.code_expired();
    case 'resend-too-early':
      return m.code_too_early();
    case 'paused':
      return m.fresh_paused({ moment: momentText(problem.until, language) });
    case 'offline':
      return m.fresh_offline();
  }
}

/** The fresh code that a screen asks for; null when it asks for none. */
export function freshCodeIn(screen: Screen): FreshCode | null {
  return 'bar' in screen && 'code' in screen ? (screen.code?.ask ?? null) : null;
}
