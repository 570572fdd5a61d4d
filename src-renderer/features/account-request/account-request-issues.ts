import type { Situation } from '../../../src-shared/values/situation.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { holderNumberIssueText } from '../shared/holder/holder-number-issue.ts';
import { FAMILY_NAME_MAX_LENGTH } from '../../../src-shared/values/names/person-name.ts';
import type { RequestPhase } from './account-request-form.svelte.ts';

/** What is wrong with a field of a request, and what to do; null: there is no field. */
export function issueText(
  field: RequestPhase,
  issue: FieldIssue,
  { situation }: { readonly situation: Situation },
  isAbroad = false,
): string | null {
  switch (field) {
    case 'number':
      return holderNumberIssueText(issue, situation);
    case 'email':
      return m.email_malformed();
    case 'email-again':
      return m.email_differs();
    case 'family-name':
      return nameIssueText(issue);
    case 'birth-date':
      return birthIssueText(issue);
    case 'postal-code':
      return isAbroad ? m.postal_abroad_malformed() : m.postal_malformed();
    case 'recap':
    case 'robot':
      return null;
  }
}

function nameIssueText(issue: FieldIssue): string {
  if (issue === 'too-long') return m.name_too_long({ max: FAMILY_NAME_MAX_LENGTH });
  return issue === 'missing' ? m.name_missing() : m.name_characters();
}

function birthIssueText(issue: FieldIssue): string {
  if (issue === 'no-such-day') return m.birth_no_such_day();
  if (issue === 'future') return m.birth_future();
  return issue === 'too-old' ? m.birth_too_old() : m.birth_incomplete();
}
