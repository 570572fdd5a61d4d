import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import type { Holder } from '../../../src-shared/sync/accounts.ts';
import { memoryDatabase, START } from '../hub-events/desk.ts';
import { AccountDesk } from './account-desk.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const WRONG = 'ACDEFGHJKM';
const wrong = (triesLeft: number): object => ({ result: 'wrong', triesLeft });

let database: HubDatabase;
let desk: AccountDesk;

beforeAll(async () => {
  database = await memoryDatabase();
  desk = await AccountDesk.open(database);
});
beforeEach(() => {
  desk.clock.now = START;
});
afterAll(async () => {
  await desk.close();
  await database.close();
});

describe('a provisional password', () => {
  it('of a member is accepted as often as it is shown, and says what the password must not be made of', async () => {
    const posted = await desk.letter(await desk.member());
    const { situation, ...named } = posted.holder;
    const accepted = {
      result: 'accepted',
      openFor: 30 * MINUTE,
      personal: ['Exemple', 'Odette', ...Object.values(named), '19410307', '07031941', '070341'],
    };
    expect(situation).toBe('member');
    expect(await desk.show(posted)).toEqual(accepted);
    expect(await desk.show(posted, { client: await desk.desk.client() })).toEqual(accepted);
    const letters = await database.db
      .selectFrom('letter')
      .select('spent_at')
      .where('id', '=', posted.letter)
      .execute();
    expect(letters).toEqual([{ spent_at: null }]);
  });

  it('of a person only insured is accepted without any number', async () => {
    const posted = await desk.letter(await desk.insured());
    expect(await desk.show(posted)).toEqual({
      result: 'accepted',
      openFor: 30 * MINUTE,
      personal: ['Modèle', 'Gaston', '19520229', '29021952', '290252'],
    });
  });

  it.each([
    ['on its last day', 21 * DAY - 1, 'accepted'],
    ['after 21 days', 21 * DAY, 'expired'],
  ])('%s', async (_, age, result) => {
    const posted = await desk.letter(await desk.member());
    desk.clock.now += age;
    expect(await desk.show(posted)).toMatchObject({ result });
  });

  it('that was used, or whose holder has used another one, is told so', async () => {
    const holder = await desk.member();
    const [older, newer] = [await desk.letter(holder), await desk.letter(holder)];
    await desk.activated(holder);
    for (const posted of [older, newer]) expect(await desk.show(posted)).toEqual({ result: 'used' });
  });

  it('is that of its holder alone', async () => {
    const [posted, other] = [await desk.letter(await desk.member()), await desk.letter(await desk.insured())];
    expect(await desk.show({ holder: posted.holder, code: other.code })).toEqual(wrong(4));
    expect(await desk.show({ holder: other.holder, code: posted.code })).toEqual(wrong(4));
    expect(await desk.show(posted)).toMatchObject({ result: 'accepted' });
  });

  it('is no code of a letter for a password, nor the reverse', async () => {
    const posted = await desk.letter(await desk.member());
    await database.db
      .updateTable('letter')
      .set({ kind: 'password' })
      .where('id', '=', posted.letter)
      .execute();
    expect(await desk.show(posted)).toEqual(wrong(4));
  });

  it('is as wrong for who has no letter, who left, whom nobody knows; then it is locked', async () => {
    const left = await desk.letter(await desk.member());
    if (left.holder.situation === 'member') await desk.desk.closeMember(left.holder.number);
    const gone = await desk.letter(await desk.insured());
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
      { holder: await desk.member(), code: WRONG },
      { holder: nobody, code: WRONG },
      { holder: stranger, code: WRONG },
    ]) {
      for (const triesLeft of [4, 3, 2, 1, 0]) expect(await desk.show(asked)).toEqual(wrong(triesLeft));
      expect(await desk.show(asked)).toEqual({ result: 'locked', waitMs: DAY });
    }
  });
});

describe('tries', () => {
  it('are five wrong ones in 24 hours, over all kiosks; right ones do not count', async () => {
    const posted = await desk.letter(await desk.member());
    const miss = { ...posted, code: WRONG };
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await desk.show(miss, { client: await desk.desk.client() })).toEqual(wrong(triesLeft));
      desk.clock.now += MINUTE;
    }
    const locked = { result: 'locked', waitMs: DAY - 5 * MINUTE };
    const attempt = randomUUID();
    expect(await desk.show(posted, { attempt })).toEqual(locked);
    expect(await desk.show(posted, { client: await desk.desk.client() })).toEqual(locked);
    desk.clock.now += locked.waitMs - 1;
    expect(await desk.show(posted)).toEqual({ result: 'locked', waitMs: 1 });
    desk.clock.now += 1;
    // A name that was only ever locked out is still free.
    expect(await desk.show(posted, { attempt })).toMatchObject({ result: 'accepted' });
    for (let time = 0; time < 3; time += 1)
      expect(await desk.show(posted)).toMatchObject({ result: 'accepted' });
    expect(await desk.show(miss)).toEqual(wrong(0));
  });

  it('that are repeated count once and have the answer of the first time', async () => {
    const posted = await desk.letter(await desk.member());
    const [miss, hit] = [randomUUID(), randomUUID()];
    for (let time = 0; time < 7; time += 1)
      expect(await desk.show({ ...posted, code: WRONG }, { attempt: miss })).toEqual(wrong(4));
    const first = await desk.show(posted, { attempt: hit });
    desk.clock.now += MINUTE;
    expect(await desk.show(posted, { attempt: hit.toUpperCase() })).toEqual({
      ...first,
      openFor: 29 * MINUTE,
    });
    desk.clock.now += DAY;
    expect(await desk.show(posted, { attempt: hit })).toEqual({ ...first, openFor: 0 });
  });

  it('of another holder, or another kiosk, under a name that is taken are refused', async () => {
    const [posted, other] = [await desk.letter(await desk.member()), await desk.letter(await desk.member())];
    const attempt = await desk.opened(posted);
    await expect(desk.show(other, { attempt })).rejects.toThrow('answered 400');
    await expect(desk.show(posted, { attempt, client: await desk.desk.client() })).rejects.toThrow(
      'answered 400',
    );
  });

  it('count when the hub dies between the count and the answer, once, and are answered when they come again', async () => {
    const posted = await desk.letter(await desk.member());
    const attempt = randomUUID();
    let counted = 0;
    const db = new Proxy(database.db, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'executeQuery' && (counted += 1) > 1) throw new Error('gone');
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const dying = await AccountDesk.open({ ...database, db }, desk.clock);
    await expect(desk.show(posted, { attempt, at: dying.desk })).rejects.toThrow('answered 500');
    await dying.close();
    expect(await desk.show({ ...posted, code: WRONG })).toEqual(wrong(3));
    expect(await desk.show(posted, { attempt })).toMatchObject({ result: 'accepted' });
    expect(await desk.show({ ...posted, code: WRONG })).toEqual(wrong(3));
  });

  it('that were answered in the meantime are answered alike', async () => {
    const posted = await desk.letter(await desk.member());
    const attempt = randomUUID();
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.show(posted, { attempt })));
    for (const answer of answers) expect(answer).toMatchObject({ result: 'accepted' });
    const rows = await database.db
      .selectFrom('activation')
      .selectAll()
      .where('attempt', '=', attempt)
      .execute();
    expect(rows).toMatchObject([{ counted: false, letter: posted.letter }]);
  });

  it('keep nothing personal, and tell no log of anybody', async () => {
    const posted = await desk.letter(await desk.member());
    const attempt = await desk.opened(posted);
    const [row] = await database.db
      .selectFrom('activation')
      .select('answer')
      .where('attempt', '=', attempt)
      .execute();
    expect(row?.answer).toBe('{"result":"accepted"}');
    expect(desk.log.text()).not.toContain(posted.code);
    expect(desk.log.text()).not.toContain('Exemple');
  });
});
