import type { Language } from '../../../src-shared/language.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { intlLocale } from '../../../src-shared/time/moment-words.ts';
import { DAY } from '../../../src-shared/time/units.ts';

/** How far a moment is from today, which decides the words around it. */
export type MomentDay = 'today' | 'tomorrow' | 'other';

/** A moment in words: its day, and its time of day. */
export interface MomentWords {
  readonly day: MomentDay;
  /** Day as a person says it: "jeudi 14 mai", "Thursday 14 May". */
  readonly date: string;
  /** Time as a person writes it: "14 h 32", "2:32 pm". */
  readonly time: string;
}

/**
 * Puts a moment into words.
 * @param moment milliseconds since 1970 UTC, on the machine's clock
 * @param now the same clock, now
 * @param timeZone IANA name; the machine's own when left out
 */
export function momentWords(moment: number, now: number, language: Language, timeZone?: string): MomentWords {
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayKey = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const date = new Intl.DateTimeFormat(intlLocale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...zone,
  });
  return {
    day: dayOf(dayKey.format(moment), dayKey.format(now)),
    date: date.format(moment),
    time: timeOfDay(moment, language, zone),
  };
}

function dayOf(day: string, today: string): MomentDay {
  if (day === today) return 'today';
  return Date.parse(day) - Date.parse(today) === DAY ? 'tomorrow' : 'other';
}

function timeOfDay(moment: number, language: Language, zone: { timeZone?: string }): string {
  const locale = { locale: language };
  const format = new Intl.DateTimeFormat(intlLocale(language), {
    hour: 'numeric',
    minute: '2-digit',
    hour12: m.hour_cycle({}, locale) === 'h12',
    ...zone,
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
