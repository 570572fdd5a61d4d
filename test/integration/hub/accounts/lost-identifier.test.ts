import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { HubFixture, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import {
  confirmedAccount,
  identifierRequest,
  mailsOf,
  newInsured,
  newMember,
  unknownMember,
} from '../../../support/hub/request-fixture.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

const ACCEPTED = { status: 'accepted' };

const database = await migratedDatabase();
const fixture = await HubFixture.open(database);
afterAll(async () => {
  await fixture.close();
  await database.close();
});
beforeEach(async () => {
  fixture.clock.now = START;
  await database.db.deleteFrom('mail').execute();
});

describe('a lost identifier', () => {
  it('is told to the address of the account alone, once in 24 hours', async () => {
    for (const make of [newMember, newInsured]) {
      await database.db.deleteFrom('mail').execute();
      fixture.clock.now = START;
      const person = await make(database);
      const to = `perdu-${person.holder.situation}@exemple.fr`;
      await confirmedAccount(database, person, to);
      const ask = async () => {
        const events = [fixture.event(identifierRequest(person)), fixture.event(identifierRequest(person))];
        expect(await fixture.send(events)).toEqual([ACCEPTED, ACCEPTED]);
      };
      await ask();
      const mail = { kind: 'identifier-reminder', to, language: 'fr', expiresAt: new Date(START + DAY) };
      expect(await mailsOf(database)).toEqual([mail]);
      fixture.clock.now = START + DAY - 1;
      await ask();
      expect(await mailsOf(database)).toHaveLength(1);
      fixture.clock.now = START + DAY;
      await ask();
      expect(await mailsOf(database)).toHaveLength(2);
    }
  });

  it('of a claim that does not fit, or without a confirmed account, is accepted and told to nobody', async () => {
    const person = await newMember(database);
    const id = await confirmedAccount(database, person, 'attente@exemple.fr');
    await database.db.updateTable('account').set({ confirmed_at: null }).where('id', '=', id).execute();
    const other = await newInsured(database);
    await confirmedAccount(database, other, 'confirme@exemple.fr');
    const events = [
      identifierRequest(person),
      identifierRequest(other, { familyName: 'Autre' }),
      identifierRequest(other, { birthDate: '1990-03-01' }),
      identifierRequest(other, { postalCode: '44000' }),
      identifierRequest(unknownMember()),
    ].map((body) => fixture.event(body));
    expect(await fixture.send(events)).toEqual(events.map(() => ACCEPTED));
    expect(await mailsOf(database)).toEqual([]);
    const rows = await database.db
      .selectFrom('event')
      .select('number')
      .where('kind', '=', 'identifier-requested')
      .execute();
    expect(rows.every(({ number }) => number === null)).toBe(true);
  });

  it('that waited for more than a day is not told any more', async () => {
    const person = await newMember(database);
    await confirmedAccount(database, person, 'tard@exemple.fr');
    const event = fixture.event(identifierRequest(person), START - DAY - 1);
    expect(await fixture.send([event])).toEqual([{ status: 'refused', reason: 'expired' }]);
    expect(await mailsOf(database)).toEqual([]);
  });
});
