import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { MAIL_CHANNEL } from '../../../../src-hub/mail/post-mail.ts';
import { HubFixture, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import {
  accountRequest,
  confirmedAccount,
  dumpOf,
  inventedNir,
  mailsOf,
  newInsured,
  newMember,
  type Person,
  unknownMember,
  type ClaimChanges,
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

const requestOf = (id: string) =>
  database.db.selectFrom('account_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const letterOf = (id: string) =>
  database.db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst();

/** Sends one request. @returns what was kept of it */
async function request(person: Person, said: ClaimChanges = {}, at = fixture.clock.now) {
  const event = fixture.event(accountRequest(person, said), at);
  expect(await fixture.send([event])).toEqual([ACCEPTED]);
  return { id: event.id, kept: await requestOf(event.id), letter: await letterOf(event.id) };
}

const refusalOf = async (person: Person, said: ClaimChanges = {}) =>
  (await request(person, said)).kept.refusal;

describe('a request that fits', () => {
  it.each([
    ['a member', newMember],
    ['a person only insured', newInsured],
  ])('of %s makes one letter, and is kept with its receipt', async (_who, make) => {
    const person = await make(database);
    const { id, kept, letter } = await request(person);
    const { holder } = person;
    const who = {
      number: holder.situation === 'member' ? holder.number : null,
      insured: holder.situation === 'insured' ? Buffer.from(holder.nir, 'hex') : null,
    };
    expect(letter).toMatchObject({ ...who, kind: 'account', batch: null, requested_at: new Date(START) });
    expect(kept).toMatchObject({ ...who, letter: id, refusal: null, email: null });
    expect(kept.receipt).toBe(receiptNumber(id));
    expect(await mailsOf(database)).toMatchObject([{ kind: 'account-asked', to: 'odette@exemple.fr' }]);
  });

  it.each([
    ['Lefèvre', 'LEFEVRE'],
    ['d’Été-Müller', "D'ete muller"],
    ['LE GOFF', 'Le-Goff'],
    ['Œuvrard', 'oeuvrard'],
    ['Nu\u0308n\u0303ez', 'Nüñez'],
    ['Strauß', 'strauss'],
    ['Çelik', 'celik'],
  ])('whatever accents, capitals, hyphens, apostrophes and ligatures: %s as %s', async (known, typed) => {
    expect(
      await refusalOf(await newMember(database, { familyName: known }), { familyName: typed }),
    ).toBeNull();
  });

  it('is compared with the postal code of the member, and of the insured person, as imported', async () => {
    // The letter goes to an address in Rennes; kiosks and head office compare what both know.
    expect(await refusalOf(await newMember(database), { postalCode: '35000' })).toBe('postal-code');
    expect(await refusalOf(await newMember(database), { postalCode: '44000' })).toBeNull();
    expect(await refusalOf(await newInsured(database), { postalCode: '44100' })).toBeNull();
    const abroad = await newMember(database, { postalCode: 'L-2449' });
    expect(await refusalOf(abroad, { postalCode: '44000' })).toBe('postal-code');
    expect(await refusalOf(abroad, { postalCode: '2449' })).toBeNull();
    const cedex = await newMember(database, { postalCode: '44040 CEDEX 1' });
    expect(await refusalOf(cedex, { postalCode: '44040' })).toBeNull();
  });

  it.each([
    ['a member', newMember],
    ['a person only insured', newInsured],
  ])('of %s says what head office knows of the birth date, and either family name', async (_who, make) => {
    const person = await make(database, { familyName: 'DUPONT' });
    const known = (values: { birth_date?: string; birth_name?: string | null }): Promise<unknown> => {
      const { holder } = person;
      return holder.situation === 'member'
        ? database.db.updateTable('member').set(values).where('number', '=', holder.number).execute()
        : database.db
            .updateTable('insured')
            .set(values)
            .where('nir', '=', Buffer.from(holder.nir, 'hex'))
            .execute();
    };
    const refusals = async (...claims: readonly ClaimChanges[]): Promise<unknown[]> => {
      const kept: unknown[] = [];
      for (const said of claims) {
        kept.push(await refusalOf(person, said));
        await database.db.deleteFrom('account_request').execute();
        await database.db.deleteFrom('letter').execute();
      }
      return kept;
    };
    await known({ birth_date: '1941-05-00', birth_name: 'MARTIN' });
    expect(
      await refusals(
        { birthDate: '1941-05-31', familyName: 'Martin' },
        { birthDate: '1941-05-00', familyName: 'Martin-Dupont' },
        { birthDate: '1941-05-02', familyName: 'Dupont née Martin' },
      ),
    ).toEqual([null, null, null]);
    expect(
      await refusals(
        { birthDate: '1941-06-02', familyName: 'Martin' },
        { birthDate: '1941-00-00', familyName: 'Martin' },
        { birthDate: '1941-05-02', familyName: 'Durand' },
      ),
    ).toEqual(['birth-date', 'birth-date', 'family-name']);
    // Nothing known, or no year, proves nothing.
    for (const birth_date of ['0000-00-00', '0000-05-02']) {
      await known({ birth_date });
      expect(await refusals({ birthDate: '1941-05-02' }, { birthDate: birth_date })).toEqual([
        'birth-date',
        'birth-date',
      ]);
    }
  });

  it('takes the 29th of February of a leap year', async () => {
    const person = await newMember(database, { birthDate: '1952-02-29' });
    expect(await refusalOf(person, { birthDate: '1952-02-28' })).toBe('birth-date');
    expect(await refusalOf(person)).toBeNull();
  });
});

describe('a request that does not fit', () => {
  it('is one that leaves out a part of the birth date that head office knows', async () => {
    const person = await newMember(database, { birthDate: '1952-02-29' });
    for (const birthDate of ['1952-02-00', '1952-00-00', '1952-00-29'])
      expect(await refusalOf(person, { birthDate })).toBe('birth-date');
  });

  it.each<[string, ClaimChanges, string]>([
    ['another name', { familyName: 'Exemplaire' }, 'family-name'],
    ['a part of half a double name', { familyName: 'Exempl' }, 'family-name'],
    ['no letter at all', { familyName: '🎉' }, 'family-name'],
    ['another birth date', { birthDate: '1941-07-03' }, 'birth-date'],
    ['another postal code', { postalCode: '44100' }, 'postal-code'],
    ['everything else', { familyName: 'A', birthDate: '2000-01-01', postalCode: '00000' }, 'family-name'],
  ])('with %s is accepted alike, and only the part is kept', async (_what, said, refusal) => {
    const person = await newMember(database, { familyName: 'Exemple-Inventé' });
    const { kept, letter } = await request(person, said);
    expect(kept).toMatchObject({ refusal, number: null, insured: null, email: null, letter: null });
    expect(letter).toBeUndefined();
  });

  it('of nobody, of a closed member or insured person, is kept the same way', async () => {
    const left = await newMember(database);
    await fixture.closeMember(subjectOf(left.holder));
    const gone = await newInsured(database);
    await database.db
      .updateTable('insured')
      .set({ closed_at: new Date(START) })
      .where('nir', '=', Buffer.from(subjectOf(gone.holder).slice(4), 'hex'))
      .execute();
    const nobody: Person = { ...gone, holder: { situation: 'insured', nir: 'ab'.repeat(32) } };
    for (const person of [unknownMember(), left, gone, nobody])
      expect(await refusalOf(person)).toBe('unknown-holder');
  });

  it('with a name without letters does not fit who has none either', async () => {
    const person = await newMember(database, { familyName: '🎉' });
    expect(await refusalOf(person, { familyName: '7' })).toBe('family-name');
  });

  it('leaves nothing of what was said in the database or the log', async () => {
    const nir = inventedNir();
    await newInsured(database, {}, nir);
    const stranger = { familyName: 'Introuvable', email: 'introuvable@exemple.fr', postalCode: '97133' };
    await request(unknownMember(), stranger);
    await request(await newMember(database), stranger);
    const kept = `${await dumpOf(database)}${fixture.log.text()}`;
    expect(kept).toContain('unknown-holder');
    for (const secret of [nir, nir.slice(0, 13), '99999999', 'Introuvable', 'introuvable'])
      expect(kept).not.toContain(secret);
    // Five digits that stand alone: a digest can have them within it.
    expect(kept).not.toMatch(/(?<![0-9a-f])97133(?![0-9a-f])/u);
    expect(kept).not.toContain(Buffer.from(nir).toString('hex'));
  });

  it('takes as many round trips as one that fits', async () => {
    const counted: string[][] = [];
    const insured = await newInsured(database);
    // Whoever asks knows which of both the person is: only a person who is known must not take longer.
    const unknownInsured: Person = { ...insured, holder: { situation: 'insured', nir: 'ab'.repeat(32) } };
    for (const person of [unknownMember(), await newMember(database), unknownInsured, insured]) {
      const statements: string[] = [];
      const watched: typeof database = {
        ...database,
        transaction: (work) =>
          database.transaction((connection) =>
            work({
              ...connection,
              query: (sql, parameters) => {
                statements.push(sql);
                return connection.query(sql, parameters);
              },
            }),
          ),
      };
      const other = await HubFixture.open(watched, fixture.clock);
      const client = await other.client();
      statements.length = 0;
      await other.send([other.event(accountRequest(person))], { client });
      await other.close();
      counted.push(statements);
    }
    expect(counted[0]?.length).toBeGreaterThan(5);
    expect(counted[1]).toEqual(counted[0]);
    expect(counted[3]).toEqual(counted[2]);
    expect(counted[2]).toHaveLength((counted[0] ?? []).length + 1);
  });
});

describe('limits', () => {
  it.each([
    ['a member', newMember],
    ['a person only insured', newInsured],
  ])('of letters hold for %s over all kiosks', async (_who, make) => {
    const person = await make(database);
    const [one, other] = [await fixture.client(), await fixture.client()];
    const answers = await Promise.all(
      [one, other].map((client) => fixture.send([fixture.event(accountRequest(person))], { client })),
    );
    expect(answers).toEqual([[ACCEPTED], [ACCEPTED]]);
    for (const day of [1, 2, 3]) {
      fixture.clock.now = START + day * DAY;
      expect((await request(person)).kept).toBeTruthy();
    }
    const letters = await database.db
      .selectFrom('account_request')
      .innerJoin('letter', 'letter.id', 'account_request.letter')
      .select(['letter.number', 'letter.insured'])
      .execute();
    const mine = letters.filter(({ number, insured }) =>
      [number, `nir:${insured?.toString('hex') ?? ''}`].includes(subjectOf(person.holder)),
    );
    expect(mine).toHaveLength(4);
    fixture.clock.now = START + 5 * DAY;
    const { kept } = await request(person);
    expect(kept).toMatchObject({ refusal: 'letter-limit', number: null, insured: null, email: null });
    fixture.clock.now = START + 30 * DAY;
    expect((await request(person)).kept.refusal).toBeNull();
  });

  it('of two requests in one batch the second makes no letter', async () => {
    const person = await newMember(database);
    const events = [
      fixture.event(accountRequest(person)),
      fixture.event(accountRequest(person, { email: 'zoe@exemple.fr' })),
    ];
    expect(await fixture.send(events)).toEqual([ACCEPTED, ACCEPTED]);
    const kept = await Promise.all(events.map(({ id }) => requestOf(id)));
    expect(kept.map(({ refusal }) => refusal)).toEqual([null, 'letter-limit']);
  });

  it('of letters for passwords and for accounts do not count for each other', async () => {
    const person = await newMember(database);
    const number = subjectOf(person.holder);
    await request(person);
    const event = fixture.event({ kind: 'letter-requested', number });
    expect(await fixture.send([event])).toEqual([ACCEPTED]);
    expect(await letterOf(event.id)).toMatchObject({ kind: 'password', number });
    const again = fixture.event({ kind: 'letter-requested', number });
    expect(await fixture.send([again])).toEqual([{ status: 'refused', reason: 'letter-limit' }]);
  });
});

describe('a request', () => {
  it('that comes again, or after its answer was lost, is kept once', async () => {
    const event = fixture.event(accountRequest(await newMember(database)));
    const client = await fixture.client();
    const journal = randomUUID();
    for (let time = 0; time < 3; time += 1)
      expect(await fixture.send([event], { client, journal })).toEqual([ACCEPTED]);
    const both = [1, 2].map(() => fixture.send([event], { client, journal }));
    expect(await Promise.all(both)).toEqual([[ACCEPTED], [ACCEPTED]]);
    const letters = await database.db.selectFrom('letter').where('id', '=', event.id).selectAll().execute();
    expect(letters).toHaveLength(1);
  });

  it('that waited for more than eight days is refused, and nothing of it is kept', async () => {
    const event = fixture.event(accountRequest(await newMember(database)), START - 8 * DAY - 1);
    expect(await fixture.send([event])).toEqual([{ status: 'refused', reason: 'expired' }]);
    const kept = await database.db
      .selectFrom('account_request')
      .where('id', '=', event.id)
      .selectAll()
      .execute();
    expect(kept).toEqual([]);
    expect((await request(await newMember(database), {}, START - 8 * DAY)).kept.refusal).toBeNull();
  });

  it('of who has an account already makes the letter, and tells the address of the account alone', async () => {
    for (const make of [newMember, newInsured]) {
      await database.db.deleteFrom('mail').execute();
      const person = await make(database);
      const { situation } = person.holder;
      await confirmedAccount(database, person, `${situation}@exemple.fr`);
      const heard: string[] = [];
      const stopListening = await database.listen(MAIL_CHANNEL, (payload) => heard.push(payload));
      const { letter } = await request(person, { email: 'autre@exemple.fr' });
      expect(letter).toBeDefined();
      await vi.waitFor(() => {
        expect(heard[0]).toBe('');
      }, 10_000);
      await stopListening();
      const notice = {
        kind: 'account-asked-again',
        to: `${situation}@exemple.fr`,
        language: 'en',
        at: START,
      };
      const told = async () => (await mailsOf(database)).filter(({ kind }) => kind !== 'account-asked');
      expect(await told()).toEqual([{ ...notice, expiresAt: new Date(START + 7 * DAY) }]);
      // Neither a claim that does not fit nor one beyond the limit writes to the account.
      await request(person, { familyName: 'Autre' });
      await request(person);
      expect(await told()).toHaveLength(1);
    }
  });

  it('with hostile text in every field is no fault, and what fits is kept whole', async () => {
    const person = await newMember(database, { familyName: "O'Exemple" });
    for (const familyName of ["'; DROP TABLE letter; --", '\ud83d', '${7*7}', 'ﷺ', 'a'.repeat(100)])
      expect(await refusalOf(person, { familyName })).toBe('family-name');
    const email = "o'x{}|$@exemple.fr";
    const { kept } = await request(person, { familyName: 'o’exemple', email });
    expect(kept.refusal).toBeNull();
    expect((await mailsOf(database)).map(({ to }) => to)).toContain(email);
    for (const familyName of ['a'.repeat(101), 'a\u0000', '\u001b[2J']) {
      const malformed = accountRequest(person, { familyName });
      expect(await fixture.send([fixture.event(malformed)])).toEqual([
        { status: 'refused', reason: 'malformed' },
      ]);
    }
  });
});
