import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import { SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { askCode, reached } from './code-fixture.ts';

it('hubs without a mail server offer no code by mail, and none is lost in the outbox', async () => {
  const fixture = await SpaceFixture.open({ mailsElsewhere: false });
  const member = await reached(fixture);
  const { number } = member;
  const { token } = await fixture.login({ identifier: number });
  const ways = (): Promise<unknown> => fixture.accounts.ask(fixture.kiosk, '/v1/codes/ways', { number });
  const channels = (): Promise<unknown> => fixture.call(token, 'channels', {});
  const fresh = (): Promise<unknown> =>
    fixture.call(token, 'send-code', {
      ...{ attempt: randomUUID(), purpose: 'device', channel: 'email', to: null, language: 'fr' },
    });
  expect(await ways()).toMatchObject({ email: null, sms: { waitMs: 0 } });
  expect(await askCode(fixture, number)).toEqual({ result: 'no-channel' });
  expect(await channels()).toMatchObject({ email: '*****@*****', mail: false, sms: true });
  expect(await fresh()).toEqual({ result: 'no-channel' });
  expect(await fixture.accounts.mails(member.email)).toEqual([]);

  // Another hub of the database has one, and says so.
  const at = (): Date => new Date(fixture.clock.now);
  const { db } = fixture;
  const other = { id: randomUUID(), name: 'other', keys: [], in_use: '', sends: ['email'], seen_at: at() };
  await db.insertInto('hub_process').values(other).execute();
  expect(await ways()).toMatchObject({ email: { waitMs: 0 } });
  expect(await channels()).toMatchObject({ mail: true });
  expect(await fresh()).toMatchObject({ result: 'ok' });

  // It is heard no more.
  fixture.clock.now += MINUTE;
  expect(await ways()).toMatchObject({ email: null });
  await fixture.close();
});

it('hubs without a gateway offer no code by text message', async () => {
  const fixture = await SpaceFixture.open({ settings: { HUB_SMS_URL: undefined } });
  const { number } = await reached(fixture);
  const ways = await fixture.accounts.ask(fixture.kiosk, '/v1/codes/ways', { number });
  expect(ways).toMatchObject({ email: { waitMs: 0 }, sms: null });
  expect(await askCode(fixture, number, { channel: 'sms' })).toEqual({ result: 'no-channel' });
  await fixture.close();
});
