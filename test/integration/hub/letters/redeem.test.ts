import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import type { RedeemAnswer } from '../../../../src-shared/hub-api/letters.ts';
import { HubFixture, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { makeLetter } from '../../../support/hub/letters/make-letter.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const [CODE, NEWER, OTHER] = ['ACDEFGHJKM', 'NPRTWXY346', '79ACDEFGHJ'];
const ACCEPTED = { result: 'accepted' };
const USED = { result: 'used' };
const EXPIRED = { result: 'expired' };
const wrong = (triesLeft: number): object => ({ result: 'wrong', triesLeft });

let database: HubDatabase;
let fixture: HubFixture;
let kiosk: RigClient;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await HubFixture.open(database);
  kiosk = await fixture.client();
});
beforeEach(() => {
  fixture.clock.now = START;
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

async function redeem(
  number: string,
  code: string,
  options: { attempt?: string; client?: RigClient; at?: HubFixture } = {},
): Promise<RedeemAnswer> {
  const { attempt = randomUUID(), client = kiosk, at = fixture } = options;
  const { status, body } = await at.post<RedeemAnswer>(client, '/v1/letters/redeem', {
    attempt,
    number,
    code,
  });
  if (status !== 200) throw new Error(`answered ${status}`);
  return body;
}

describe('the code of a letter', () => {
  it('is good once', async () => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    expect(await redeem(number, CODE)).toEqual(ACCEPTED);
    expect(await redeem(number, CODE)).toEqual(USED);
  });

  it.each([
    ['on its last day', 21 * DAY - 1, ACCEPTED],
    ['after 21 days', 21 * DAY, EXPIRED],
  ])('%s', async (_, age, answer) => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    fixture.clock.now += age;
    expect(await redeem(number, CODE)).toEqual(answer);
  });

  it('works beside that of a newer letter; once one is used the others are void', async () => {
    const number = await fixture.member();
    for (const code of [CODE, NEWER, OTHER]) {
      await makeLetter(fixture, number, code);
      fixture.clock.now += DAY;
    }
    await fixture.send([fixture.event({ kind: 'letter-requested', number })]);
    expect(await redeem(number, CODE)).toEqual(ACCEPTED);
    expect(await redeem(number, NEWER)).toEqual(USED);
    expect(await redeem(number, OTHER)).toEqual(USED);
    const letters = await database.db.selectFrom('letter').selectAll().where('number', '=', number).execute();
    expect(letters.filter(({ spent_at }) => spent_at !== null)).toHaveLength(1);
    expect(letters.filter(({ voided_at }) => voided_at !== null)).toHaveLength(3);
  });

  it('is that of its member alone', async () => {
    const [number, neighbour] = [await fixture.member(), await fixture.member()];
    await makeLetter(fixture, number, CODE);
    await makeLetter(fixture, neighbour, NEWER);
    expect(await redeem(neighbour, CODE)).toEqual(wrong(4));
    expect(await redeem(number, CODE)).toEqual(ACCEPTED);
  });

  it('is as wrong for who has no letter, whose letter is not yet made, who left, whom nobody knows', async () => {
    const [without, asked, left] = [await fixture.member(), await fixture.member(), await fixture.member()];
    await fixture.send([fixture.event({ kind: 'letter-requested', number: asked })]);
    await makeLetter(fixture, left, CODE);
    await fixture.closeMember(left);
    for (const number of [without, asked, left, '55555555'])
      for (const triesLeft of [4, 3, 2, 1, 0]) expect(await redeem(number, CODE)).toEqual(wrong(triesLeft));
    for (const number of [without, asked, left, '55555555'])
      expect(await redeem(number, CODE)).toEqual({ result: 'locked', waitMs: DAY });
  });
});

describe('tries', () => {
  it('are five wrong ones in 24 hours, over all kiosks; right ones do not count', async () => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await redeem(number, NEWER, { client: await fixture.client() })).toEqual(wrong(triesLeft));
      fixture.clock.now += MINUTE;
    }
    const locked = { result: 'locked', waitMs: DAY - 5 * MINUTE };
    expect(await redeem(number, CODE)).toEqual(locked);
    expect(await redeem(number, CODE, { client: await fixture.client() })).toEqual(locked);
    fixture.clock.now += locked.waitMs - 1;
    expect(await redeem(number, CODE)).toEqual({ result: 'locked', waitMs: 1 });
    fixture.clock.now += 1;
    expect(await redeem(number, CODE)).toEqual(ACCEPTED);
    for (let time = 0; time < 3; time += 1) expect(await redeem(number, CODE)).toEqual(USED);
    // Four of the five are still younger than a day.
    expect(await redeem(number, NEWER)).toEqual(wrong(0));
  });

  it('that are repeated count once and have the answer of the first time', async () => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    const [miss, hit] = [randomUUID(), randomUUID()];
    for (let time = 0; time < 7; time += 1)
      expect(await redeem(number, NEWER, { attempt: miss })).toEqual(wrong(4));
    expect(await redeem(number, CODE, { attempt: hit })).toEqual(ACCEPTED);
    expect(await redeem(number, CODE, { attempt: hit.toUpperCase() })).toEqual(ACCEPTED);
    expect(await redeem(number, CODE)).toEqual(USED);
  });

  it('that were locked out may be made again under their name', async () => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    for (let time = 0; time < 5; time += 1) await redeem(number, NEWER);
    const attempt = randomUUID();
    expect(await redeem(number, CODE, { attempt })).toEqual({ result: 'locked', waitMs: DAY });
    fixture.clock.now += DAY;
    expect(await redeem(number, CODE, { attempt })).toEqual(ACCEPTED);
  });

  it('of another number, or another kiosk, under a name that is taken are refused', async () => {
    const [number, neighbour] = [await fixture.member(), await fixture.member()];
    await makeLetter(fixture, number, CODE);
    const attempt = randomUUID();
    await redeem(number, CODE, { attempt });
    await expect(redeem(neighbour, CODE, { attempt })).rejects.toThrow('answered 400');
    await expect(redeem(number, CODE, { attempt, client: await fixture.client() })).rejects.toThrow(
      'answered 400',
    );
  });

  it('count when the hub dies between the count and the answer, once, and are answered when they come again', async () => {
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    let isOpen = false;
    let transactions = 0;
    const dying = await HubFixture.open(
      {
        ...database,
        transaction: (work) => {
          if (isOpen) transactions += 1;
          return transactions === 2 ? Promise.reject(new Error('gone')) : database.transaction(work);
        },
      },
      fixture.clock,
    );
    isOpen = true;
    const attempt = randomUUID();
    await expect(redeem(number, CODE, { attempt, at: dying })).rejects.toThrow('answered 500');
    expect(await redeem(number, NEWER)).toEqual(wrong(3));
    expect(await redeem(number, CODE, { attempt })).toEqual(ACCEPTED);
    expect(await redeem(number, NEWER)).toEqual(wrong(3));
    await dying.close();
  });

  it.each([
    ['a code of other letters', { code: 'ACDEFGHJK0' }],
    ['a short code', { code: 'ACDEF' }],
    ['a number with letters', { number: 'ACDEFGH' }],
    ['no name', { attempt: 'again' }],
  ])('are not looked at with %s', async (_, part) => {
    const body = { attempt: randomUUID(), number: '0012345', code: CODE, ...part };
    expect((await fixture.post(kiosk, '/v1/letters/redeem', body)).status).toBe(400);
  });
});
