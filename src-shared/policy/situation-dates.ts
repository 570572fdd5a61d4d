import { readDay, type DayReason } from '../values/day.ts';
import { refused, type Reading } from '../values/reading.ts';
import { addDays } from '../time/days.ts';
import type { SituationChange } from '../values/member-space/situation-change.ts';
import { LATEST_END, SITUATION_RULES } from './situation-rules.ts';

/** Why a text is no day of a range. */
export type DayWithinReason = DayReason | 'future' | 'too-old';

/** First and last possible day, ISO dates. */
export interface DayRange {
  readonly earliest: string;
  readonly latest: string;
}

/**
 * The range from so many days before today to so many after.
 * @param today ISO date
 */
export function daysAround(
  today: string,
  { earliest, latest }: { readonly earliest: number; readonly latest: number },
): DayRange {
  return { earliest: addDays(today, -earliest), latest: addDays(today, latest) };
}

/** Reads a typed day and checks its range. */
export function readDayWithin(
  typed: string,
  { earliest, latest }: DayRange,
): Reading<string, DayWithinReason> {
  const day = readDay(typed);
  if (!day.ok) return day;
  if (day.value < earliest) return refused('too-old');
  return day.value > latest ? refused('future') : day;
}

/** First and last day of a change, or the first problem. */
export type ReadSituationDates =
  | { readonly ok: true; readonly from: string; readonly until: string | null }
  | {
      readonly ok: false;
      readonly field: 'from' | 'until';
      readonly reason: DayWithinReason | 'before-begin';
    };

/**
 * Reads the days of a change by its rules.
 * @param typed `until` empty: no last day
 * @param today today's ISO date in the kiosk's zone
 */
export function readSituationDates(
  change: SituationChange,
  typed: { readonly from: string; readonly until: string },
  today: string,
): ReadSituationDates {
  const rule = SITUATION_RULES[change];
  const from = readDayWithin(typed.from, daysAround(today, rule.from));
  if (!from.ok) return { ok: false, field: 'from', reason: from.reason };
  const isOpen = typed.until.trim() === '';
  if (isOpen && rule.until !== 'required') return { ok: true, from: from.value, until: null };
  // A change without an end cannot have a last day.
  if (rule.until === 'none') return { ok: false, field: 'until', reason: 'malformed' };
  const until = readDay(typed.until);
  if (!until.ok) return { ok: false, field: 'until', reason: until.reason };
  if (until.value < from.value) return { ok: false, field: 'until', reason: 'before-begin' };
  if (until.value > addDays(today, LATEST_END)) return { ok: false, field: 'until', reason: 'future' };
  return { ok: true, from: from.value, until: until.value };
}
