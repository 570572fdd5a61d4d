import { describe, expect, it } from 'vitest';
import { nextLetterAt } from '../../../src-main/activation/letter-rules.ts';
import { DAY, HOUR } from '../../../src-shared/time/units.ts';

const NOW = 1_800_000_000_000;

describe('next letter', () => {
  it.each<[string, number[], number]>([
    ['none before', [], 0],
    ['one an hour ago: 23 h', [HOUR], 23 * HOUR],
    ['one a day ago', [DAY], 0],
    ['three in a month, the last two days ago', [2 * DAY, 9 * DAY, 20 * DAY], 0],
    ['four in a month, the oldest 20 days ago: in 10 days', [2 * DAY, 9 * DAY, 12 * DAY, 20 * DAY], 10 * DAY],
    [
      'four, the last an hour ago and the oldest 29.5 days ago: the later of both',
      [HOUR, 9 * DAY, 12 * DAY, 29.5 * DAY],
      23 * HOUR,
    ],
    ['the oldest of four is 30 days old', [2 * DAY, 9 * DAY, 12 * DAY, 30 * DAY], 0],
  ])('after %s', (_name, ago, wait) => {
    const requests = ago.map((span) => NOW - span).sort((a, b) => a - b);
    expect(nextLetterAt(requests, NOW) - NOW).toBe(wait);
  });
});
