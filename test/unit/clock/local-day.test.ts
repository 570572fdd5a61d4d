import { expect, it } from 'vitest';
import { localDay } from '../../../src-main/clock/local-day.ts';

it.each([
  ['2026-01-01T22:59:59Z', '2026-01-01'],
  ['2026-01-01T23:00:00Z', '2026-01-02'],
  ['2026-07-14T21:59:59Z', '2026-07-14'],
  ['2026-07-14T22:00:00Z', '2026-07-15'],
  ['2024-02-28T23:30:00Z', '2024-02-29'],
])('%s is %s in Nantes, winter and summer', (moment, day) => {
  expect(localDay(Date.parse(moment))).toBe(day);
});
