/** An ISO date, or what is wrong with what was typed. */
export type ParsedDay =
  | { readonly ok: true; readonly date: string }
  | { readonly ok: false; readonly problem: 'missing' | 'malformed' | 'no-such-day' };

/** Reads a day typed as day, month, year (`31/02/1950`, `31021950`) or as an ISO date. */
export function parseDay(typed: string): ParsedDay {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { ok: false, problem: 'missing' };
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/u.exec(text);
  const french = /^([0-9]{1,2})[\s./-]([0-9]{1,2})[\s./-]([0-9]{4})$|^([0-9]{2})([0-9]{2})([0-9]{4})$/u.exec(
    text,
  );
  const [year = '', month = '', day = ''] = iso
    ? iso.slice(1)
    : [french?.[3] ?? french?.[6], french?.[2] ?? french?.[5], french?.[1] ?? french?.[4]];
  if (year === '' || month === '' || day === '') return { ok: false, problem: 'malformed' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${date}T00:00:00Z`);
  // A day that does not exist is either no moment at all or rolls over to another day.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date)
    return { ok: false, problem: 'no-such-day' };
  return { ok: true, date };
}
