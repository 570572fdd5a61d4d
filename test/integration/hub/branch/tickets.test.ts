import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BRANCH_TICKET_TRIES,
  KIOSK_TICKET_TRIES,
  TICKET_LIFE,
} from '../../../../src-shared/policy/staff/branch.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import type { HubRig, RigClient } from '../../../support/hub/hub-rig.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';

const NUMBER = '00123456';
/** Visit that shows the tickets. */
const HERE = randomUUID();

let rig: HubRig;
let kiosks: RigClient[];

beforeEach(async () => {
  rig = await openHubRig({ now: new Date('2026-11-30T09:00:00Z') });
  kiosks = [await rig.enrol('Nantes 1'), await rig.enrol('Nantes 2'), await rig.enrol('Rennes 1')];
});

const asked = (body: object) => ({
  visit: randomUUID(),
  step: 'enter-code',
  number: NUMBER,
  ...body,
});

async function call(kiosk: number, name: string, body: object) {
  const client = kiosks[kiosk];
  if (client === undefined) throw new Error('no such kiosk');
  const answer = await rig.as(client).post(`/v1/branch/${name}`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Record<string, unknown> & { result: string };
}

async function ticket(kiosk = 0, body: object = {}): Promise<string> {
  const made = await call(kiosk, 'ticket', asked({ attempt: randomUUID(), ...body }));
  expect(made).toMatchObject({ result: 'made', forMs: TICKET_LIFE });
  return made['ticket'] as string;
}

const take = (kiosk: number, shown: string, number = NUMBER, attempt: string = randomUUID()) =>
  call(kiosk, 'take-ticket', { attempt, visit: HERE, ticket: shown, number });

/** A ticket that is not the given one. @param count which */
function another(right: string, count: number): string {
  const letters = 'ACDEFGHJKMNPRTWXY34679';
  const guess = (at: number) => `A${letters[at % 22] ?? ''}${letters[Math.floor(at / 22)] ?? ''}C`;
  return guess(count) === right ? guess(count + 300) : guess(count);
}

describe('a waiting ticket', () => {
  it('goes on at another kiosk of the branch', async () => {
    const shown = await ticket();
    expect(shown).toMatch(/^[ACDEFGHJKMNPRTWXY34679]{4}$/u);
    expect(await take(1, shown)).toEqual({
      ...{ result: 'taken', step: 'enter-code', code: null, isCalling: false },
    });
  });

  it('is not kept as itself', async () => {
    const shown = await ticket();
    const rows = JSON.stringify(
      (await rig.deps.database.db.selectFrom('ticket').selectAll().execute()).map((row) => ({
        ...row,
        code_mac: row.code_mac.toString('latin1'),
      })),
    );
    for (const secret of [shown, NUMBER]) expect(rows).not.toContain(secret);
  });

  it('serves once; the same attempt gets its answer again for two minutes', async () => {
    const shown = await ticket();
    const attempt = randomUUID();
    const first = await take(1, shown, NUMBER, attempt);
    expect(await take(1, shown, NUMBER, attempt)).toEqual(first);
    expect(await take(0, shown, NUMBER, attempt)).toMatchObject({ result: 'refused' });
    expect(await take(1, shown)).toMatchObject({ result: 'refused' });
    rig.clock.advance(2 * MINUTE);
    expect(await take(1, shown, NUMBER, attempt)).toMatchObject({ result: 'refused' });
  });

  it('is taken by one of two who show it at the same moment', async () => {
    const shown = await ticket();
    const results = await Promise.all([take(0, shown), take(1, shown)]);
    expect(results.map(({ result }) => result).toSorted()).toEqual(['refused', 'taken']);
  });

  it('is worth nothing at another branch, with another number, too late, or after another of the visit', async () => {
    const visit = randomUUID();
    const before = await ticket(0, { visit });
    const shown = await ticket(0, { visit });
    expect(await take(0, before)).toMatchObject({ result: 'refused' });
    expect(await take(2, shown)).toMatchObject({ result: 'refused' });
    expect(await take(0, shown, '123456')).toMatchObject({ result: 'refused' });
    rig.clock.advance(TICKET_LIFE);
    expect(await take(0, shown)).toMatchObject({ result: 'refused' });
  });

  it('lasts until its last moment', async () => {
    const shown = await ticket();
    rig.clock.advance(TICKET_LIFE - 1);
    expect(await take(0, shown)).toMatchObject({ result: 'taken' });
  });

  it('is the same when its answer was lost, and no other of its attempt is made', async () => {
    const body = asked({ attempt: randomUUID() });
    const first = await call(0, 'ticket', body);
    rig.clock.advance(MINUTE);
    expect(await call(0, 'ticket', body)).toEqual({ ...first, forMs: TICKET_LIFE - MINUTE });
    expect(await call(0, 'ticket', { ...body, number: '999999' })).toEqual({ result: 'gone' });
    expect(await call(1, 'ticket', body)).toEqual({ result: 'gone' });
    rig.clock.advance(TICKET_LIFE);
    expect(await call(0, 'ticket', body)).toEqual({ result: 'gone' });
  });

  it('is given sixty times an hour by one kiosk', async () => {
    for (let count = 0; count < 60; count += 1) await ticket();
    const more = () => call(0, 'ticket', asked({ attempt: randomUUID() }));
    expect(await more()).toMatchObject({ result: 'paused' });
    await ticket(1);
    rig.clock.advance(60 * MINUTE);
    expect(await more()).toMatchObject({ result: 'made' });
  });
});

describe('guessed tickets', () => {
  it('close a kiosk after five, for fifteen minutes, and no other kiosk', async () => {
    const shown = await ticket();
    for (let count = 1; count <= KIOSK_TICKET_TRIES.most; count += 1)
      expect(await take(0, another(shown, count))).toEqual({ result: 'refused', triesLeft: 5 - count });
    expect(await take(0, shown)).toEqual({ result: 'paused', waitMs: 15 * MINUTE });
    rig.clock.advance(15 * MINUTE - 1);
    expect(await take(0, shown)).toEqual({ result: 'paused', waitMs: 1 });
    expect(await take(1, shown)).toMatchObject({ result: 'taken' });
  });

  it('count each, also under one attempt, and a repeated one once', async () => {
    const shown = await ticket();
    const attempt = randomUUID();
    const wrong = another(shown, 1);
    expect(await take(0, wrong, NUMBER, attempt)).toEqual({ result: 'refused', triesLeft: 4 });
    expect(await take(0, wrong, NUMBER, attempt)).toEqual({ result: 'refused', triesLeft: 4 });
    expect(await take(0, another(shown, 2), NUMBER, attempt)).toEqual({ result: 'refused', triesLeft: 3 });
    expect(await take(0, another(shown, 3), '654321', attempt)).toEqual({ result: 'refused', triesLeft: 2 });
  });

  it('count when they come at the same moment', async () => {
    const shown = await ticket();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, count) => take(0, another(shown, count))),
    );
    expect(results.filter(({ result }) => result === 'refused')).toHaveLength(KIOSK_TICKET_TRIES.most);
  });

  it('close a whole branch after twenty in an hour, and no other branch', async () => {
    const shown = await ticket();
    let guesses = 0;
    for (let round = 0; guesses < BRANCH_TICKET_TRIES.most; round += 1) {
      for (const kiosk of [0, 1])
        for (let count = 0; count < 5 && guesses < BRANCH_TICKET_TRIES.most; count += 1) {
          expect(await take(kiosk, another(shown, guesses))).toMatchObject({ result: 'refused' });
          guesses += 1;
        }
      rig.clock.advance(15 * MINUTE);
    }
    const fresh = await ticket();
    expect(await take(1, fresh)).toMatchObject({ result: 'paused' });
    const elsewhere = await ticket(2);
    expect(await take(2, elsewhere)).toMatchObject({ result: 'taken' });
  });
});
