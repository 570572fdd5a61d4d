import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import type { EventAnswer, EventBody } from '../../../../src-shared/hub-api/events.ts';
import { KIOSK_LETTERS_PER_DAY } from '../../../../src-shared/policy/letters.ts';
import { KIOSK_TYPED_ADDRESS_MAILS } from '../../../../src-shared/policy/notices.ts';
import type { RedeemAnswer } from '../../../../src-shared/hub-api/letters.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase } from '../../../support/hub/hub-rig.ts';
import { HubFixture, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { makeLetter } from '../../../support/hub/letters/make-letter.ts';
import { describeWith } from '../../../support/peers.ts';

const ACCEPTED = { status: 'accepted' };
const CODE = 'ACDEFGHJKM';
const TOGETHER = 12;

const password = (number: string, text: string) =>
  ({ kind: 'password-set', number, phc: phcOf(text) }) as const;
const letter = (number: string) => ({ kind: 'letter-requested', number }) as const;

/** Two hubs with connections of their own to one database. */
async function twoHubs(): Promise<[HubFixture, HubFixture]> {
  const { url } = await freshDatabase();
  const clock = { now: START };
  const open = async (): Promise<HubFixture> => {
    const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
    const fixture = await HubFixture.open(database, clock);
    onTestFinished(async () => {
      await fixture.close();
      await database.close();
    });
    return fixture;
  };
  return [await open(), await open()];
}

/** The same work so many times at once, on either hub in turn. */
function together<Result>(
  fixtures: [HubFixture, HubFixture],
  work: (fixture: HubFixture, place: number) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(
    Array.from({ length: TOGETHER }, (_, place) => work(fixtures[place % 2 === 0 ? 0 : 1], place)),
  );
}

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  it('make no more letters and mails for one kiosk, however many journals it names at once', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const client = await fixture.client();
    const people: string[] = [];
    for (let at = 0; at < KIOSK_LETTERS_PER_DAY + TOGETHER * 10; at += 1) people.push(await fixture.member());
    const batches = Array.from({ length: TOGETHER }, (_, place) =>
      people.filter((_number, at) => at % TOGETHER === place).map((number) => fixture.event(letter(number))),
    );
    const answers = await together(fixtures, (hub, place) => hub.send(batches[place] ?? [], { client }));
    const made = answers.flat().filter(({ status }) => status === 'accepted');
    expect(made).toHaveLength(KIOSK_LETTERS_PER_DAY);

    const asked = (to: number): EventBody => ({
      ...{
        kind: 'account-requested',
        holder: { situation: 'member', number: people[to % people.length] ?? '' },
      },
      ...{ familyName: 'Nobody', birthDate: '1941-03-07', postalCode: '44000' },
      ...{ email: `typed-${to}@exemple.fr`, language: 'fr' },
    });
    await together(fixtures, (hub, place) =>
      hub.send(
        Array.from({ length: 25 }, (_, at) => fixture.event(asked(place * 25 + at))),
        { client },
      ),
    );
    const mails = fixture.database.db.selectFrom('mail').select('id').where('kind', '=', 'account-asked');
    expect(await mails.execute()).toHaveLength(KIOSK_TYPED_ADDRESS_MAILS);
  });

  it('apply copies of one batch that arrive at once one time, and answer all alike', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const numbers = [await fixture.member(), await fixture.member()];
    const client = await fixture.client();
    const journal = randomUUID();
    const events = numbers.flatMap((number) => [
      fixture.event(password(number, 'one'), START - 3000),
      fixture.event(letter(number), START - 2000),
      fixture.event(password(number, 'older'), START - 4000),
      fixture.event(letter(number), START - 1000),
    ]);
    const answers = await together(fixtures, (hub) => hub.send(events, { client, journal }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.slice(0, 4)).toEqual([
      ACCEPTED,
      ACCEPTED,
      { status: 'superseded', reason: 'later-decision' },
      { status: 'refused', reason: 'letter-limit' },
    ]);
    const credentials = await fixture.database.db.selectFrom('credential').select('version').execute();
    expect(credentials).toEqual([{ version: 1 }, { version: 1 }]);
    expect(
      await fixture.database.db.selectFrom('letter').select('id').where('kind', '=', 'password').execute(),
    ).toHaveLength(2);
    expect(await fixture.database.db.selectFrom('event').select('id').execute()).toHaveLength(8);
  });

  it('apply one event that two journals send at once one time', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const unknown = { ...fixture.event(letter('1000000')), body: { kind: 'address-changed' } };
    const answers = await together(fixtures, (hub) => hub.send([unknown]));
    expect(answers).toEqual(Array(TOGETHER).fill([{ status: 'refused', reason: 'malformed' }]));
    expect(await fixture.database.db.selectFrom('event').select('id').execute()).toHaveLength(1);
  });

  it('let the later of passwords win that kiosks set at once, and count what took effect', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const number = await fixture.member();
    const clients = await Promise.all(Array.from({ length: TOGETHER }, () => fixture.client()));
    const sent = clients.map((client, place) => ({
      client,
      event: fixture.event(password(number, `kiosk ${place}`), START - ((place * 5) % TOGETHER) * 1000),
    }));
    const answers = await Promise.all(
      sent.map(({ client, event }, place) => fixtures[place % 2 === 0 ? 0 : 1].send([event], { client })),
    );
    const held = await fixture.database.db.selectFrom('credential').selectAll().executeTakeFirstOrThrow();
    expect(held).toMatchObject({
      event: sent[0]?.event.id,
      phc: phcOf('kiosk 0'),
      decided_at: new Date(START),
    });
    const effective = answers.flat().filter(({ status }: EventAnswer) => status === 'accepted');
    expect(held.version).toBe(effective.length);
  });

  it('make one letter of requests at two kiosks at once', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const number = await fixture.member();
    const events = Array.from({ length: TOGETHER }, () => fixture.event(letter(number)));
    const answers = (await together(fixtures, (hub, place) => hub.send([events[place]]))).flat();
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 'refused')).toHaveLength(TOGETHER - 1);
    expect(await fixture.database.db.selectFrom('letter').select('id').execute()).toHaveLength(1);
  });

  it('never wait for each other in a circle, whatever the order of members in their batches', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const numbers = await Promise.all(Array.from({ length: 20 }, () => fixture.member()));
    const batches = Array.from({ length: TOGETHER }, (_, place) => {
      const turned = place % 2 === 0 ? numbers : [...numbers].reverse();
      return turned.map((number) => fixture.event(password(number, `batch ${place}`)));
    });
    const answers = await together(fixtures, (hub, place) => hub.send(batches[place] ?? []));
    expect(answers.flat()).toHaveLength(TOGETHER * numbers.length);
    const events = await fixture.database.db.selectFrom('event').select('id').execute();
    expect(events).toHaveLength(TOGETHER * numbers.length);
  });

  it('remember what the other answered', async () => {
    const [one, other] = await twoHubs();
    const number = await one.member();
    const client = await one.client();
    const journal = randomUUID();
    const events = [one.event(password(number, 'one')), one.event(letter(number))];
    // The answer is lost, and this hub never comes back.
    await one.send(events, { client, journal });
    await one.close();
    expect(await other.send(events, { client, journal })).toEqual([ACCEPTED, ACCEPTED]);
    const held = await other.database.db.selectFrom('credential').selectAll().executeTakeFirstOrThrow();
    expect(held.version).toBe(1);
  });

  it('let one of racing tries spend a code', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    // Four: what is still being looked at counts as wrong, so that a sixth at once would be locked out.
    const tries = [0, 1, 2, 3].map(async (place) => {
      const at = fixtures[place % 2 === 0 ? 0 : 1];
      const request = { attempt: randomUUID(), number, code: CODE };
      return at.post<RedeemAnswer>(await fixture.client(), '/v1/letters/redeem', request);
    });
    const answers = await Promise.all(tries);
    const results = answers.map(({ body }) => body.result).sort();
    expect(results).toEqual(['accepted', 'used', 'used', 'used']);
    const letters = await fixture.database.db.selectFrom('letter').select('spent_at').execute();
    expect(letters).toEqual([{ spent_at: new Date(START) }]);
  });

  it('count one try that arrives many times at once one time, with one answer', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const number = await fixture.member();
    await makeLetter(fixture, number, CODE);
    const client = await fixture.client();
    for (const [code, answer] of [
      ['NPRTWXY346', { result: 'wrong', triesLeft: 4 }],
      [CODE, { result: 'accepted' }],
    ] as const) {
      const attempt = randomUUID();
      const replies = await together(fixtures, (hub) =>
        hub.post<RedeemAnswer>(client, '/v1/letters/redeem', { attempt, number, code }),
      );
      expect(replies.map(({ body }) => body)).toEqual(Array(TOGETHER).fill(answer));
    }
    const tries = await fixture.database.db.selectFrom('letter_try').select('counted').execute();
    expect(tries.filter(({ counted }) => counted)).toHaveLength(1);
  });

  it('give one account no more tries than one hub would', async () => {
    const fixtures = await twoHubs();
    const [fixture] = fixtures;
    const client = await fixture.client();
    const login = { identifier: '77777777', password: 'not it' };
    const replies = await together(fixtures, (hub) =>
      hub.post<{ result: string }>(client, '/v1/logins', login),
    );
    const wrong = replies.filter(({ body }) => body.result === 'wrong');
    expect(wrong).toHaveLength(5);
    expect(replies.filter(({ body }) => body.result === 'delayed')).toHaveLength(TOGETHER - 5);
  });
});
