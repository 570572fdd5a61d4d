import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { EventAnswers, SentEvent } from '../../../../src-shared/hub-api/events.ts';
import { HubFixture, idOf, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const ACCEPTED = { status: 'accepted' };

let database: HubDatabase;
let fixture: HubFixture;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await HubFixture.open(database);
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

const password = (number: string, text: string) =>
  ({ kind: 'password-set', number, phc: phcOf(text) }) as const;
const letter = (number: string) => ({ kind: 'letter-requested', number }) as const;

/** What the hub holds of a member in the end, but for the count of passwords, which tells how they came. */
async function stateOf(number: string): Promise<unknown> {
  const { db } = database;
  const credential = await db
    .selectFrom('credential')
    .select(['phc', 'decided_at'])
    .where('number', '=', number)
    .executeTakeFirst();
  const events = await db.selectFrom('event').select('decided_at').where('number', '=', number).execute();
  const letters = await db
    .selectFrom('letter')
    .select('requested_at')
    .where('number', '=', number)
    .where('kind', '<>', 'notice')
    .orderBy('requested_at')
    .execute();
  return { credential, letters, events: events.length };
}

describe('any order, any repetition, any batches', () => {
  it('end in the same passwords, each event recorded once', async () => {
    const ages = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });
    let serial = 1_000_000;
    await fc.assert(
      fc.asyncProperty(ages, fc.infiniteStream(fc.nat(1000)), async (minutes, chances) => {
        const chance = (): number => chances.next().value as number;
        const events = (number: string, base: number): SentEvent[] =>
          minutes.map((age, place) => ({
            id: idOf(base + place),
            seq: place + 1,
            at: START - age * MINUTE,
            body: password(number, `set ${place}`),
          }));
        const [plain, shaken] = [await fixture.member(), await fixture.member()];
        serial += 20;
        await fixture.send(events(plain, serial));
        // Each event at least once, some more often, in any order, cut into any batches.
        const journal = randomUUID();
        const sent = events(shaken, serial + 10).flatMap((event) =>
          Array.from({ length: 1 + (chance() % 3) }, () => ({ event, order: chance() })),
        );
        sent.sort((one, other) => one.order - other.order);
        while (sent.length > 0) {
          const batch = sent.splice(0, 1 + (chance() % 4));
          await fixture.send(
            batch.map(({ event }) => event),
            { journal },
          );
        }
        expect(await stateOf(shaken)).toEqual(await stateOf(plain));
      }),
      { numRuns: 25 },
    );
  });

  it('of letters in the order of their journal, repeated and cut anyhow, make the same letters', async () => {
    const hours = fc.array(fc.integer({ min: 0, max: 190 }), { minLength: 1, maxLength: 8 });
    let serial = 2_000_000;
    await fc.assert(
      fc.asyncProperty(hours, fc.infiniteStream(fc.nat(1000)), async (ages, chances) => {
        const chance = (): number => chances.next().value as number;
        const events = (number: string, base: number): SentEvent[] =>
          [...ages]
            .sort((one, other) => other - one)
            .map((age, place) => ({
              id: idOf(base + place),
              seq: place + 1,
              at: START - age * HOUR,
              body: letter(number),
            }));
        const [plain, shaken] = [await fixture.member(), await fixture.member()];
        serial += 20;
        await fixture.send(events(plain, serial));
        const journal = randomUUID();
        const waiting = events(shaken, serial + 10);
        // A kiosk that hears an answer, or does not, and then sends the same once more.
        for (let next = 0; next < waiting.length;) {
          const count = 1 + (chance() % 4);
          await fixture.send(waiting.slice(next, next + count), { journal });
          if (chance() % 2 === 0) next += count;
        }
        expect(await stateOf(shaken)).toEqual(await stateOf(plain));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a hub that dies', () => {
  /** The same database, and a call after which its next transaction ends like this. */
  function breaking(how: 'before its commit' | 'after its commit'): { hub: HubDatabase; arm: () => void } {
    let isArmed = false;
    const hub: HubDatabase = {
      ...database,
      transaction: async (work) => {
        if (!isArmed) return database.transaction(work);
        isArmed = false;
        if (how === 'after its commit') await database.transaction(work);
        else
          await database
            .transaction(async (connection) => {
              await work(connection);
              throw new Error('gone');
            })
            .catch(() => undefined);
        throw new Error('gone');
      },
    };
    return { hub, arm: () => void (isArmed = true) };
  }

  it.each(['before its commit', 'after its commit'] as const)('%s: sent again, each once', async (how) => {
    const { hub, arm } = breaking(how);
    const dying = await HubFixture.open(hub);
    const number = await fixture.member();
    const journal = randomUUID();
    const client = await fixture.client();
    const events = [
      fixture.event(password(number, 'one')),
      fixture.event(letter(number)),
      fixture.event(password(number, 'two')),
    ];
    arm();
    await expect(dying.send(events, { journal, client })).rejects.toThrow('answered 500');
    const before = await database.db
      .selectFrom('event')
      .select('id')
      .where('journal', '=', journal)
      .execute();
    expect(before).toHaveLength(how === 'after its commit' ? 3 : 0);
    expect(await dying.send(events, { journal, client })).toEqual([ACCEPTED, ACCEPTED, ACCEPTED]);
    const held = await database.db
      .selectFrom('credential')
      .selectAll()
      .where('number', '=', number)
      .executeTakeFirst();
    expect(held).toMatchObject({ phc: phcOf('two'), version: 2 });
    expect(await stateOf(number)).toMatchObject({ events: 3, letters: [{}] });
    await dying.close();
  });
});

describe('hostile bodies', () => {
  it('are answered, all of them, and change nothing', async () => {
    const client = await fixture.client();
    const member = await fixture.member();
    const before = await database.db.selectFrom('credential').selectAll().execute();
    const event = fc.record({
      id: fc.oneof(fc.uuid({ version: 7 }), fc.string()),
      seq: fc.oneof(fc.nat(), fc.integer(), fc.constant(Number.MAX_SAFE_INTEGER)),
      at: fc.oneof(fc.nat(), fc.double(), fc.constant(8.64e15)),
      body: fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.record({
          kind: fc.constant('password-set'),
          number: fc.constant(member),
          phc: fc.string({ unit: 'binary' }),
        }),
        fc.record({ kind: fc.string({ unit: 'binary' }), number: fc.string({ unit: 'binary' }) }),
      ),
    });
    const batch = fc.record({
      sentAt: fc.constantFrom(0, START, 8.64e15),
      journal: fc.uuid(),
      events: fc.array(event, { minLength: 50, maxLength: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(batch, async (body) => {
        const { status, body: answered } = await fixture.post<EventAnswers>(client, '/v1/events', body);
        expect(status).toBe(200);
        expect(answered.answers).toHaveLength(body.events.length);
        expect(new Set(answered.answers.map(({ status: state }) => state))).toEqual(new Set(['refused']));
      }),
      { numRuns: 25 },
    );
    expect(await database.db.selectFrom('credential').selectAll().execute()).toEqual(before);
  });

  it.each(['__proto__', 'constructor'])('that name %s are judged alone', async (name) => {
    const { id, seq, at } = fixture.event(letter('1000001'));
    const sent = fixture.event(letter('1000001'));
    const odd = `{"id":"${id}","seq":${seq},"at":${at},"body":{"${name}":{"prototype":{}}}}`;
    const batch = `{"sentAt":${START},"journal":"${randomUUID()}","events":[${odd},${JSON.stringify(sent)}]}`;
    const { status, body } = await fixture.post<EventAnswers>(await fixture.client(), '/v1/events', batch);
    expect(status).toBe(200);
    expect(body.answers[0]).toEqual({ status: 'refused', reason: 'malformed' });
    expect(body.answers[1]).not.toEqual(body.answers[0]);
  });

  it('that are nested without end are refused', async () => {
    const { id, seq, at } = fixture.event(letter('1000001'));
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const event = `{"id":"${id}","seq":${seq},"at":${at},"body":${deep}}`;
    const batch = `{"sentAt":${START},"journal":"${randomUUID()}","events":[${event}]}`;
    const { status, body } = await fixture.post<EventAnswers>(await fixture.client(), '/v1/events', batch);
    expect(status).toBe(200);
    expect(body.answers).toEqual([{ status: 'refused', reason: 'malformed' }]);
  });
});
