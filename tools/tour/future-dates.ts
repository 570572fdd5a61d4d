import { LANGUAGES } from '../../src-shared/messages/languages.ts';
import { monthWord } from '../../src-shared/time/day-words.ts';

/** Screens, and parts of screens, all of whose dates are of what has happened. */
const PAST = /^(?:space-home|space-reimbursements|space-devices|space-requests)/u;

/** Months by their names in the languages of the screens; 0: January. */
const MONTHS = new Map(
  LANGUAGES.flatMap((language) =>
    Array.from({ length: 12 }, (_, month): [string, number] => [
      monthWord(String(month + 1).padStart(2, '0'), language),
      month,
    ]),
  ),
);

const DATE = new RegExp(`([0-9]{1,2})(?:er)?\\s(${[...MONTHS.keys()].join('|')})\\s([0-9]{4})`, 'gu');

/**
 * Dates in words that are later than today. Only screens about the past are looked at: elsewhere a date may say until when something
 * holds.
 * @param now milliseconds since 1970 UTC
 */
export function futureDates(screen: string, text: string, now: number): string[] {
  if (!PAST.test(screen)) return [];
  return [...text.matchAll(DATE)].flatMap(([words, day, month = '', year]) =>
    Date.UTC(Number(year), MONTHS.get(month) ?? 0, Number(day)) > now ? [words] : [],
  );
}
