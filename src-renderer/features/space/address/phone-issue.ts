import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What is wrong with a mobile number, and what to do. */
export function phoneIssueText(issue: FieldIssue): string {
  switch (issue) {
    case 'range':
      return m.contact_phone_range();
    case 'not-mobile':
      return m.contact_phone_not_mobile();
    case 'country':
      return m.contact_phone_country();
    default:
      return m.contact_phone_malformed();
  }
}
