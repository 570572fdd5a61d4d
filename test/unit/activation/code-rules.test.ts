import { describe, expect, it } from 'vitest';
import { nextSendAt, sendsExhausted, type Send } from '../../../src-main/activation/code-rules.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';

const NOW = 1_800_000_000_000;
const S = 1000;
const MIN = 60 * S;
const HOUR = 60 * MIN;

const sends = (...list: [channel: Send['channel'], ago: number][]): Send[] =>
  list.map(([channel, ago]) => ({ channel, at: NOW - ago })).sort((a, b) => a.at - b.at);

describe('next send', () => {
  it.each<[string, Send[], number]>([
    ['none before', [], 0],
    ['one just now: 60 s', sends(['email', 0]), MIN],
    ['one 59 s ago', sends(['email', 59 * S]), S],
    ['one 60 s ago', sends(['email', MIN]), 0],
    ['two: 2 min', sends(['email', 0], ['email', HOUR]), 2 * MIN],
    ['three: 5 min', sends(['email', 0], ['email', HOUR], ['email', 2 * HOUR]), 5 * MIN],
    [
      'four: 15 min',
      sends(['email', 0], ['email', 1 * HOUR], ['email', 2 * HOUR], ['email', 3 * HOUR]),
      15 * MIN,
    ],
    ['an SMS does not hold back the mail', sends(['sms', 0]), 0],
    [
      'five in a day, the oldest 20 h ago: in 4 h',
      sends(['email', 1 * HOUR], ['sms', 2 * HOUR], ['sms', 3 * HOUR], ['sms', 4 * HOUR], ['sms', 20 * HOUR]),
      4 * HOUR,
    ],
    ['one now: 60 s, whatever was sent yesterday', sends(['email', 0], ['email', 24 * HOUR]), MIN],
    ['sends of yesterday do not count', sends(['email', 24 * HOUR], ['email', 25 * HOUR]), 0],
  ])('by e-mail after %s', (_name, before, wait) => {
    expect(nextSendAt(before, 'email', NOW) - NOW).toBe(wait);
  });

  it('counts the fifth of the day as the last, whatever the channel', () => {
    const four = sends(['email', 1 * HOUR], ['sms', 2 * HOUR], ['sms', 3 * HOUR], ['sms', 23 * HOUR]);
    expect(sendsExhausted(four, NOW)).toBe(false);
    expect(sendsExhausted([...four, { channel: 'email', at: NOW }], NOW)).toBe(true);
    expect(sendsExhausted([...sends(['sms', 24 * HOUR]), ...four], NOW)).toBe(false);
    expect(sendsExhausted([...sends(['sms', 24 * HOUR - 1]), ...four], NOW)).toBe(true);
  });
});

describe('a typed code', () => {
  it.each([
    ['123456', '123456'],
    ['012 345', '012345'],
    ['12-34-56', '123456'],
    ['１２３４５６', '123456'],
    ['\u00a0123\u202f456 ', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
    ['٣٤٥٦٧٨', null],
  ])('%j is read as %j', (typed, code) => {
    expect(activationCodeOf(typed)).toBe(code);
  });
});
