import { refused, taken, type Reading } from './reading.ts';

/** Why a text is no day. */
export type DayReason = 'missing' | 'malformed' | 'no-such-day';

/** Accepted forms: the ISO date; day, month, year, with and without separators. */
const FORMS = [
  /^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})$/u,
  /^(?<day>[0-9]{1,2})[\s./-](?<month>[0-9]{1,2})[\s./-](?<year>[0-9]{4})$/u,
  /^(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[0-9]{4})$/u,
];

/** Reads a day, typed as day, month, year (`31/02/1950`, `31021950`) or as an ISO date. The value is an ISO date. */
export function readDay(typed: string): Reading<string, DayReason> {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return refused('missing');
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return refused('malformed');
  const { year = '', month = '', day = '' } = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isRealDay(date) ? taken(date) : refused('no-such-day');
}

/** Whether a day exists. @param date in the form of an ISO date */
export function isRealDay(date: string): boolean {
  const moment = new Date(`${date}T00:00:00Z`);
  // A day that does not exist gives no valid date, or another day.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === date;
}

/** First day that a file can mean; earlier ones are typing errors. */
const EARLIEST = '1900-01-01';

/** Why a text of a file is no day. `earlier`, `later`: outside of what can be meant. */
export type FiledDayReason = DayReason | 'earlier' | 'later';

/**
 * Reads a day of a file: `07/03/2026`, `7.3.2026` or `2026-03-07`, also with the time of midnight that spreadsheets add.
 * Digits without separators are refused: they can begin with the day or with the year.
 * @param bounds ISO dates: the first day that can be meant, 1900 by default, and the last; null: no last
 */
export function readFiledDay(
  text: string,
  { from = EARLIEST, until = null }: { readonly from?: string; readonly until?: string | null } = {},
): Reading<string, FiledDayReason> {
  const day = text.trim().replace(/[T ]00:00(:00(\.0+)?)?Z?$/u, '');
  if (/^[0-9]+$/u.test(day)) return refused('malformed');
  const read = readDay(day);
  if (!read.ok) return read;
  if (read.value < from) return refused('earlier');
  return until !== null && read.value > until ? refused('later') : read;
}
