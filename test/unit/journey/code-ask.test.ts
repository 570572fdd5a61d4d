import { describe, expect, it } from 'vitest';
import {
  codeChangesAt,
  withMessageStatus,
  newCodeAsk,
  offersOf,
  type CodeAsk,
} from '../../../src-main/journey/steps/code-ask.ts';

const OFFERS = [{ channel: 'email' as const, masked: '*****@*****' }];
const SENT: NonNullable<CodeAsk['sent']> = {
  ...{ attempt: 'a', channel: 'email', message: 'waiting' },
  ...{ expiresAt: 1000, resendAt: null, triesLeft: 5 },
};
const ask = (sent: Partial<NonNullable<CodeAsk['sent']>> | null): CodeAsk => ({
  ...newCodeAsk({ purpose: 'device', offers: OFFERS }),
  sent: sent && { ...SENT, ...sent },
});
const status = (mail: 'waiting' | 'sent' | 'refused' | null) => ({
  ...({ result: 'ok', elsewhere: null, acting: null } as const),
  mail,
});

describe('the channels of a fresh code', () => {
  it.each([
    ['both', '*@*', '** 01', { mail: true, sms: true }, ['email', 'sms']],
    ['mail alone', '*@*', null, { mail: true, sms: true }, ['email']],
    ['no phone where head office has no gateway', null, '** 01', { mail: true, sms: false }, []],
    ['no mail where head office has no mail server', '*@*', '** 01', { mail: false, sms: true }, ['sms']],
    ['mail alone of a hub of before', '*@*', '** 01', {}, ['email']],
    ['none', null, null, { mail: true, sms: true }, []],
  ])('%s', (_name, email, phone, sent, channels) => {
    const offers = offersOf({ email, phone, ...sent });
    expect(offers.map(({ channel }) => channel)).toEqual(channels);
  });
});

describe('the message with a fresh code', () => {
  it.each<[NonNullable<CodeAsk['sent']>['message'], ReturnType<typeof status> | null, string | null]>([
    ['waiting', status('waiting'), null],
    ['waiting', status('sent'), 'sent'],
    ['waiting', status('refused'), 'refused'],
    ['waiting', status(null), null],
    ['waiting', null, 'unknown'],
    ['unknown', null, null],
    ['unknown', status('waiting'), 'waiting'],
    ['sent', null, null],
    ['refused', null, null],
  ])('%s, then %j', (message, told, after) => {
    expect(withMessageStatus(ask({ message }), told)?.sent?.message ?? null).toBe(after);
  });

  it('is no news when none was sent', () => {
    expect(withMessageStatus(ask(null), status('sent'))).toBeNull();
  });
});

describe('the end of a code', () => {
  it.each([
    [null, 0, null],
    [{}, 999, 1000],
    [{}, 1000, null],
  ])('%j at %i', (sent, now, at) => {
    expect(codeChangesAt(ask(sent), { clock: { now: () => now, toWall: (moment) => moment } })).toBe(at);
  });
});
