import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import type { PlaceField } from './address-form.svelte.ts';

/** What is wrong with a typed town, postal code or country, and what to do. @param field null: the town */
export function placeFault(issue: FieldIssue, field: PlaceField | null): string {
  if (field === 'country' || issue === 'no-such-country') return m.address_country_unknown();
  if (field === 'postal-code') return m.address_abroad_code();
  switch (issue) {
    case 'missing':
      return m.address_typed_missing();
    case 'too-long':
      return m.address_typed_long();
    default:
      return m.address_typed_characters();
  }
}
