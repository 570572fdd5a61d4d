import { afterEach, describe, expect, it } from 'vitest';
import { openingHoursSchema, opensIn } from '../../../src-main/updates/opening-hours.ts';
import { DEFAULT_ZONE, setAgencyZone } from '../../../src-shared/time/zone.ts';

const HOURS = { monday: '09:00-12:30 14:00-18:00', saturday: '09:00-24:00' };
const at = (text: string): number => Date.parse(text);

afterEach(() => setAgencyZone(DEFAULT_ZONE));

describe('seconds until the branch opens', () => {
  it.each([
    // Monday 23 November 2026; Paris is an hour ahead of UTC.
    ['before it opens', '2026-11-23T07:30:00Z', 1800],
    ['as it opens', '2026-11-23T08:00:00Z', 0],
    ['while it is open', '2026-11-23T11:29:59Z', 0],
    ['as it closes at noon', '2026-11-23T11:30:00Z', 5400],
    ['in the evening, until Saturday', '2026-11-23T17:00:00Z', (4 * 24 + 15) * 3600],
    ['late on Saturday, until midnight', '2026-11-28T22:59:59Z', 0],
    ['on Sunday, until Monday', '2026-11-28T23:00:00Z', 33 * 3600],
  ])('%s', (_kind, moment, seconds) => {
    expect(opensIn(HOURS, at(moment))).toBe(seconds);
  });

  it('count the hour that clocks skip or repeat', () => {
    expect(opensIn({ sunday: '09:00-10:00' }, at('2026-03-28T23:00:00Z'))).toBe(8 * 3600);
    expect(opensIn({ sunday: '09:00-10:00' }, at('2026-10-24T22:00:00Z'))).toBe(10 * 3600);
  });

  it('are those of the zone of the branch', () => {
    setAgencyZone('America/Martinique');
    expect(opensIn(HOURS, at('2026-11-23T12:00:00Z'))).toBe(3600);
  });

  it('are not known of a branch that never opens', () => {
    expect(opensIn({}, at('2026-11-23T12:00:00Z'))).toBeNull();
  });
});

describe('hours in the configuration', () => {
  it.each(['09:00-12:30', '00:00-24:00', '09:00-12:30 14:00-18:00'])('may be %s', (monday) => {
    expect(openingHoursSchema.safeParse({ monday }).success).toBe(true);
  });

  it.each([
    '',
    '9:00-12:00',
    '09:00',
    '12:00-09:00',
    '09:00-12:00 11:00-18:00',
    '24:00-24:00',
    '09:00-12:00,14:00-18:00',
    '09:60-10:00',
    '09:00-09:00',
  ])('may not be "%s"', (monday) => {
    expect(openingHoursSchema.safeParse({ monday }).success).toBe(false);
  });
});
