import type { FieldIssue } from '../../../../../src-shared/journey/screen-parts.ts';
import type { Language } from '../../../../../src-shared/messages/languages.ts';
import { ADDRESS_LINE_MAX_LENGTH } from '../../../../../src-shared/values/contact/address-lines.ts';
import { m } from '../../../../../src-shared/messages/compiled/messages.js';
import { dateWords } from '../../../../../src-shared/time/day-words.ts';
import { momentText } from '../../../../ui/time/moment-text.ts';

/** Why a valid request was not taken. */
export type Failure =
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'kiosk-paused'; readonly until: number };

/** Why a request was not taken, and what to do; null: no failure. */
export function failureText(failure: Failure | null, language: Language): string | null {
  switch (failure?.kind) {
    case undefined:
      return null;
    case 'not-allowed':
      return m.ask_not_allowed();
    case 'offline':
      return m.ask_offline();
    case 'kiosk-paused':
      return m.request_paused({ moment: momentText(failure.until, language) });
  }
}

/** First and last possible day, ISO dates. `latest` null: far ahead. */
export interface DayLimits {
  readonly earliest: string;
  readonly latest: string | null;
}

/** What is wrong with a day, and what to do; null: nothing. */
export function dayFault(issue: FieldIssue | null, limits: DayLimits, language: Language): string | null {
  switch (issue) {
    case null:
      return null;
    case 'no-such-day':
      return m.birth_no_such_day();
    case 'too-old':
      return m.day_early({ date: dateWords(limits.earliest, language) });
    case 'before-begin':
      return m.day_before({ date: dateWords(limits.earliest, language) });
    case 'future':
      return limits.latest === null ? m.day_far() : m.day_late({ date: dateWords(limits.latest, language) });
    default:
      return m.birth_incomplete();
  }
}

/** What is wrong with a free text, and what to do; null: nothing. */
export function textFault(issue: FieldIssue | null, maxLength: number): string | null {
  switch (issue) {
    case null:
      return null;
    case 'missing':
      return m.ask_text_missing();
    case 'too-long':
      return m.ask_text_long({ max: maxLength });
    default:
      return m.ask_text_characters();
  }
}

/** What is wrong with the lines of an address, and what to do; null: nothing. */
export function linesFault(issue: FieldIssue | null): string | null {
  switch (issue) {
    case null:
      return null;
    case 'missing':
      return m.address_line_missing();
    case 'too-long':
      return m.address_line_long({ max: ADDRESS_LINE_MAX_LENGTH });
    default:
      return m.address_line_characters();
  }
}
