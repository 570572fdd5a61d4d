import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture } from './activation-fixture.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const WRONG = 'ACDEFGHJKM';
const wrong = (triesLeft: number): object => ({ result: 'wrong', triesLeft });

let database: HubDatabase;
let fixture: ActivationFixture;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await ActivationFixture.open(database);
});
beforeEach(() => {
  fixture.clock.now = START;
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

describe('a provisional password', () => {
  it('of a member is accepted as often as it is shown, and says what the password must not be made of', async () => {
    const posted = await fixture.letter(await fixture.member());
    const { situation, ...named } = posted.holder;
    const accepted = {
      result: 'accepted',
      openFor: 30 * MINUTE,
      emailOnFile: null,
      personal: ['Exemple', 'Odette', ...Object.values(named), '19410307', '07031941', '070341'],
    };
    expect(situation).toBe('member');
    expect(await fixture.show(posted)).toEqual(accepted);
    expect(await fixture.show(posted, { client: await fixture.fixture.client() })).toEqual(accepted);
    const letters = await database.db
      .selectFrom('letter')
      .select('spent_at')
      .where('id', '=', posted.letter)
      .execute();
    expect(letters).toEqual([{ spent_at: null }]);
  });

  it('of a person only insured is accepted without any number', async () => {
    const posted = await fixture.letter(await fixture.insured());
    expect(await fixture.show(posted)).toEqual({
      result: 'accepted',
      openFor: 30 * MINUTE,
      emailOnFile: null,
      personal: ['Modèle', 'Gaston', '19520229', '29021952', '290252'],
    });
  });

  it.each([
    ['on its last day', 21 * DAY - 1, 'accepted'],
    ['after 21 days', 21 * DAY, 'expired'],
  ])('%s', async (_, age, result) => {
    const posted = await fixture.letter(await fixture.member());
    fixture.clock.now += age;
    expect(await fixture.show(posted)).toMatchObject({ result });
  });

  it('that was used, or whose holder has used another one, is told so', async () => {
    const holder = await fixture.member();
    const [older, newer] = [await fixture.letter(holder), await fixture.letter(holder)];
    await fixture.activated(holder);
    for (const posted of [older, newer]) expect(await fixture.show(posted)).toEqual({ result: 'used' });
  });

  it('is that of its holder alone', async () => {
    const [posted, other] = [
      await fixture.letter(await fixture.member()),
      await fixture.letter(await fixture.insured()),
    ];
    expect(await fixture.show({ holder: posted.holder, code: other.code })).toEqual(wrong(4));
    expect(await fixture.show({ holder: other.holder, code: posted.code })).toEqual(wrong(4));
    expect(await fixture.show(posted)).toMatchObject({ result: 'accepted' });
  });

  it('is no code of a letter for a password, nor the reverse', async () => {
    const posted = await fixture.letter(await fixture.member());
    await database.db
      .updateTable('letter')
      .set({ kind: 'password' })
      .where('id', '=', posted.letter)
      .execute();
    expect(await fixture.show(posted)).toEqual(wrong(4));
  });

  it('is as wrong for who has no letter, who left, whom nobody knows; then it is locked', async () => {
    const left = await fixture.letter(await fixture.member());
    if (left.holder.situation === 'member') await fixture.fixture.closeMember(left.holder.number);
    const gone = await fixture.letter(await fixture.insured());
    await database.db
      .updateTable('insured')
      .set({ closed_at: new Date(START) })
      .where('nir', '=', Buffer.from(gone.holder.situation === 'insured' ? gone.holder.nir : '', 'hex'))
      .execute();
    const nobody: Holder = { situation: 'member', number: '55555555' };
    const stranger: Holder = { situation: 'insured', nir: 'ab'.repeat(32) };
    for (const asked of [
      left,
      gone,
      { holder: await fixture.member(), code: WRONG },
      { holder: nobody, code: WRONG },
      { holder: stranger, code: WRONG },
    ]) {
      for (const triesLeft of [4, 3, 2, 1, 0]) expect(await fixture.show(asked)).toEqual(wrong(triesLeft));
      expect(await fixture.show(asked)).toEqual({ result: 'locked', waitMs: DAY });
    }
  });
});

describe('tries', () => {
  it('are five wrong ones in 24 hours, over all kiosks; right ones do not count', async () => {
    const posted = await fixture.letter(await fixture.member());
    const miss = { ...posted, code: WRONG };
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await fixture.show(miss, { client: await fixture.fixture.client() })).toEqual(wrong(triesLeft));
      fixture.clock.now += MINUTE;
    }
    const locked = { result: 'locked', waitMs: DAY - 5 * MINUTE };
    const attempt = randomUUID();
    expect(await fixture.show(posted, { attempt })).toEqual(locked);
    expect(await fixture.show(posted, { client: await fixture.fixture.client() })).toEqual(locked);
    fixture.clock.now += locked.waitMs - 1;
    expect(await fixture.show(posted)).toEqual({ result: 'locked', waitMs: 1 });
    fixture.clock.now += 1;
    // A name that was only ever locked out is still free.
    expect(await fixture.show(posted, { attempt })).toMatchObject({ result: 'accepted' });
    for (let time = 0; time < 3; time += 1)
      expect(await fixture.show(posted)).toMatchObject({ result: 'accepted' });
    expect(await fixture.show(miss)).toEqual(wrong(0));
  });

  it('that are repeated count once and have the answer of the first time', async () => {
    const posted = await fixture.letter(await fixture.member());
    const [miss, hit] = [randomUUID(), randomUUID()];
    for (let time = 0; time < 7; time += 1)
      expect(await fixture.show({ ...posted, code: WRONG }, { attempt: miss })).toEqual(wrong(4));
    const first = await fixture.show(posted, { attempt: hit });
    fixture.clock.now += MINUTE;
    expect(await fixture.show(posted, { attempt: hit.toUpperCase() })).toEqual({
      ...first,
      openFor: 29 * MINUTE,
    });
    fixture.clock.now += DAY;
    expect(await fixture.show(posted, { attempt: hit })).toEqual({ ...first, openFor: 0 });
  });

  it('of another holder, or another kiosk, under a name that is taken are refused', async () => {
    const [posted, other] = [
      await fixture.letter(await fixture.member()),
      await fixture.letter(await fixture.member()),
    ];
    const attempt = await fixture.opened(posted);
    await expect(fixture.show(other, { attempt })).rejects.toThrow('answered 400');
    await expect(fixture.show(posted, { attempt, client: await fixture.fixture.client() })).rejects.toThrow(
      'answered 400',
    );
  });

  it('count when the hub dies between the count and the answer, once, and are answered when they come again', async () => {
    const posted = await fixture.letter(await fixture.member());
    const attempt = randomUUID();
    let counted = 0;
    const db = new Proxy(database.db, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'executeQuery' && (counted += 1) > 1) throw new Error('gone');
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const dying = await ActivationFixture.open({ ...database, db }, fixture.clock);
    await expect(fixture.show(posted, { attempt, at: dying.fixture })).rejects.toThrow('answered 500');
    await dying.close();
    expect(await fixture.show({ ...posted, code: WRONG })).toEqual(wrong(3));
    expect(await fixture.show(posted, { attempt })).toMatchObject({ result: 'accepted' });
    expect(await fixture.show({ ...posted, code: WRONG })).toEqual(wrong(3));
  });

  it('that were answered in the meantime are answered alike', async () => {
    const posted = await fixture.letter(await fixture.member());
    const attempt = randomUUID();
    const answers = await Promise.all(Array.from({ length: 4 }, () => fixture.show(posted, { attempt })));
    for (const answer of answers) expect(answer).toMatchObject({ result: 'accepted' });
    const rows = await database.db
      .selectFrom('activation')
      .selectAll()
      .where('attempt', '=', attempt)
      .execute();
    expect(rows).toMatchObject([{ counted: false, letter: posted.letter }]);
  });

  it('keep nothing personal, and tell no log of anybody', async () => {
    const posted = await fixture.letter(await fixture.member());
    const attempt = await fixture.opened(posted);
    const [row] = await database.db
      .selectFrom('activation')
      .select('answer')
      .where('attempt', '=', attempt)
      .execute();
    expect(row?.answer).toBe('{"result":"accepted"}');
    expect(fixture.log.text()).not.toContain(posted.code);
    expect(fixture.log.text()).not.toContain('Exemple');
  });
});
