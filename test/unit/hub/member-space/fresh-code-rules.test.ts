import { describe, expect, it } from 'vitest';
import {
  codeAnswer,
  freshCodeSendWait,
} from '../../../../src-hub/member-space/fresh-codes/fresh-code-rules.ts';
import type { CodeSend } from '../../../../src-hub/member-space/fresh-codes/fresh-codes.ts';
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
    expect(freshCodeSendWait(sends, onFile, NOW)).toBe(wait);
  });

  it('to a new address is that of this address alone', () => {
    const sends = [...ago(onFile, 3), ...ago(fresh(1), 0)];
    expect(freshCodeSendWait(sends, fresh(1), NOW)).toBe(MINUTE);
    expect(freshCodeSendWait(sends, fresh(2), NOW)).toBe(0);
  });
});

describe('what is told of a code', () => {
  const code = { ...phone, expires_at: new Date(NOW + 9 * MINUTE), voided_at: null };
  const sms = { phone: '+33612345691', code: '482913' };
  const used = { sends: ago(phone, 1), wrong: [NOW - MINUTE] };

  it('is how long it is good, and what is left', () => {
    expect(codeAnswer(used, code, new Date(NOW), sms)).toEqual({
      ...{ result: 'ok', sms, codeFor: 9 * MINUTE, triesLeft: 4, resendIn: 0 },
    });
  });

  it('is no time, and no message, once it has ended or another was sent', () => {
    for (const ended of [
      { ...code, expires_at: new Date(NOW) },
      { ...code, voided_at: new Date(NOW - 1) },
    ])
      expect(codeAnswer(used, ended, new Date(NOW), sms)).toMatchObject({ codeFor: 0, sms: null });
  });

  it('is no resend after five, and no try after five wrong ones', () => {
    const all = { sends: ago(onFile, 50, 40, 30, 20, 10), wrong: Array.from({ length: 6 }, () => NOW) };
    expect(codeAnswer(all, code, new Date(NOW), null)).toMatchObject({ resendIn: null, triesLeft: 0 });
  });
});
