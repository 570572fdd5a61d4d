import type { Language } from '../language.ts';
import { m } from '../messages/compiled/messages.js';
import { DAY } from './units.ts';
import { AGENCY_ZONE } from './days.ts';

/** The BCP 47 tag with country that `Intl` takes for a language. */
export function intlLocale(language: Language): string {
  return m.intl_locale({}, { locale: language });
}

/** Writes the first of a month as people do: the runtime's French has "1 novembre", people write "1er". */
export function withFirstOfMonth(words: string, language: Language): string {
  return words.replace(/\b1(?= \p{L})/u, m.first_of_month({}, { locale: language }));
}

/** A wall-clock moment in words, in the agency's zone: "dimanche 22 novembre 2026 à 07:11". */
export function longMoment(at: number, language: Language): string {
  return withFirstOfMonth(written(at, language, { dateStyle: 'full', timeStyle: 'short' }), language);
}

/** A wall-clock moment in figures, in the agency's zone: "22/11/2026 07:11". */
export function shortMoment(at: number, language: Language): string {
  return written(at, language, { dateStyle: 'short', timeStyle: 'short' }).replace(',', '');
}

/** The day in the agency's zone in words, such as "vendredi 1er mai 2026". */
export function longDay(moment: Date, language: Language): string {
  const words = written(moment.getTime(), language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return withFirstOfMonth(words, language);
}

function written(at: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(intlLocale(language), { ...options, timeZone: AGENCY_ZONE }).format(at);
}

/** The day of a moment relative to today; the words around it depend on it. */
export type MomentDay = 'today' | 'tomorrow' | 'other';

/** A moment in words: day and time of day. */
export interface MomentWords {
  readonly day: MomentDay;
  /** Day: "jeudi 14 mai", "Thursday 14 May". */
  readonly date: string;
  /** Time of day: "14 h 32", "2:32 pm". */
  readonly time: string;
}

/**
 * A moment in words.
 * @param moment milliseconds since 1970 UTC, by the machine's clock
 * @param now the same clock, now
 * @param timeZone IANA name; default: the machine's zone
 */
export function momentWords(moment: number, now: number, language: Language, timeZone?: string): MomentWords {
  const dayKey = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  const date = new Intl.DateTimeFormat(intlLocale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  });
  return {
    day: dayOf(dayKey.format(moment), dayKey.format(now)),
    date: date.format(moment),
    time: timeOfDay(moment, language, timeZone),
  };
}

function dayOf(day: string, today: string): MomentDay {
  if (day === today) return 'today';
  return Date.parse(day) - Date.parse(today) === DAY ? 'tomorrow' : 'other';
}

function timeOfDay(moment: number, language: Language, timeZone: string | undefined): string {
  const locale = { locale: language };
  const format = new Intl.DateTimeFormat(intlLocale(language), {
    hour: 'numeric',
    minute: '2-digit',
    hour12: m.hour_cycle({}, locale) === 'h12',
    timeZone,
  });
  const part = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const period = part.get('dayPeriod');
  return m.time_of_day(
    {
      hour: Number(part.get('hour')),
      minute: part.get('minute') ?? '',
      period: period === undefined ? '' : `\u00a0${period}`,
    },
    locale,
  );
}
