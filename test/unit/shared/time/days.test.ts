import { expect, it, onTestFinished } from 'vitest';
import { localDay, startOfDay } from '../../../../src-shared/time/days.ts';
import { DEFAULT_ZONE, setAgencyZone } from '../../../../src-shared/time/zone.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src-shared/time/units.ts';

it('counts in milliseconds', () => {
  expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1000, 60_000, 3_600_000, 86_400_000]);
});

it.each([
  ['2026-01-01T22:59:59Z', '2026-01-01'],
  ['2026-01-01T23:00:00Z', '2026-01-02'],
  ['2026-07-14T21:59:59Z', '2026-07-14'],
  ['2026-07-14T22:00:00Z', '2026-07-15'],
  ['2024-02-28T23:30:00Z', '2024-02-29'],
])('%s is %s in Nantes, winter and summer', (moment, day) => {
  expect(localDay(Date.parse(moment))).toBe(day);
});

it.each([
  ['2026-01-02', '2026-01-01T23:00:00.000Z'],
  ['2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', '2026-10-25T23:00:00.000Z'],
])('%s begins in Nantes at %s, on days of summer time too', (day, moment) => {
  expect(startOfDay(day).toISOString()).toBe(moment);
});

it.each([
  ['Indian/Reunion', '2026-07-14', '2026-07-13T20:00:00.000Z'],
  ['America/Martinique', '2026-07-14', '2026-07-14T04:00:00.000Z'],
  ['Pacific/Noumea', '2026-01-01', '2025-12-31T13:00:00.000Z'],
  ['America/Miquelon', '2026-03-08', '2026-03-08T03:00:00.000Z'],
  ['America/Miquelon', '2026-11-02', '2026-11-02T03:00:00.000Z'],
])('a day of %s, %s, begins at %s', (zone, day, moment) => {
  onTestFinished(() => setAgencyZone(DEFAULT_ZONE));
  setAgencyZone(zone);
  expect(startOfDay(day).toISOString()).toBe(moment);
  expect(localDay(Date.parse(moment))).toBe(day);
  expect(localDay(Date.parse(moment) - 1)).not.toBe(day);
});
