import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { RedeemAnswer } from '../../../../src-shared/hub-api/letters.ts';
import { KIOSK_LETTER_CODE_TRIES } from '../../../../src-shared/policy/letters.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';
import { HubFixture } from '../../../support/hub/hub-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { makeLetter } from '../../../support/hub/letters/make-letter.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture } from '../accounts/activation-fixture.ts';

const [CODE, WRONG] = ['ACDEFGHJKM', 'NPRTWXY346'];
const { most, window } = KIOSK_LETTER_CODE_TRIES;

let database: HubDatabase;
let fixture: ActivationFixture;
let other: HubFixture;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await ActivationFixture.open(database);
  other = await HubFixture.open(database, fixture.clock);
});
afterAll(async () => {
  await other.close();
  await fixture.close();
  await database.close();
});

async function redeem(
  client: RigClient,
  number: string,
  { code = WRONG, attempt = randomUUID(), at = fixture.fixture } = {},
): Promise<RedeemAnswer> {
  const { body } = await at.post<RedeemAnswer>(client, '/v1/letters/redeem', { attempt, number, code });
  return body;
}

const members = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => fixture.fixture.member()));

const count = (answers: readonly { readonly result: string }[], result: string): number =>
  answers.filter((answer) => answer.result === result).length;

describe('a stolen kiosk that types wrong codes for everybody', () => {
  it('keeps few members waiting, at two hubs at once too, and stops nobody at other kiosks', async () => {
    const stolen = await fixture.fixture.client();
    const honest = await fixture.fixture.client();
    const first = randomUUID();
    const [known = '', ...numbers] = await members(most + 10);
    await redeem(stolen, known, { attempt: first });
    const answers = await Promise.all(
      numbers.map((number, index) => redeem(stolen, number, index % 2 === 0 ? {} : { at: other })),
    );
    expect(count(answers, 'wrong')).toBe(most - 1);
    expect(count(answers, 'locked')).toBe(10);
    const [owner = ''] = await members(1);
    await makeLetter(fixture.fixture, owner, CODE);
    expect(await redeem(stolen, owner, { code: CODE })).toEqual({ result: 'locked', waitMs: window });
    expect(await redeem(stolen, known, { attempt: first }), 'a lost answer comes again').toEqual({
      result: 'wrong',
      triesLeft: 4,
    });
    expect(await redeem(honest, owner, { code: CODE })).toEqual({ result: 'accepted' });
    expect(fixture.log.lines.filter(({ event }) => event === 'limit-reached')).toContainEqual(
      expect.objectContaining({ fields: { limit: 'letter-codes', kiosk: stolen.kiosk } }),
    );
    fixture.clock.now += HOUR;
    expect((await redeem(stolen, numbers[0] ?? '')).result).toBe('wrong');
  });

  it('nor by provisional passwords', async () => {
    const stolen = await fixture.fixture.client();
    const attempt = randomUUID();
    const show = (number: string, tried?: string) =>
      fixture.show(
        { holder: { situation: 'member', number }, code: WRONG },
        { client: stolen, ...(tried === undefined ? {} : { attempt: tried }) },
      );
    const [known = '', ...numbers] = await members(most + 5);
    expect(await show(known, attempt)).toEqual({ result: 'wrong', triesLeft: 4 });
    const answers = await Promise.all(numbers.map((number) => show(number)));
    expect(count(answers, 'wrong')).toBe(most - 1);
    expect(count(answers, 'locked')).toBe(5);
    expect(await show(known, attempt)).toEqual({ result: 'wrong', triesLeft: 4 });
    const holder = await fixture.member();
    const letter = await fixture.letter(holder);
    expect((await fixture.show(letter, { client: stolen })).result).toBe('locked');
    expect((await fixture.show(letter)).result, 'at another kiosk').toBe('accepted');
  });
});
