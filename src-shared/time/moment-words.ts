import type { Language } from '../messages/languages.ts';
import { m } from '../messages/compiled/messages.js';
import { DAY } from './units.ts';
import { localDay } from './days.ts';
import { agencyZone, repeatedTime } from './zone.ts';

/** The BCP 47 tag with country that `Intl` takes for a language. */
export function intlLocale(language: Language): string {
  return m.intl_locale({}, { locale: language });
}

/** Writes the first of a month as people do: the runtime's French has "1 novembre", people write "1er". */
export function withFirstOfMonth(words: string, language: Language): string {
  return words.replace(/\b1(?= \p{L})/u, m.first_of_month({}, { locale: language }));
}

/** A wall-clock moment in words, in the agency's zone: "dimanche 22 novembre 2026 à 7 h 11". */
export function longMoment(at: number, language: Language): string {
  const date = withFirstOfMonth(written(at, language, { dateStyle: 'full' }), language);
  return m.moment_other({ date, time: timeOfDay(at, language) }, { locale: language });
}

/** A wall-clock moment with its date in figures, in the agency's zone: "22/11/2026 7 h 11". */
export function shortMoment(at: number, language: Language): string {
  return `${written(at, language, { dateStyle: 'short' })} ${timeOfDay(at, language)}`;
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
  return new Intl.DateTimeFormat(intlLocale(language), { ...options, timeZone: agencyZone() }).format(at);
}

/** The day of a moment relative to today; the words around it depend on it. */
export type MomentDay = 'today' | 'tomorrow' | 'other';

/** A moment in words: day and time of day. */
export interface MomentWords {
  readonly day: MomentDay;
  /** Day: "jeudi 14 mai", "Thursday 14 May". */
  readonly date: string;
  /** Time of day: "14 h 32", "2:32 pm"; "2 h 30 (heure d’été)" in the hour that clocks show twice. */
  readonly time: string;
}

/**
 * A moment in words, in the agency's zone.
 * @param moment milliseconds since 1970 UTC, by the machine's clock
 * @param now the same clock, now
 */
export function momentWords(moment: number, now: number, language: Language): MomentWords {
  const date = written(moment, language, { weekday: 'long', day: 'numeric', month: 'long' });
  return {
    day: dayOf(localDay(moment), localDay(now)),
    date: withFirstOfMonth(date, language),
    time: timeOfDay(moment, language),
  };
}

function dayOf(day: string, today: string): MomentDay {
  if (day === today) return 'today';
  return Date.parse(day) - Date.parse(today) === DAY ? 'tomorrow' : 'other';
}

function timeOfDay(moment: number, language: Language): string {
  const locale = { locale: language };
  const format = new Intl.DateTimeFormat(intlLocale(language), {
    hour: 'numeric',
    minute: '2-digit',
    hour12: m.hour_cycle({}, locale) === 'h12',
    timeZone: agencyZone(),
  });
  const part = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const period = part.get('dayPeriod');
  const time = m.time_of_day(
    {
      hour: Number(part.get('hour')),
      minute: part.get('minute') ?? '',
      period: period === undefined ? '' : `\u00a0${period}`,
    },
    locale,
  );
  switch (repeatedTime(moment)) {
    case 'summer':
      return m.time_in_summer({ time }, locale);
    case 'winter':
      return m.time_in_winter({ time }, locale);
    case null:
      return time;
  }
}
