import { startOfDay } from './days.ts';
import { offsetAt } from './zone.ts';

/**
 * Reads a moment as staff type it: a day, which stands for its beginning, or a day and a time, in the agency's zone
 * unless it says another one.
 * @returns null for anything else
 */
export function readTypedMoment(text: string): Date | null {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/u.exec(text.trim()) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return null;
  if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return null;
  if (time === undefined) return startOfDay(day);
  const at = Date.parse(`${day}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(at)) return null;
  if (zone !== undefined) return new Date(at);
  // The offset of a moment near by may be that of the other side of a change.
  return new Date(at - offsetAt(at - offsetAt(at)));
}

/** A moment in the agency's zone, to the minute: `2026-11-28 14:05`. */
export function plainMoment(at: Date): string {
  return new Date(at.getTime() + offsetAt(at.getTime())).toISOString().slice(0, 16).replace('T', ' ');
}
