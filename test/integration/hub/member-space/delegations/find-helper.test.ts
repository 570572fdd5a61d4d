import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpaceAnswer } from '../../../../../src-shared/hub-api/space-calls.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { DAY } from '../../../../../src-shared/time/units.ts';
import { type Member, newSide, offerOf } from './sides.ts';

const OK = { result: 'ok' };

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const member = (familyName?: string, givenName?: string): Promise<Member> =>
  newSide(fixture, familyName, givenName);

describe('looking for a helper', () => {
  const look = (token: string, number: string, familyName: string): Promise<SpaceAnswer<'find-helper'>> =>
    fixture.call(token, 'find-helper', { number, familyName });

  it('takes the name as claims do, and never oneself', async () => {
    const [giver, helper] = [await member(), await member('Le Gall-Évenou', 'Achille')];
    const { token } = await fixture.login(giver);
    for (const name of ['le gall evenou', ' LEGALL ÉVENOU ', 'Le Gall-Évenou'])
      expect(await look(token, helper.number, name)).toEqual({
        result: 'ok',
        name: 'Achille Le Gall-Évenou',
      });
    expect(await look(token, giver.number, 'Le Gall-Évenou')).toEqual({ result: 'yourself' });
  });

  it('says the same of a wrong name, of nobody, of who has left, and of who is named already', async () => {
    const [giver, helper, left, named] = [await member(), await member(), await member(), await member()];
    await fixture.accounts.deps.database.db
      .updateTable('member')
      .set({ closed_at: new Date(FIXTURE_START) })
      .where('number', '=', left.number)
      .execute();
    await fixture.delegation(giver, named);
    const { token } = await fixture.login(giver);
    expect(await look(token, helper.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 4 });
    expect(await look(token, '9999999999', helper.familyName)).toEqual({ result: 'nobody', triesLeft: 3 });
    expect(await look(token, left.number, left.familyName)).toEqual({ result: 'nobody', triesLeft: 2 });
    expect(await look(token, named.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 1 });
    expect(await look(token, named.number, named.familyName)).toEqual({ result: 'already' });
    expect(await look(token, helper.number, '- -')).toEqual({ result: 'nobody', triesLeft: 0 });
    const locked = { result: 'locked', waitMs: DAY };
    expect(await look(token, helper.number, helper.familyName)).toEqual(locked);
    fixture.clock.now += DAY - 1;
    const later = (await fixture.login(giver)).token;
    expect(await look(later, helper.number, helper.familyName)).toEqual({ result: 'locked', waitMs: 1 });
    fixture.clock.now += 1;
    expect(await look(later, helper.number, helper.familyName)).toMatchObject(OK);
  });

  it('finds a member by either family name', async () => {
    const [giver, helper] = [await member(), await member('Dupont', 'Achille')];
    await fixture.db
      .updateTable('member')
      .set({ birth_name: 'Martin' })
      .where('number', '=', helper.number)
      .execute();
    const { token } = await fixture.login(giver);
    for (const said of ['Martin', 'DUPONT', 'Martin Dupont'])
      expect(await look(token, helper.number, said)).toEqual({ ...OK, name: 'Achille Dupont' });
    expect(await look(token, helper.number, 'Dupont Durand')).toMatchObject({ result: 'nobody' });
  });

  it('counts those that come at once, and those of an offer', async () => {
    const [giver, helper] = [await member(), await member()];
    const { token } = await fixture.login(giver);
    const at = await Promise.all(Array.from({ length: 8 }, () => look(token, helper.number, 'Autre')));
    expect(at.filter(({ result }) => result === 'nobody')).toHaveLength(5);
    expect(at.filter(({ result }) => result === 'locked')).toHaveLength(3);
    const proof = await fixture.proof(token, 'delegation');
    expect(await fixture.call(token, 'offer-delegation', offerOf(helper, { proof }))).toEqual({
      result: 'nobody',
    });
    const other = await member();
    const second = (await fixture.login(other)).token;
    await fixture.call(second, 'offer-delegation', offerOf(helper, { familyName: 'Autre' }));
    expect(await look(second, helper.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 3 });
  });
});
