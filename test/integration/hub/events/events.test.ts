import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { accountKey } from '../../../../src-hub/basics/account-key.ts';
import { HubFixture, idOf, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedPglite } from '../../../support/hub/databases/recycled-database.ts';
import { KIOSK_LETTERS_PER_DAY } from '../../../../src-shared/policy/letters.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';

const ACCEPTED = { status: 'accepted' };
const refused = (reason: string): object => ({ status: 'refused', reason });
const SUPERSEDED = { status: 'superseded', reason: 'later-decision' };

let database: HubDatabase;
let fixture: HubFixture;

beforeAll(async () => {
  database = await migratedPglite();
  fixture = await HubFixture.open(database);
});
beforeEach(() => {
  fixture.clock.now = START;
  fixture.log.lines.length = 0;
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

const password = (number: string, text: string) =>
  ({ kind: 'password-set', number, phc: phcOf(text) }) as const;
const letter = (number: string) => ({ kind: 'letter-requested', number }) as const;
const credentialOf = (number: string) =>
  database.db.selectFrom('credential').selectAll().where('number', '=', number).executeTakeFirst();
const rowOf = (id: string) =>
  database.db.selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst();
const lettersOf = (number: string) =>
  database.db
    .selectFrom('letter')
    .selectAll()
    .where('number', '=', number)
    .where('kind', '=', 'password')
    .execute();

describe('events, each answered by itself', () => {
  it('applies a batch in its order and records what became of each', async () => {
    const number = await fixture.member();
    const kiosk = await fixture.client();
    const [set, asked, stranger] = [
      fixture.event(password(number, 'first'), START - 5000),
      fixture.event(letter(number), START - 4000),
      fixture.event(password('99999999', 'x'), START - 3000),
    ];
    const unknown = { ...fixture.event(letter(number)), body: { kind: 'address-changed', number } };
    const journal = randomUUID();
    const answers = await fixture.send([set, asked, stranger, unknown, 'no event'], {
      client: kiosk,
      journal,
    });
    expect(answers).toEqual([
      ACCEPTED,
      ACCEPTED,
      refused('unknown-member'),
      refused('malformed'),
      refused('malformed'),
    ]);
    expect(await rowOf(set.id)).toMatchObject({
      kiosk: kiosk.kiosk,
      journal,
      seq: set.seq,
      kind: 'password-set',
      number,
      decided_at: new Date(START - 5000),
      received_at: new Date(START),
      clock_offset: 0,
      status: 'accepted',
      reason: null,
    });
    expect(await rowOf(unknown.id)).toMatchObject({
      kind: 'address-changed',
      number: null,
      status: 'refused',
      reason: 'malformed',
    });
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('first'), event: set.id, version: 1 });
    expect(await lettersOf(number)).toMatchObject([{ id: asked.id, requested_at: new Date(START - 4000) }]);
  });

  it('says in its log why one was refused, and nothing of a member', async () => {
    const event = fixture.event(letter('99999999'));
    await fixture.send([event]);
    expect(fixture.log.lines).toContainEqual(
      expect.objectContaining({
        event: 'event-refused',
        fields: expect.objectContaining({ event: event.id, reason: 'unknown-member' }) as unknown,
      }),
    );
    expect(fixture.log.text()).not.toContain('99999999');
  });

  it.each([
    ['no event', { sentAt: START, journal: randomUUID(), events: [] }],
    ['101 events', { sentAt: START, journal: randomUUID(), events: Array(101).fill(1) }],
    ['no journal', { sentAt: START, events: [1] }],
    ['a journal without name', { sentAt: START, journal: '', events: [1] }],
    ['a clock beyond all dates', { sentAt: 9e15, journal: randomUUID(), events: [1] }],
    ['something more', { sentAt: START, journal: randomUUID(), events: [1], kiosk: 'me' }],
  ])('takes no batch with %s', async (_, batch) => {
    expect((await fixture.post(await fixture.client(), '/v1/events', batch)).status).toBe(400);
  });

  it('takes 100 at once', async () => {
    const number = await fixture.member();
    const events = Array.from({ length: 100 }, (_, place) => fixture.event(password(number, `set ${place}`)));
    expect(await fixture.send(events)).toEqual(events.map(() => ACCEPTED));
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('set 99'), version: 100 });
  });

  it('keeps the events around one that the database will not have', async () => {
    const [one, bad, other] = [await fixture.member(), await fixture.member(), await fixture.member()];
    const events = [one, bad, other].map((number) => fixture.event(password(number, 'new')));
    const journal = randomUUID();
    await database.transaction((connection) =>
      connection.query(`ALTER TABLE event ADD CONSTRAINT never CHECK (number <> '${bad}')`),
    );
    await expect(fixture.send(events, { journal })).rejects.toThrow('answered 500');
    expect(await credentialOf(one)).toBeDefined();
    expect(await credentialOf(bad)).toBeUndefined();
    expect(await credentialOf(other)).toBeDefined();
    await database.transaction((connection) => connection.query('ALTER TABLE event DROP CONSTRAINT never'));
    expect(await fixture.send(events, { journal })).toEqual([ACCEPTED, ACCEPTED, ACCEPTED]);
    expect(await credentialOf(one)).toMatchObject({ version: 1 });
  });
});

describe('an event that comes again', () => {
  it('has the same answer and no second effect, one by one or all at once', async () => {
    const number = await fixture.member();
    const journal = randomUUID();
    const events = [
      fixture.event(password(number, 'one'), START - 9000),
      fixture.event(password(number, 'older'), START - 9500),
      fixture.event(letter(number), START - 8000),
      fixture.event(letter(number), START - 7000),
    ];
    const answers = [ACCEPTED, SUPERSEDED, ACCEPTED, refused('letter-limit')];
    expect(await fixture.send([...events, ...events], { journal })).toEqual([...answers, ...answers]);
    fixture.clock.now += 9 * DAY;
    expect(await fixture.send(events, { journal })).toEqual(answers);
    for (const [place, event] of events.entries())
      expect(await fixture.send([event], { journal })).toEqual([answers[place]]);
    expect(await credentialOf(number)).toMatchObject({ version: 1, decided_at: new Date(START - 9000) });
    expect(await lettersOf(number)).toHaveLength(1);
  });

  it('is known by its id whatever the order of its keys, the letters of its id, the kiosk and the journal', async () => {
    const number = await fixture.member();
    const body = { kind: 'password-set', number, phc: phcOf('one') } as const;
    const { id, seq, at } = fixture.event(body);
    await fixture.send([{ id, seq, at, body }]);
    const turned = { number: body.number, phc: phcOf('one'), kind: body.kind };
    const again = { body: turned, at, seq, id: id.toUpperCase() };
    expect(await fixture.send([again], { client: await fixture.client() })).toEqual([ACCEPTED]);
    expect(await credentialOf(number)).toMatchObject({ version: 1 });
  });

  it('is refused with another body under its id', async () => {
    const number = await fixture.member();
    const event = fixture.event(password(number, 'one'));
    const journal = randomUUID();
    const other = { ...event, body: password(number, 'other') };
    const unreadable = { ...event, body: 'other' };
    expect(await fixture.send([event, other, unreadable], { journal })).toEqual([
      ACCEPTED,
      refused('id-reused'),
      refused('id-reused'),
    ]);
    expect(await fixture.send([other], { journal })).toEqual([refused('id-reused')]);
    expect(await fixture.send([event], { journal })).toEqual([ACCEPTED]);
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('one') });
  });

  it('is refused with another id in its place of the journal', async () => {
    const number = await fixture.member();
    const event = fixture.event(password(number, 'one'));
    const other = { ...fixture.event(password(number, 'other')), seq: event.seq };
    const journal = randomUUID();
    expect(await fixture.send([event, other], { journal })).toEqual([ACCEPTED, refused('id-reused')]);
    expect(await fixture.send([other], { journal })).toEqual([refused('id-reused')]);
    expect(await fixture.send([other], { journal: randomUUID() })).toEqual([ACCEPTED]);
  });
});

describe('a password', () => {
  it.each([
    ['last', START - HOUR, START, ACCEPTED, 'arrived last'],
    ['first', START, START - HOUR, SUPERSEDED, 'arrived first'],
  ])('of two the later one wins when it arrives %s', async (_, first, last, answer, winner) => {
    const number = await fixture.member();
    const events = [
      fixture.event(password(number, 'arrived first'), first),
      fixture.event(password(number, 'arrived last'), last),
    ];
    expect(await fixture.send([events[0]])).toEqual([ACCEPTED]);
    expect(await fixture.send([events[1]])).toEqual([answer]);
    const version = answer === ACCEPTED ? 2 : 1;
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf(winner), version });
  });

  it.each([
    ['first', [0, 1]],
    ['last', [1, 0]],
  ])('set at the same moment: the greater id wins, arriving %s', async (_, order) => {
    const number = await fixture.member();
    const events = [fixture.event(password(number, 'less')), fixture.event(password(number, 'greater'))];
    for (const place of order) await fixture.send([events[place]]);
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('greater'), event: events[1]?.id });
  });

  it('is refused for a member who left', async () => {
    const number = await fixture.member();
    await fixture.closeMember(number);
    expect(await fixture.send([fixture.event(password(number, 'one'))])).toEqual([refused('unknown-member')]);
    expect(await credentialOf(number)).toBeUndefined();
  });

  it('ends the delay of earlier failures, everywhere, and of this member alone', async () => {
    const [number, neighbour] = [await fixture.member(), await fixture.member()];
    const failures = [number, neighbour].flatMap((holder) =>
      (['kiosk', 'website'] as const).map((channel) => ({
        account: accountKey(fixture.secret, holder),
        channel,
      })),
    );
    await database.db.insertInto('login_failure').values(failures).execute();
    await fixture.send([fixture.event(password(number, 'one'))]);
    const left = await database.db.selectFrom('login_failure').select('account').execute();
    expect(left.map(({ account }) => Buffer.from(account))).toEqual(
      Array(2).fill(accountKey(fixture.secret, neighbour)),
    );
    await database.db.deleteFrom('login_failure').execute();
  });
});

describe('a letter', () => {
  it.each([
    ['just eight days old', 8 * DAY, ACCEPTED],
    ['older than eight days', 8 * DAY + 1, refused('expired')],
  ])('%s at the receipt', async (_, age, answer) => {
    const number = await fixture.member();
    expect(await fixture.send([fixture.event(letter(number), START - age)])).toEqual([answer]);
    expect(await lettersOf(number)).toHaveLength(answer === ACCEPTED ? 1 : 0);
  });

  it('is made once in 24 hours and four times in 30 days, over all kiosks', async () => {
    const number = await fixture.member();
    const days: [number, object][] = [
      [0, ACCEPTED],
      [0.9, refused('letter-limit')],
      [1, ACCEPTED],
      [2, ACCEPTED],
      [4, ACCEPTED],
      [5, refused('letter-limit')],
      [29.9, refused('letter-limit')],
      [30, ACCEPTED],
      [30.5, refused('letter-limit')],
      [31, ACCEPTED],
    ];
    for (const [day, answer] of days) {
      fixture.clock.now = START + day * DAY;
      const client = await fixture.client();
      expect([day, await fixture.send([fixture.event(letter(number))], { client })]).toEqual([day, [answer]]);
    }
  });

  it('counts from its arrival: a kiosk that dates requests back gets no more letters', async () => {
    const number = await fixture.member();
    const dated = [7, 5, 3, 0].map((days) => fixture.event(letter(number), START - days * DAY));
    const late = refused('letter-limit');
    expect(await fixture.send(dated)).toEqual([ACCEPTED, late, late, late]);
    expect(await fixture.send([fixture.event(letter(number), START - 8 * DAY)])).toEqual([late]);
  });

  it('is made for eighty members a day at one kiosk, and staff hear of it', async () => {
    const client = await fixture.client();
    const ask = async (): Promise<object> => {
      const event = fixture.event(letter(await fixture.member()));
      return (await fixture.send([event], { client }))[0] ?? {};
    };
    const answers: object[] = [];
    for (let count = 0; count < KIOSK_LETTERS_PER_DAY; count += 1) answers.push(await ask());
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(ACCEPTED)]),
    );
    expect(await ask()).toEqual(refused('letter-limit'));
    expect(fixture.log.lines).toContainEqual({
      ...{ level: 'warn', event: 'limit-reached' },
      fields: { limit: 'kiosk-letters', kiosk: client.kiosk },
    });
    const elsewhere = [fixture.event(letter(await fixture.member()))];
    expect(await fixture.send(elsewhere, { client: await fixture.client() })).toEqual([ACCEPTED]);
    fixture.clock.now = START + DAY;
    expect(await ask()).toEqual(ACCEPTED);
  });
});

describe('a clock wrong by a day', () => {
  it.each([
    ['ahead', DAY],
    ['behind', -DAY],
  ])('%s does not change which password is the later one', async (_, wrong) => {
    const number = await fixture.member();
    const kiosk = await fixture.client();
    // Decided an hour ago at the kiosk with the wrong clock, half an hour ago at a right one.
    const there = fixture.event(password(number, 'there'), START - HOUR + wrong);
    const here = fixture.event(password(number, 'here'), START - HOUR / 2);
    expect(await fixture.send([here])).toEqual([ACCEPTED]);
    expect(await fixture.send([there], { client: kiosk, sentAt: START + wrong })).toEqual([SUPERSEDED]);
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('here') });
    expect(await rowOf(there.id)).toMatchObject({
      decided_at: new Date(START - HOUR),
      clock_offset: -wrong,
    });
    const { clock_offset } = await database.db
      .selectFrom('kiosk')
      .select('clock_offset')
      .where('id', '=', kiosk.kiosk)
      .executeTakeFirstOrThrow();
    expect(clock_offset).toBe(-wrong);
  });

  it('is known from quick requests: a slow one makes no decision younger', async () => {
    const number = await fixture.member();
    const kiosk = await fixture.client();
    const journal = randomUUID();
    // A clock a day slow; the first request takes 20 ms, the second one 30 s.
    const slow = START - DAY;
    await fixture.send([fixture.event(password(number, 'first'), slow - HOUR)], {
      client: kiosk,
      journal,
      sentAt: slow - 20,
    });
    const delayed = { ...fixture.event(password(number, 'delayed'), slow - 5000), seq: 1000 };
    const here = fixture.event(password(number, 'here'), START - 1000);
    expect(await fixture.send([here])).toEqual([ACCEPTED]);
    expect(await fixture.send([delayed], { client: kiosk, journal, sentAt: slow - 30_000 })).toEqual([
      SUPERSEDED,
    ]);
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('here') });
  });

  it('lets no decision win by a moment that has not come yet', async () => {
    const number = await fixture.member();
    const future = fixture.event(password(number, 'future'), START + 10 * DAY);
    await fixture.send([future]);
    fixture.clock.now += 1000;
    expect(await fixture.send([fixture.event(password(number, 'next'))])).toEqual([ACCEPTED]);
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('next') });
  });

  it('takes what no date can hold', async () => {
    const number = await fixture.member();
    const events = [
      fixture.event(password(number, 'old'), 0),
      fixture.event(password(number, 'new'), 8.64e15),
    ];
    expect(await fixture.send(events, { sentAt: 8.64e15 })).toEqual([ACCEPTED, ACCEPTED]);
    expect(await rowOf(events[0]?.id ?? idOf(0))).toMatchObject({ decided_at: new Date(0) });
  });
});
