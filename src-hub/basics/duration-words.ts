import { DAY, HOUR, MINUTE, SECOND } from '../../src-shared/time/units.ts';

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/**
 * A duration in its largest unit, for the terminal: "2 days", "1 hour", "0 seconds".
 * @param milliseconds of either sign
 */
export function durationWords(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const [unit, size] = UNITS.find(([, size]) => length >= size) ?? (['second', SECOND] as const);
  const count = Math.floor(length / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
