import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import {
  MEMBER_NUMBER_MAX_DIGITS,
  MEMBER_NUMBER_MIN_DIGITS,
} from '../../../../src-shared/values/member-number.ts';
import type { Situation } from '../../../../src-shared/values/situation.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What is wrong with a member number or a NIR, and what to do. */
export function holderNumberIssueText(issue: FieldIssue, situation: Situation): string {
  if (situation === 'member')
    return m.identify_malformed({ min: MEMBER_NUMBER_MIN_DIGITS, max: MEMBER_NUMBER_MAX_DIGITS });
  if (issue === 'no-key') return m.nir_no_key();
  return issue === 'key' ? m.nir_key() : m.nir_malformed();
}
