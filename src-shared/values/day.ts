/** An ISO date, or what is wrong with the typed text. */
export type ParsedDay =
  | { readonly ok: true; readonly date: string }
  | { readonly ok: false; readonly problem: 'missing' | 'malformed' | 'no-such-day' };

/** Accepted forms: the ISO date; day, month, year, with and without separators. */
const FORMS = [
  /^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})$/u,
  /^(?<day>[0-9]{1,2})[\s./-](?<month>[0-9]{1,2})[\s./-](?<year>[0-9]{4})$/u,
  /^(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[0-9]{4})$/u,
];

/** Reads a day, typed as day, month, year (`31/02/1950`, `31021950`) or as an ISO date. */
export function parseDay(typed: string): ParsedDay {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { ok: false, problem: 'missing' };
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return { ok: false, problem: 'malformed' };
  const { year = '', month = '', day = '' } = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${date}T00:00:00Z`);
  // A day that does not exist gives no valid date, or another day.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date)
    return { ok: false, problem: 'no-such-day' };
  return { ok: true, date };
}
