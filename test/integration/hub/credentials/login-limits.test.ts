import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { LoginAnswer } from '../../../../src-shared/hub-api/logins.ts';
import {
  KIOSK_TRIES_KEPT,
  MOST_PERSON_FAILURES,
  MOST_PERSON_FAILURES_ANYWHERE,
  SOURCE_FAILURES,
} from '../../../../src-shared/policy/passwords/login-delays.ts';
import { SITE_FACTOR } from '../../../../src-shared/policy/quotas.ts';
import { DAY, HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

import { AccountFixture, FIXTURE_START as START } from '../../../support/hub/account-fixture.ts';
import { eventId } from '../../../support/hub/request-sender.ts';
import { hashPassword } from '../../../support/hub/hub-fixture.ts';
import { CHEAPEST } from '../../../support/hub/hub-rig.ts';
import { askHub } from '../../../support/hub/hub-requests.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';

const RIGHT = 'Châtaigne-2026!';

let database: HubDatabase;
let fixture: AccountFixture;
let phc: string;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await AccountFixture.open({ database, settings: { HUB_BEHIND_PROXY: true } });
  phc = await hashPassword(RIGHT.normalize('NFC'), CHEAPEST);
});
beforeEach(() => {
  fixture.clock.now = START;
});
afterAll(() => fixture.close());

type Client = Awaited<ReturnType<AccountFixture['client']>>;

async function tryAt(
  client: Client,
  identifier: string,
  password = 'not it',
): Promise<LoginAnswer['result']> {
  return (await fixture.ask<LoginAnswer>(client, '/v1/logins', { identifier, password })).result;
}

async function tryFrom(address: string, identifier: string, password = 'not it'): Promise<string> {
  const { body } = await askHub(
    `${fixture.url}/v1/devices`,
    'POST',
    { ...{ attempt: randomUUID(), identifier, password }, name: 'Pixel', kind: 'phone' },
    { 'x-forwarded-for': address },
  );
  const { result, error } = body as { result?: string; error?: string };
  return result ?? error ?? '';
}

async function memberWithBoth(): Promise<{ number: string; email: string }> {
  const { number } = await fixture.member();
  await database.db
    .insertInto('credential')
    .values({ number, phc, decided_at: new Date(START), event: null })
    .execute();
  const { email } = await fixture.account({ number }, { confirmed: true });
  return { number, email };
}

it('thirty tries at once by number and address are five on each channel, and the few that each kiosk keeps', async () => {
  const { number, email } = await memberWithBoth();
  const clients = [await fixture.client(), await fixture.client(), await fixture.client('website')];
  const tries = [number, email].flatMap((identifier) => [
    ...clients.flatMap((client) => Array.from({ length: 4 }, () => tryAt(client, identifier))),
    ...Array.from({ length: 4 }, (_, place) => tryFrom(`2001:db8:1:${place}::1`, identifier)),
  ]);
  const results = await Promise.all(tries);
  expect(results).toHaveLength(32);
  const wrong = results.filter((result) => result === 'wrong').length;
  // Of the two kiosks one has used some of what is free to both; the other keeps its own.
  expect(wrong).toBeGreaterThanOrEqual(3 * 5);
  expect(wrong).toBeLessThanOrEqual(3 * 5 + KIOSK_TRIES_KEPT);
  expect(results.filter((result) => result === 'delayed')).toHaveLength(32 - wrong);
});

it('nobody gets more than fifty tries in a day at one person, however they spread them', async () => {
  const { number, email } = await memberWithBoth();
  const [kiosk, website] = [await fixture.client(), await fixture.client('website')];
  let tried = 0;
  for (let minute = 0; minute < 24 * 60; minute += 61) {
    fixture.clock.now = START + minute * MINUTE;
    const results = [
      await tryAt(kiosk, number),
      await tryAt(website, email),
      await tryFrom(`192.0.2.${minute % 200}`, number),
    ];
    tried += results.filter((result) => result === 'wrong').length;
  }
  expect(tried).toBe(MOST_PERSON_FAILURES);
  expect(fixture.log.lines.map(({ event, fields }) => [event, fields['limit']])).toContainEqual([
    'limit-reached',
    'login-person',
  ]);
  expect(JSON.stringify(fixture.log.lines)).not.toContain(number);
  fixture.clock.now = START + 2 * DAY;
  expect(await tryAt(kiosk, email, RIGHT)).toBe('accepted');
});

it.each([
  ['at a stolen kiosk', 'kiosk'],
  ['at the website', 'website'],
  ['from networks of devices', 'mobile'],
  ['everywhere', 'all'],
] as const)(
  'somebody who fails twenty-six times in six hours %s keeps no owner out',
  async (_where, where) => {
    const { number, email } = await memberWithBoth();
    const [stolen, branch, website] = [
      await fixture.client(),
      await fixture.client(),
      await fixture.client('website'),
    ];
    for (let round = 0; round < 26; round += 1) {
      fixture.clock.now = START + round * 14 * MINUTE;
      if (where === 'kiosk' || where === 'all') await tryAt(stolen, round % 2 === 0 ? number : email);
      if (where === 'website' || where === 'all') await tryAt(website, number);
      if (where === 'mobile' || where === 'all') await tryFrom(`192.0.2.${round}`, email);
      if (round % 5 === 4) expect(await tryAt(branch, number, RIGHT)).toBe('accepted');
    }
    // Two slips of the owner are forgiven as well.
    expect([await tryAt(branch, number), await tryAt(branch, email)]).toEqual(['wrong', 'wrong']);
    expect(await tryAt(branch, email, RIGHT)).toBe('accepted');
  },
);

it('at the very kiosk where somebody fails on purpose, a new password by a code of head office opens at once', async () => {
  const { number, email } = await memberWithBoth();
  const kiosk = await fixture.client();
  for (let round = 0; round < 26; round += 1) {
    fixture.clock.now = START + round * 14 * MINUTE;
    await tryAt(kiosk, number);
  }
  expect(await tryAt(kiosk, number, RIGHT)).toBe('delayed');
  const [attempt, visit] = [randomUUID(), randomUUID()];
  const asked = { attempt, visit, number, channel: 'email', language: 'fr' };
  expect(await fixture.ask(kiosk, '/v1/codes', asked)).toMatchObject({ result: 'ok' });
  const codes = (await fixture.mails(email)).flatMap((mail) =>
    mail.kind === 'activation-code' ? [mail.code] : [],
  );
  const shown = { attempt, visit, code: codes.at(-1) };
  const { proof: id } = await fixture.ask<{ proof: string }>(kiosk, '/v1/codes/check', shown);
  const chosen = await hashPassword('Noisette-2027!');
  const sent = { id: eventId(fixture.clock.now), seq: 1, at: fixture.clock.now };
  const batch = {
    ...{ sentAt: fixture.clock.now, journal: randomUUID() },
    events: [
      { ...sent, body: { kind: 'password-set', number, phc: chosen, proof: { by: 'code', id, visit } } },
    ],
  };
  expect(await fixture.ask(kiosk, '/v1/events', batch)).toMatchObject({ answers: [{ status: 'accepted' }] });
  expect(await tryAt(kiosk, number, 'Noisette-2027!')).toBe('accepted');
});

it('whoever walks from kiosk to kiosk gets a hundred tries a day at one person, not three at each for ever', async () => {
  const { number } = await memberWithBoth();
  const kiosks = [];
  for (let place = 0; place < 40; place += 1) kiosks.push(await fixture.client());
  let wrong = 0;
  for (const kiosk of kiosks)
    for (let tries = 0; tries < 4; tries += 1) if ((await tryAt(kiosk, number)) === 'wrong') wrong += 1;
  expect(wrong).toBe(MOST_PERSON_FAILURES_ANYWHERE);
});

it('one kiosk gets eighty wrong passwords an hour, over all people; the next kiosk is not concerned', async () => {
  const [stolen, other] = [await fixture.client(), await fixture.client()];
  const { number } = await memberWithBoth();
  const results: string[] = [];
  for (let place = 0; place < 200; place += 1) results.push(await tryAt(stolen, String(81_000_000 + place)));
  expect(results.filter((result) => result === 'wrong')).toHaveLength(SOURCE_FAILURES.kiosk.most);
  expect(await tryAt(stolen, number, RIGHT)).toBe('delayed');
  expect(await tryAt(other, number, RIGHT)).toBe('accepted');
  fixture.clock.now += HOUR;
  expect(await tryAt(stolen, number, RIGHT)).toBe('accepted');
});

it('forty addresses of one line of IPv6 are one network', async () => {
  const results: string[] = [];
  for (let place = 1; place <= 40; place += 1)
    results.push(await tryFrom(`2001:db8:7:7::${place.toString(16)}`, String(82_000_000 + place)));
  expect(results.filter((result) => result === 'wrong')).toHaveLength(10);
  expect(await tryFrom('2001:db8:7:8::1', '82000099')).toBe('wrong');
});

it('one network gets a hundred wrong passwords a day, a few every ten minutes', async () => {
  let wrong = 0;
  for (let round = 0; round < 20; round += 1) {
    fixture.clock.now = START + round * 11 * MINUTE;
    for (let place = 0; place < 9; place += 1)
      if ((await tryFrom('198.51.100.7', String(83_000_000 + round * 10 + place))) === 'wrong') wrong += 1;
  }
  expect(wrong).toBe(SOURCE_FAILURES.mobile.most);
});

it('a /48 of IPv6 gets five times as many as one of its networks, from however many of them', async () => {
  fixture.clock.now = START + 3 * DAY;
  const rows = Array.from({ length: SOURCE_FAILURES.mobile.most * SITE_FACTOR }, (_, place) => ({
    ...{ account: Buffer.alloc(36, place % 256), channel: 'mobile' as const },
    ...{ source: `2001:db8:48:${place.toString(16)}::/64`, at: new Date(fixture.clock.now) },
  }));
  await database.db.insertInto('login_failure').values(rows.slice(1)).execute();
  expect(await tryFrom('2001:db8:48:f000::1', '84000001')).toBe('wrong');
  expect(await tryFrom('2001:db8:48:f001::1', '84000002')).toBe('delayed');
  expect(await tryFrom('2001:db8:49:f001::1', '84000003')).toBe('wrong');
});
