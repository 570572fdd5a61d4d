import { contractOf } from '../../../src-shared/hub-api/contract.ts';
import type { UnreadableChange } from '../../../src-shared/hub-api/feed.ts';
import type { FeedPage } from './feed-page.ts';

/** The contract before the first whose kiosks set an unreadable value aside: its kiosks stop at such a line. */
const STOPS_AT_UNREADABLE = 1;

/** Number of values of a member's line that those kiosks take: with one more, they stop too. */
const FIELDS = 9;

/** A page without what kiosks of contract 1 cannot read. */
export interface OlderPage extends FeedPage {
  readonly withheld: readonly UnreadableChange[];
}

type Reads = (value: unknown) => boolean;

const text =
  (pattern: RegExp, longest = Infinity): Reads =>
  (value) =>
    typeof value === 'string' && value.length <= longest && pattern.test(value);
const orNull =
  (reads: Reads): Reads =>
  (value) =>
    value === null || reads(value);
const name = text(/^.+$/su, 100);

/** What kiosks of contract 1 read, by place in the line. Never changed: they are what they are. */
const READ: readonly { readonly field: string; readonly reads: Reads; readonly optional?: true }[] = [
  { field: 'number', reads: text(/^[0-9]{6,10}$/u) },
  { field: 'familyName', reads: name },
  { field: 'givenName', reads: name },
  {
    field: 'birthDate',
    reads: (value) => text(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u)(value) && isDay(String(value)),
  },
  { field: 'postalCode', reads: text(/^[0-9]{5}$/u) },
  {
    field: 'email',
    reads: orNull(
      text(
        /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/u,
        254,
      ),
    ),
    optional: true,
  },
  { field: 'phone', reads: orNull(text(/^\+[1-9][0-9]{6,14}$/u)), optional: true },
  { field: 'language', reads: orNull(text(/^(?:fr|en)$/u)), optional: true },
];

/** Whether kiosks of the caller's contract need {@link olderPage}. @param header value of the contract's header */
export function needsOlderLines(header: unknown): boolean {
  return contractOf(header) === STOPS_AT_UNREADABLE;
}

/**
 * A page as kiosks of contract 1 can read it to its end. A value that may be missing is null where they could not read
 * it; a member without a readable name, birth date or postal code is removed there, as newer kiosks do by themselves.
 */
export function olderPage(page: FeedPage): OlderPage {
  const withheld: UnreadableChange[] = [];
  const lines = page.text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [olderLine(JSON.parse(line) as unknown[], withheld)]));
  const told = lines.filter((line) => line !== null);
  return { ...page, text: told.map((line) => `${line}\n`).join(''), withheld };
}

/** @returns null: nothing of it can be told there */
function olderLine(line: readonly unknown[], withheld: UnreadableChange[]): string | null {
  const [position, ...values] = line.slice(0, FIELDS);
  let isKnown = values.length === READ.length;
  const told = values.map((value, index) => {
    const column = READ[index];
    if (column === undefined || column.reads(value)) return value;
    withheld.push({ position: Number(position), field: column.field });
    isKnown &&= column.optional === true;
    return null;
  });
  if (isKnown) return JSON.stringify([position, ...told]);
  return told[0] === null ? null : JSON.stringify([position, told[0]]);
}

/** Whether a text of the right form is a day of the calendar. */
function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
