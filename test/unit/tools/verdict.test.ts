import { beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import type { EventOutcome } from '../../../src-main/events/event-journal.ts';
import type { Confirmation } from '../../../tools/chaos/chaos-messages.ts';
import { judge, type Verdict } from '../../../tools/chaos/verdict.ts';
import { migratedPglite } from '../../support/hub/databases/recycled-database.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

const KIOSK = '00000000-0000-4000-8000-000000000001';
const START = Date.UTC(2026, 2, 2, 9);
const [ANNE, BRUNO] = ['00100001', '00100002'];

/** Decisions in their order, a minute apart, and what head office made of each. */
const DECISIONS = [
  { kind: 'password-set', number: ANNE, status: 'accepted' },
  { kind: 'password-set', number: BRUNO, status: 'accepted' },
  { kind: 'password-set', number: ANNE, status: 'accepted' },
  { kind: 'password-set', number: BRUNO, status: 'accepted' },
  { kind: 'letter-requested', number: ANNE, status: 'accepted' },
  { kind: 'letter-requested', number: ANNE, status: 'refused' },
] as const;

const id = (index: number): string => `01900000-0000-7000-8000-00000000000${index}`;
const phc = (index: number): string => `hash ${index}`;
const momentOf = (index: number): number => START + index * MINUTE;

const TOLD: readonly Confirmation[] = DECISIONS.map(({ kind, number }, index) => ({
  told: id(index),
  kind,
  number,
  phc: kind === 'password-set' ? phc(index) : '',
  at: momentOf(index),
}));
const HEARD = new Map<string, EventOutcome>(DECISIONS.map(({ status }, index) => [id(index), status]));
const GOOD: Verdict = { confirmed: 6, lost: 0, twice: 0, stale: 0 };

let database: HubDatabase;

/** Head office after a run in which all went well. */
beforeEach(async () => {
  database = await migratedPglite();
  const { db } = database;
  const person = { family_name: 'Exemple', given_name: 'Fictif', birth_date: '1970-01-01' };
  const known = { ...person, postal_code: '44000', email: null, phone: null, language: null };
  await db
    .insertInto('member')
    .values([ANNE, BRUNO].map((number) => ({ number, ...known, closed_at: null })))
    .execute();
  await db.insertInto('kiosk').values({ id: KIOSK, name: 'Chaos' }).execute();
  const received = { kiosk: KIOSK, journal: KIOSK, fingerprint: Buffer.alloc(32), clock_offset: 0 };
  await db
    .insertInto('event')
    .values(
      DECISIONS.map(({ kind, number, status }, index) => ({
        ...received,
        id: id(index),
        seq: index + 1,
        ...{ kind, number, status },
        decided_at: new Date(momentOf(index)),
        reason: status === 'accepted' ? null : 'letter-limit',
      })),
    )
    .execute();
  await db
    .insertInto('credential')
    .values([credential(ANNE, 2), credential(BRUNO, 3)])
    .execute();
  await db.insertInto('letter').values(letter(4)).execute();
  return () => database.close();
});

function credential(number: string, event: number) {
  return {
    number,
    phc: phc(event),
    event: id(event),
    decided_at: new Date(momentOf(event)),
    version: 2,
  };
}

function letter(event: number) {
  return { id: id(event), number: ANNE, requested_at: new Date(momentOf(event)) };
}

const count = (version: number, number: string) =>
  database.db.updateTable('credential').set({ version }).where('number', '=', number).execute();

describe('the verdict on a chaos run', () => {
  it('finds nothing where all went well', async () => {
    expect(await judge(database, TOLD, HEARD)).toEqual(GOOD);
  });

  it('finds a decision that head office never got', async () => {
    await database.db.deleteFrom('event').where('id', '=', id(5)).execute();
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, confirmed: 5, lost: 1 });
  });

  it.each([
    ['answered otherwise than was heard', 'accepted'],
    ['that still waits at the kiosk', 'waiting'],
  ] as const)('finds a decision %s', async (_, heard) => {
    const otherwise = new Map(HEARD).set(id(5), heard);
    expect(await judge(database, TOLD, otherwise)).toEqual({ ...GOOD, confirmed: 5, lost: 1 });
  });

  it('finds a decision that its kiosk has forgotten', async () => {
    const forgotten = new Map(HEARD);
    forgotten.delete(id(0));
    expect(await judge(database, TOLD, forgotten)).toEqual({ ...GOOD, confirmed: 5, lost: 1 });
  });

  it('finds a password that took effect twice, and one that took none', async () => {
    await count(3, ANNE);
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, twice: 1 });
    await count(1, BRUNO);
    expect(await judge(database, TOLD, HEARD), 'neither makes up for the other').toEqual({
      ...GOOD,
      lost: 1,
      twice: 1,
    });
  });

  it('finds a letter too many and a letter too few', async () => {
    await database.db.insertInto('letter').values(letter(5)).execute();
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, twice: 1 });
    await database.db.deleteFrom('letter').where('id', '=', id(4)).execute();
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, lost: 1, twice: 1 });
  });

  it('finds a password older than the last that was told', async () => {
    await database.db.updateTable('credential').set(credential(ANNE, 0)).where('number', '=', ANNE).execute();
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, stale: 1 });
  });

  it('finds a password that head office does not have at all', async () => {
    await database.db.deleteFrom('credential').where('number', '=', ANNE).execute();
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, lost: 2, stale: 1 });
  });

  it('lets a password be that nobody was told of and that is later, but none that is earlier', async () => {
    const keep = (moment: number) =>
      database.db
        .updateTable('credential')
        .set({ phc: 'decided by a kiosk that died before its word', decided_at: new Date(moment) })
        .where('number', '=', ANNE)
        .execute();
    await keep(momentOf(2) + MINUTE);
    expect(await judge(database, TOLD, HEARD)).toEqual(GOOD);
    await keep(momentOf(2) - MINUTE);
    expect(await judge(database, TOLD, HEARD)).toEqual({ ...GOOD, stale: 1 });
  });

  it('lets either of two passwords be the last that were decided within two seconds', async () => {
    const near = TOLD.map((one) => (one.told === id(2) ? { ...one, at: momentOf(0) + 2000 } : one));
    await database.db.updateTable('credential').set(credential(ANNE, 0)).where('number', '=', ANNE).execute();
    expect(await judge(database, near, HEARD)).toEqual(GOOD);
  });
});
