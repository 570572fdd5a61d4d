import type { Situation } from '../../src-shared/values/situation.ts';
import type { FieldIssue } from '../../src-shared/journey/screen-parts.ts';
import { MEMBER_NUMBER_MAX_DIGITS, MEMBER_NUMBER_MIN_DIGITS } from '../../src-shared/values/member-number.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import type { RequestField } from './request-fields.ts';

/** What is wrong with a member number or a NIR, and the way on. */
export function numberIssueText(issue: FieldIssue, situation: Situation): string {
  if (situation === 'member')
    return m.identify_malformed({ min: MEMBER_NUMBER_MIN_DIGITS, max: MEMBER_NUMBER_MAX_DIGITS });
  return issue === 'key' ? m.nir_key() : m.nir_malformed();
}

/** What is wrong with a field of a request, and the way on. */
export function issueText(field: RequestField, issue: FieldIssue, situation: Situation): string {
  switch (field) {
    case 'number':
      return numberIssueText(issue, situation);
    case 'email':
      return m.email_malformed();
    case 'email-again':
      return m.email_differs();
    case 'family-name':
      return nameIssueText(issue);
    case 'birth-date':
      return birthIssueText(issue);
    case 'postal-code':
      return m.postal_malformed();
  }
}

function nameIssueText(issue: FieldIssue): string {
  if (issue === 'too-long') return m.name_too_long();
  return issue === 'missing' ? m.name_missing() : m.name_characters();
}

function birthIssueText(issue: FieldIssue): string {
  if (issue === 'no-such-day') return m.birth_no_such_day();
  if (issue === 'future') return m.birth_future();
  return issue === 'too-old' ? m.birth_too_old() : m.birth_incomplete();
}
