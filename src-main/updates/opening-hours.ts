import { z } from 'zod';
import { addDays, localDay } from '../../src-shared/time/days.ts';
import { DAY, SECOND } from '../../src-shared/time/units.ts';
import { offsetAt } from '../../src-shared/time/zone.ts';

/** Days as the configuration names them, in the order of `Date.getUTCDay`. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const SPAN = `${TIME}-(?:${TIME}|24:00)`;

/** Spans of one day, in order, none of which is empty or begins before the one before has ended. */
const spans = z
  .string()
  .regex(new RegExp(`^${SPAN}(?: ${SPAN})*$`, 'u'), {
    error: 'expected spans such as 09:00-12:30 14:00-18:00',
    abort: true,
  })
  .refine((text) => {
    const times = text.split(/[ -]/u);
    return times.every((time, index) => index === 0 || (times[index - 1] ?? '') < time);
  }, 'expected each time to be later than the one before');

/** Schema of the opening hours of a branch, in its zone. A day without spans is closed. */
export const openingHoursSchema = z.strictObject({
  monday: spans.optional().describe('spans such as 09:00-12:30 14:00-18:00; left out: closed'),
  tuesday: spans.optional().describe('as monday'),
  wednesday: spans.optional().describe('as monday'),
  thursday: spans.optional().describe('as monday'),
  friday: spans.optional().describe('as monday'),
  saturday: spans.optional().describe('as monday'),
  sunday: spans.optional().describe('as monday'),
});

/** See {@link openingHoursSchema}. */
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/**
 * Seconds until the branch opens; 0: it is open.
 * @param wall moment by the machine's clock, in milliseconds since 1970 UTC
 * @returns null when it never opens
 */
export function opensIn(hours: OpeningHours, wall: number): number | null {
  const today = localDay(wall);
  const waits: number[] = [];
  for (let day = 0; day <= 7; day += 1) {
    const date = addDays(today, day);
    const name = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'monday';
    for (const span of hours[name]?.split(' ') ?? []) {
      const [from = '', to = ''] = span.split('-');
      const [begin, end] = [momentOf(date, from), momentOf(date, to)];
      if (wall >= begin && wall < end) return 0;
      if (begin > wall) waits.push(Math.ceil((begin - wall) / SECOND));
    }
  }
  return waits.length === 0 ? null : Math.min(...waits);
}

/** @param time `09:00`, or `24:00` for the end of the day */
function momentOf(date: string, time: string): number {
  const local = time === '24:00' ? Date.parse(`${date}T00:00:00Z`) + DAY : Date.parse(`${date}T${time}:00Z`);
  // The offset of a moment near by may be that of the other side of a change.
  return local - offsetAt(local - offsetAt(local));
}
