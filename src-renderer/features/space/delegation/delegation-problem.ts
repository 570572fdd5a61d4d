import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import type { Language } from '../../../../src-shared/messages/languages.ts';
import {
  MEMBER_NUMBER_MAX_DIGITS,
  MEMBER_NUMBER_MIN_DIGITS,
} from '../../../../src-shared/values/member-number.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { FAMILY_NAME_MAX_LENGTH } from '../../../../src-shared/values/names/person-name.ts';
import { momentText } from '../../../ui/time/moment-text.ts';

type Problem = Exclude<NonNullable<ScreenOf<'space-delegation'>['problem']>, { kind: 'field' }>;

/** Why main did nothing with a delegation, and what to do; null: no problem. */
export function delegationProblem(problem: Problem | null, language: Language): string | null {
  switch (problem?.kind) {
    case undefined:
      return null;
    case 'nobody':
      return m.delegation_nobody({ count: problem.triesLeft });
    case 'yourself':
      return m.delegation_yourself();
    case 'already':
      return m.delegation_already();
    case 'locked':
      return m.delegation_locked({ moment: momentText(problem.until, language) });
    case 'gone':
      return m.delegation_gone();
    case 'not-allowed':
      return m.ask_not_allowed();
    case 'offline':
      return m.ask_offline();
  }
}

/** What is wrong with a part of naming a helper, and what to do; null: nothing. */
export function delegationFault(
  part: 'number' | 'family-name' | 'scope' | 'months',
  issue: FieldIssue | null,
): string | null {
  if (issue === null) return null;
  if (part === 'number')
    return m.identify_malformed({ min: MEMBER_NUMBER_MIN_DIGITS, max: MEMBER_NUMBER_MAX_DIGITS });
  if (part !== 'family-name') return m.delegation_choose_again();
  if (issue === 'too-long') return m.name_too_long({ max: FAMILY_NAME_MAX_LENGTH });
  return issue === 'missing' ? m.name_missing() : m.name_characters();
}
