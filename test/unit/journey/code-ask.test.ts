import { forEachChannel } from '../../../src-shared/values/contact/channel.ts';
import { describe, expect, it } from 'vitest';
import {
  codeChangesAt,
  withMailStatus,
  newCodeAsk,
  offersOf,
  type CodeAsk,
} from '../../../src-main/journey/steps/code-ask.ts';

const OFFERS = [{ channel: 'email' as const, masked: '*****@*****' }];
const SENT: NonNullable<CodeAsk['sent']> = {
  ...{ attempt: 'a', channel: 'email', delivery: null, mail: 'waiting' },
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
  const senders = { email: null, sms: 'MCRN' };
  it.each([
    ['both', '*@*', '** 01', senders, ['email', 'sms']],
    ['mail alone, which head office sends itself', '*@*', null, { email: null, sms: null }, ['email']],
    ['a phone without a gateway here', null, '** 01', { email: 'x@y.fr', sms: null }, []],
    ['none', null, null, senders, []],
  ])('%s', (_name, email, phone, known, channels) => {
    const offers = offersOf({ email, phone }, { senders: { ...forEachChannel(() => null), ...known } });
    expect(offers.map(({ channel }) => channel)).toEqual(channels);
  });
});

describe('the mail with a fresh code', () => {
  it.each<[NonNullable<CodeAsk['sent']>['mail'], ReturnType<typeof status> | null, string | null]>([
    ['waiting', status('waiting'), null],
    ['waiting', status('sent'), 'sent'],
    ['waiting', status('refused'), 'refused'],
    ['waiting', status(null), null],
    ['waiting', null, 'unknown'],
    ['unknown', null, null],
    ['unknown', status('waiting'), 'waiting'],
    ['sent', null, null],
    ['refused', null, null],
  ])('%s, then %j', (mail, told, after) => {
    expect(withMailStatus(ask({ mail }), told)?.sent?.mail ?? null).toBe(after);
  });

  it('is no news for whom none was sent by mail', () => {
    expect(withMailStatus(ask(null), status('sent'))).toBeNull();
    expect(withMailStatus(ask({ channel: 'sms', delivery: 'b' }), status('sent'))).toBeNull();
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
