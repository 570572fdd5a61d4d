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
