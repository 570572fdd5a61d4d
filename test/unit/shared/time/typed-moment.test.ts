import { describe, expect, it } from 'vitest';
import { plainMoment, readTypedMoment } from '../../../../src-shared/time/typed-moment.ts';

describe('a moment as staff type it', () => {
  it.each([
    ['2026-11-23', '2026-11-22T23:00:00.000Z'],
    ['2026-06-30', '2026-06-29T22:00:00.000Z'],
    ['2026-11-23 10:30', '2026-11-23T09:30:00.000Z'],
    ['2026-11-23T10:30:15', '2026-11-23T09:30:15.000Z'],
    [' 2026-06-30 14:05 ', '2026-06-30T12:05:00.000Z'],
    ['2026-11-23T10:30Z', '2026-11-23T10:30:00.000Z'],
    ['2026-11-23T10:30+02:00', '2026-11-23T08:30:00.000Z'],
    // Both sides of the changes of the clocks.
    ['2026-03-29 01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s is %s', (typed, expected) => {
    expect(readTypedMoment(typed)?.toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '23/11/2026',
    '2026-11-23 25:00',
    '2026-11-23 10',
    '10:30',
  ])('%j is none', (typed) => {
    expect(readTypedMoment(typed)).toBeNull();
  });

  it('is told in the same zone', () => {
    expect(plainMoment(new Date('2026-11-23T09:30:59Z'))).toBe('2026-11-23 10:30');
    expect(plainMoment(new Date('2026-06-30T22:05:00Z'))).toBe('2026-07-01 00:05');
  });
});
