import { KIOSK_TRIES_KEPT } from '../../../../src-shared/policy/passwords/login-delays.ts';
import argon2 from 'argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import type { LoginAnswer } from '../../../../src-shared/hub-api/logins.ts';
import { HubFixture, hashPassword, type Reply, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const RIGHT = 'Châtaigne-2026!';
const WRONG = { result: 'wrong' };

let database: HubDatabase;
let fixture: HubFixture;
let kiosk: RigClient;
let phc: string;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await HubFixture.open(database);
  phc = await hashPassword(RIGHT.normalize('NFC'));
});
beforeEach(async () => {
  fixture.clock.now = START;
  // Failures at a kiosk count for it too.
  kiosk = await fixture.client();
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

async function memberWithPassword(): Promise<string> {
  const number = await fixture.member();
  await fixture.send([fixture.event({ kind: 'password-set', number, phc })]);
  return number;
}

const tried = (identifier: string, password: string, client = kiosk): Promise<Reply<LoginAnswer>> =>
  fixture.post(client, '/v1/logins', { identifier, password });

/** The answers of so many wrong passwords in a row, a second apart. */
async function miss(identifier: string, times: number, client = kiosk): Promise<LoginAnswer[]> {
  const answers: LoginAnswer[] = [];
  for (let time = 0; time < times; time += 1) {
    fixture.clock.now += 1000;
    answers.push((await tried(identifier, 'not it', client)).body);
  }
  return answers;
}

describe('a login', () => {
  it('is accepted with the password that an event brought', async () => {
    const number = await memberWithPassword();
    const accepted = { result: 'accepted', number, givenName: 'Odette', familyName: 'Exemple' };
    expect(await tried(number, RIGHT)).toEqual({ status: 200, body: accepted });
    const spaced = `${number.slice(0, 3)} ${number.slice(3)} `;
    expect((await tried(spaced, RIGHT.normalize('NFD'))).body).toEqual(accepted);
  });

  it('looks the same, and takes the same work, whatever is wrong', async () => {
    const [number, without, left] = [
      await memberWithPassword(),
      await fixture.member(),
      await memberWithPassword(),
    ];
    await fixture.closeMember(left);
    const verify = vi.spyOn(argon2, 'verify');
    for (const [identifier, password] of [
      [number, 'not it'],
      [without, RIGHT],
      [left, RIGHT],
      ['77777777', RIGHT],
    ] as const) {
      verify.mockClear();
      expect(await tried(identifier, password)).toEqual({ status: 200, body: WRONG });
      expect(verify).toHaveBeenCalledOnce();
    }
    // An account that is not there costs what a kiosk's usual hash costs.
    expect(verify.mock.calls[0]?.[0]).toContain('m=19456,');
    verify.mockRestore();
  });

  it.each([
    ['no password', { identifier: '0012345' }],
    ['an empty one', { identifier: '0012345', password: '' }],
    ['one as long as a book', { identifier: '0012345', password: 'x'.repeat(257) }],
    ['something more', { identifier: '0012345', password: 'x', channel: 'website' }],
  ])('is not looked at with %s', async (_, body) => {
    expect((await fixture.post(kiosk, '/v1/logins', body)).status).toBe(400);
  });
});

describe('after failures', () => {
  it.each([
    ['a member', async () => memberWithPassword()],
    ['nobody', () => Promise.resolve('88888888')],
  ])('%s waits longer and longer, and nothing is looked at meanwhile', async (_, who) => {
    const identifier = await who();
    expect(await miss(identifier, 5)).toEqual(Array(5).fill(WRONG));
    const verify = vi.spyOn(argon2, 'verify');
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const waitMs = minutes * MINUTE;
      verify.mockClear();
      expect((await tried(identifier, RIGHT)).body).toEqual({ result: 'delayed', waitMs });
      fixture.clock.now += waitMs - 1;
      expect((await tried(identifier, RIGHT)).body).toEqual({ result: 'delayed', waitMs: 1 });
      expect(verify).not.toHaveBeenCalled();
      fixture.clock.now += 1;
      expect((await tried(identifier, 'not it')).body).toEqual(WRONG);
    }
    verify.mockRestore();
  });

  it('never gives more than 25 tries in 24 hours', async () => {
    const number = await memberWithPassword();
    let looked = 0;
    const end = START + 24 * HOUR;
    while (fixture.clock.now < end) {
      const { body } = await tried(number, 'not it');
      if (body.result === 'delayed') fixture.clock.now += body.waitMs;
      else looked += 1;
    }
    expect(looked).toBe(25);
    expect((await tried(number, RIGHT)).body.result).toBe('accepted');
  });

  it('a success takes the count back', async () => {
    const number = await memberWithPassword();
    await miss(number, 4);
    expect((await tried(number, RIGHT)).body.result).toBe('accepted');
    expect(await miss(number, 5)).toEqual(Array(5).fill(WRONG));
    expect((await tried(number, RIGHT)).body.result).toBe('delayed');
  });

  it('at a kiosk the website is open, and at the website the kiosk', async () => {
    const number = await memberWithPassword();
    const website = await fixture.client('website');
    await miss(number, 5);
    const other = await fixture.client();
    // Another kiosk keeps a few tries of its own, and then counts with the first.
    for (let kept = 0; kept < KIOSK_TRIES_KEPT; kept += 1)
      expect((await tried(number, 'not it', other)).body.result).toBe('wrong');
    expect((await tried(number, RIGHT, other)).body.result).toBe('delayed');
    expect((await tried(number, RIGHT, website)).body.result).toBe('accepted');
    expect((await tried(number, RIGHT)).body.result).toBe('delayed');
  });

  it('a password set at a kiosk opens the account again', async () => {
    const number = await memberWithPassword();
    await miss(number, 5);
    fixture.clock.now += 1000;
    await fixture.send([fixture.event({ kind: 'password-set', number, phc })]);
    expect((await tried(number, RIGHT)).body.result).toBe('accepted');
  });

  it('is counted even if the hub dies over the password', async () => {
    const number = await memberWithPassword();
    const verify = vi.spyOn(argon2, 'verify').mockRejectedValue(new Error('gone'));
    for (let time = 0; time < 5; time += 1) expect((await tried(number, RIGHT)).status).toBe(500);
    verify.mockRestore();
    expect((await tried(number, RIGHT)).body.result).toBe('delayed');
  });
});

describe('many at once', () => {
  it('of one account get no more tries than one after the other', async () => {
    const number = await memberWithPassword();
    const replies = await Promise.all(Array.from({ length: 30 }, () => tried(number, 'not it')));
    const results = replies.map(({ body }) => body.result);
    expect(results.filter((result) => result === 'wrong')).toHaveLength(5);
    expect(results.filter((result) => result === 'delayed')).toHaveLength(25);
  });

  it('beyond what the hub can check are told to come back, and are not counted', async () => {
    const { promise: checked, resolve: check } = Promise.withResolvers<boolean>();
    const verify = vi.spyOn(argon2, 'verify').mockImplementation(() => checked);
    const numbers = Array.from({ length: 100 }, (_, place) => String(60_000_000 + place));
    const busy: string[] = [];
    const replies = numbers.map(async (number) => {
      const { status } = await tried(number, 'not it');
      if (status === 503) busy.push(number);
      return status;
    });
    await vi.waitFor(() => expect(busy).toHaveLength(100 - 4 - 64), 30_000);
    check(false);
    const statuses = await Promise.all(replies);
    expect(statuses.filter((status) => status === 200)).toHaveLength(4 + 64);
    expect(verify).toHaveBeenCalledTimes(4 + 64);
    verify.mockRestore();
    // Nothing was counted for this one: five tries before the first delay.
    expect(await miss(busy[0] ?? '', 5)).toEqual(Array(5).fill(WRONG));
  });
});
