import { describe, expect, it } from 'vitest';
import { resendIn, sendWait } from '../../../../src-hub/codes/send-rules.ts';
import type { CodeSend } from '../../../../src-hub/codes/sent-codes.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

const onFile = { channel: 'email', target: null } as const;
const phone = { channel: 'sms', target: null } as const;
const fresh = (mark: number) => ({ channel: 'email', target: Buffer.alloc(32, mark) }) as const;

/** Sends of so many minutes ago. */
const ago = (to: Pick<CodeSend, 'channel' | 'target'>, ...minutes: number[]): CodeSend[] =>
  minutes.map((count) => ({ ...to, at: NOW - count * MINUTE, isProven: false }));

/** The same sends, whose codes were shown. */
const shown = (sends: readonly CodeSend[]): CodeSend[] => sends.map((sent) => ({ ...sent, isProven: true }));

describe('the wait for one more code', () => {
  it.each<[string, CodeSend[], number]>([
    ['is none at first', [], 0],
    ['is a minute after one', ago(onFile, 0), MINUTE],
    ['is over after it', ago(onFile, 1), 0],
    ['begins anew once a code was shown', shown(ago(onFile, 30, 20, 0)), 0],
    ['grows from there on', [...shown(ago(onFile, 30)), ...ago(onFile, 0)], MINUTE],
    ['counts all of a day, shown or not', shown(ago(onFile, 60, 50, 40, 30, 20)), DAY - 60 * MINUTE],
    ['grows', ago(onFile, 30, 20, 2), 3 * MINUTE],
    ['does not hold for what went to the phone', ago(phone, 3, 2, 0), 0],
    ['does not hold for what went to a new address', ago(fresh(1), 0), 0],
    [
      'lasts until the fifth of a day is a day ago, wherever they went',
      ago(phone, 60, 50, 40, 30, 20),
      DAY - 60 * MINUTE,
    ],
  ])('%s', (_what, sends, wait) => {
    expect(sendWait(sends, onFile, NOW)).toBe(wait);
  });

  it('to a new address is that of this address alone', () => {
    const sends = [...ago(onFile, 3), ...ago(fresh(1), 0)];
    expect(sendWait(sends, fresh(1), NOW)).toBe(MINUTE);
    expect(sendWait(sends, fresh(2), NOW)).toBe(0);
  });
});

describe('what is left of a day', () => {
  it('is no resend after five', () => {
    expect(resendIn(ago(onFile, 50, 40, 30, 20, 10), onFile, NOW)).toBeNull();
    expect(resendIn(ago(onFile, 50, 40, 30, 20), onFile, NOW)).toBe(0);
  });

  it('never lets more than five go, and lets one go when the wait is over', () => {
    const sends: CodeSend[] = [];
    let now = NOW;
    for (let time = 0; time < 30; time += 1) {
      now += sendWait(sends, onFile, now);
      expect(sendWait(sends, onFile, now)).toBe(0);
      sends.push({ ...onFile, at: now, isProven: false });
      expect(sends.filter(({ at }) => at > now - DAY).length).toBeLessThanOrEqual(5);
    }
  });
});
