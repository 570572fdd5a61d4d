import { z } from 'zod';

const EARLIEST = '1900-01-01';

// Made once: a million rows have two million days.
const isoDate = z.iso.date();

/** Whether a text is an ISO date from 1900 until the end of next year. Others are typing errors. */
export function isDayUntilNextYear(text: string, today: string): boolean {
  return isDay(text) && text <= `${Number(today.slice(0, 4)) + 1}-12-31`;
}

/** Whether a text is an ISO date from 1900 on. */
export function isDay(text: string): boolean {
  return isoDate.safeParse(text).success && text >= EARLIEST;
}
