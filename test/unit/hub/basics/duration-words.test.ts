import { expect, it } from 'vitest';
import { durationWords } from '../../../../src-hub/basics/duration-words.ts';

it.each([
  [0, '0 seconds'],
  [999, '0 seconds'],
  [1000, '1 second'],
  [59_999, '59 seconds'],
  [60_000, '1 minute'],
  [-7_200_000, '2 hours'],
  [-172_800_000, '2 days'],
  [90_000_000, '1 day'],
])('%i ms is %s', (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});
