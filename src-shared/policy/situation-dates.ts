import { parseDay } from '../values/day.ts';
import { addDays } from '../time/days.ts';
import type { SituationChange } from '../values/situation-change.ts';
import { LATEST_END, SITUATION_RULES } from './situation-rules.ts';

export type DayProblem = 'missing' | 'malformed' | 'no-such-day' | 'future' | 'too-old';

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
export function parseDayWithin(
  typed: string,
  { earliest, latest }: DayRange,
): { readonly ok: true; readonly date: string } | { readonly ok: false; readonly problem: DayProblem } {
  const day = parseDay(typed);
  if (!day.ok) return day;
  if (day.date < earliest) return { ok: false, problem: 'too-old' };
  return day.date > latest ? { ok: false, problem: 'future' } : day;
}

/** First and last day of a change, or the first problem. */
export type ParsedSituationDates =
  | { readonly ok: true; readonly from: string; readonly until: string | null }
  | {
      readonly ok: false;
      readonly field: 'from' | 'until';
      readonly problem: DayProblem | 'before-begin';
    };

/**
 * Reads the days of a change by its rules.
 * @param typed `until` empty: no last day
 * @param today today's ISO date in the kiosk's zone
 */
export function parseSituationDates(
  change: SituationChange,
  typed: { readonly from: string; readonly until: string },
  today: string,
): ParsedSituationDates {
  const rule = SITUATION_RULES[change];
  const from = parseDayWithin(typed.from, daysAround(today, rule.from));
  if (!from.ok) return { ok: false, field: 'from', problem: from.problem };
  const isOpen = typed.until.trim() === '';
  if (isOpen && rule.until !== 'required') return { ok: true, from: from.date, until: null };
  // A change without an end cannot have a last day.
  if (rule.until === 'none') return { ok: false, field: 'until', problem: 'malformed' };
  const until = parseDay(typed.until);
  if (!until.ok) return { ok: false, field: 'until', problem: until.problem };
  if (until.date < from.date) return { ok: false, field: 'until', problem: 'before-begin' };
  if (until.date > addDays(today, LATEST_END)) return { ok: false, field: 'until', problem: 'future' };
  return { ok: true, from: from.date, until: until.date };
}
