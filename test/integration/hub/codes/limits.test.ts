import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KIOSK_CODES_PER_HOUR } from '../../../../src-shared/policy/hub-quotas.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';
import { SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { askCode, codesOf, reached } from './code-fixture.ts';

/** A Friday, 17:00 in France. */
const FRIDAY = Date.UTC(2026, 10, 27, 16);

let fixture: SpaceFixture;

beforeAll(async () => {
  // Room for two text messages a day.
  fixture = await SpaceFixture.open({ settings: { HUB_SMS_PRICE: 600, HUB_SMS_DAY_CEILING: 1200 } });
});
beforeEach(() => {
  fixture.clock.now += 3 * DAY;
});
afterAll(() => fixture.close());

const alerts = async () =>
  (await fixture.accounts.mails(fixture.deps.settings.HUB_LETTERHEAD_EMAIL)).filter(
    ({ kind }) => kind === 'limit-met',
  );

describe('limits of head office on codes', () => {
  it('the money of a day is spent at 17:00 on a Friday: staff is told once, mail goes on, Saturday has its own', async () => {
    fixture.clock.now = FRIDAY;
    for (let n = 0; n < 2; n += 1)
      expect(await askCode(fixture, (await reached(fixture)).number, { channel: 'sms' })).toMatchObject({
        result: 'ok',
      });
    const late = await reached(fixture);
    for (let n = 0; n < 2; n += 1)
      expect(await askCode(fixture, late.number, { channel: 'sms' })).toEqual({
        ...{ result: 'closed', waitMs: 7 * HOUR },
      });
    expect(await codesOf(fixture, late, 'sms')).toEqual([]);
    expect(await alerts()).toMatchObject([{ limit: 'sms-ceiling', place: null, at: FRIDAY }]);
    const ways = await fixture.accounts.ask(fixture.kiosk, '/v1/codes/ways', { number: late.number });
    expect(ways).toMatchObject({ email: { waitMs: 0 }, sms: { waitMs: null } });
    expect(await askCode(fixture, late.number)).toMatchObject({ result: 'ok' });
    fixture.clock.now += 7 * HOUR;
    expect(await askCode(fixture, late.number, { channel: 'sms' })).toMatchObject({ result: 'ok' });
  });

  it('a website uses half of the money for text messages at most: its stolen key closes none of the kiosks', async () => {
    const website = await fixture.accounts.client('website');
    const ask = async (client = website) =>
      (await askCode(fixture, (await reached(fixture)).number, { channel: 'sms' }, client)).result;
    expect([await ask(), await ask(), await ask(fixture.kiosk)]).toEqual(['ok', 'closed', 'ok']);
    expect(await alerts()).toContainEqual(expect.objectContaining({ limit: 'sms-share' }));
  });

  it('a kiosk that asks for more than visitors do is stopped, however many members it names; others go on', async () => {
    const thief = await fixture.accounts.client();
    const at = new Date(fixture.clock.now);
    const rows = Array.from({ length: KIOSK_CODES_PER_HOUR.email }, () => ({
      ...{ attempt: crypto.randomUUID(), purpose: 'password', counted: '1', holder: '1', kiosk: thief.kiosk },
      ...{
        network: null,
        visit: crypto.randomUUID(),
        channel: 'email' as const,
        target: null,
        message: null,
      },
      ...{ code_mac: Buffer.alloc(36), made_at: at, expires_at: at, proven_at: null, proof: null },
      ...{ spent_at: null, voided_at: null },
    }));
    await fixture.db.insertInto('sent_code').values(rows).execute();
    const member = await reached(fixture);
    expect(await askCode(fixture, member.number, {}, thief)).toEqual({ result: 'paused', waitMs: HOUR });
    expect(await codesOf(fixture, member, 'email')).toEqual([]);
    expect(await askCode(fixture, member.number)).toMatchObject({ result: 'ok' });
    expect(await alerts()).toContainEqual(expect.objectContaining({ limit: 'codes-email' }));
  });
});
