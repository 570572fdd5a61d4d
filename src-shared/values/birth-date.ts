import { z } from 'zod';
import { isRealDay, type DayReason } from './day.ts';
import { refused, saysNothing, taken, type Reading } from './reading.ts';

/** Largest possible age in years. */
const OLDEST = 130;

/** A birth date of which nothing is known. */
export const UNKNOWN_BIRTH_DATE = '0000-00-00';

/** A birth date of which a part is not known, in the form of {@link birthDateSchema}. */
const PARTLY_KNOWN = /^[0-9]{4}-(?:(?:0[0-9]|1[0-2])-00|00-(?:[0-2][0-9]|3[01]))$/u;

/** Marked as pure: the page takes the rules of this file without its schemas. */
const KNOWN_OR_PARTLY = /* @__PURE__ */ (() =>
  new RegExp(`${z.regexes.date.source}|${PARTLY_KNOWN.source}`, 'u'))();

/**
 * Schema of a birth date in its one form: an ISO date, with zeros for what is not known (`1941-05-00`, `1941-00-00`).
 */
export const birthDateSchema = z.string().regex(KNOWN_OR_PARTLY);

/** Why a text is no birth date. */
export type BirthDateReason = DayReason | 'future' | 'too-old';

/** Day and month, or what files and people write for one that is not known. */
const TWO = '[0-9]{1,2}|[xX?_-]{1,2}';
const FOUR = '[0-9]{4}|[xX?_-]{4}';

/** Accepted forms. */
const FORMS = [
  // Eight digits. One that begins with a year of birth and a month never ends with a year of birth.
  /^(?<year>(?:18|19|20)[0-9]{2})(?<month>0[0-9]|1[0-2]|99)(?<day>[0-9]{2})$/u,
  /^(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[0-9]{4})$/u,
  new RegExp(`^(?<day>${TWO})[\\s./-](?<month>${TWO})[\\s./-](?<year>${FOUR})$`, 'u'),
  /^(?<year>[0-9]{4}|[xX?_-]{4})[./-](?<month>[0-9]{2}|[xX?_-]{2})[./-](?<day>[0-9]{2}|[xX?_-]{2})$/u,
  new RegExp(`^(?<month>${TWO})[\\s./-](?<year>[0-9]{4})$`, 'u'),
  /^(?<year>[0-9]{4})(?:[./-](?<month>[0-9]{2}))?$/u,
];

/** A time of midnight, as programs write it after a day. */
const MIDNIGHT = /[T ]00:00(?::00(?:\.0+)?)?Z?$/u;

/**
 * Reads a birth date of a file or of a person: day, month, year (`31/12/1950`, `31121950`) or year, month, day. A part may be
 * unknown: left out before the year, zeros, nines, or signs such as `XX`. The value is in the form of {@link birthDateSchema};
 * a text of which no part is known is `missing`.
 * @param today ISO date
 */
export function readBirthDate(typed: string, today: string): Reading<string, BirthDateReason> {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(MIDNIGHT, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll(/ *([./-]) */gu, '$1');
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return refused(saysNothing(text) ? 'missing' : 'malformed');
  const year = known(parts['year']).padStart(4, '0');
  const month = known(parts['month']).padStart(2, '0');
  const day = known(parts['day']).padStart(2, '0');
  const date = `${year}-${month}-${day}`;
  if (date === UNKNOWN_BIRTH_DATE) return refused('missing');
  // The earliest day that it can be; an unknown year can be a leap year, an unknown month has 31 days.
  const earliest = `${year === '0000' ? '2000' : year}-${month === '00' ? '01' : month}-${day === '00' ? '01' : day}`;
  if (!isRealDay(earliest)) return refused('no-such-day');
  if (year === '0000') return taken(date);
  if (earliest > today) return refused('future');
  return Number(year) < Number(today.slice(0, 4)) - OLDEST ? refused('too-old') : taken(date);
}

/**
 * Reads what a person says is their birth date. It has a year: without one it would prove nothing (see
 * {@link sameBirthDate}).
 */
export function readSaidBirthDate(typed: string, today: string): Reading<string, BirthDateReason> {
  const read = readBirthDate(typed, today);
  return read.ok && read.value.startsWith('0000') ? refused('malformed') : read;
}

/**
 * Whether a birth date that somebody says fits the one on file. Each part that the file knows must be said; what it does not
 * know is not compared. A date on file without a year proves nothing, so that none fits it.
 */
export function sameBirthDate(said: string, onFile: string): boolean {
  const parts = onFile.split('-');
  const saidParts = said.split('-');
  return parts[0] !== '0000' && parts.every((part, at) => /^0+$/u.test(part) || part === saidParts[at]);
}

/** The digits of a part; empty: it is not known. */
function known(part: string | undefined): string {
  return part === undefined || !/[1-9]/u.test(part) || /^(?:9999|99)$/u.test(part) ? '' : part;
}
