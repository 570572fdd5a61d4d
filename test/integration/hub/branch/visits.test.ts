import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CALL_LIFE } from '../../../../src-shared/policy/staff/branch.ts';
import { kioskLines, listKiosks } from '../../../../src-hub/kiosks/kiosk-list.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src-shared/time/units.ts';
import type { HubRig, RigClient } from '../../../support/hub/hub-rig.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';

let rig: HubRig;
let kiosk: RigClient;
let other: RigClient;

beforeEach(async () => {
  rig = await openHubRig({ now: new Date('2026-11-30T09:00:00Z') });
  kiosk = await rig.enrol('Nantes 1');
  other = await rig.enrol('Nantes 2');
});

const told = (visit: string, more: object = {}) => ({
  ...{ visit, step: 'enter-code', block: null, stepFor: 0, blockFor: null, holder: null, end: null },
  ...more,
});

async function post(client: RigClient, name: string, body: object): Promise<unknown> {
  const answer = await rig.as(client).post(`/v1/branch/${name}`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const tell = (visit: string, more: object = {}, client = kiosk) => post(client, 'visit', told(visit, more));
const visits = () =>
  rig.deps.database.db.selectFrom('branch_visit').selectAll().orderBy('started_at').execute();
const call = async (visit: string): Promise<string> =>
  ((await post(kiosk, 'call', { visit, step: 'enter-code', block: null })) as { call: string }).call;

describe('a visit', () => {
  it('stands where its kiosk last said, by the clock of head office', async () => {
    const visit = randomUUID();
    await tell(visit, { stepFor: 3 * SECOND });
    rig.clock.advance(5 * SECOND);
    const holder = { situation: 'member', number: '00123456' };
    await tell(visit, { block: 'code-tries', blockFor: MINUTE, holder });
    expect(await visits()).toMatchObject([
      {
        branch: 'Nantes',
        block: 'code-tries',
        block_until: new Date('2026-11-30T09:01:05Z'),
        holder: '00123456',
        started_at: new Date('2026-11-30T08:59:57Z'),
        step_since: new Date('2026-11-30T09:00:05Z'),
        ended_at: null,
      },
    ]);
  });

  it('keeps nobody’s name once it has ended, and stays ended', async () => {
    const visit = randomUUID();
    const holder = { situation: 'insured', nir: 'ab'.repeat(32) };
    await tell(visit, { holder });
    await tell(visit, { holder, end: 'left' });
    await tell(visit, { holder, step: 'space-home' });
    expect(await visits()).toMatchObject([{ step: 'enter-code', holder: null, ending: 'left' }]);
  });

  it('that was never ended ends with the next one of its kiosk, and its call with it', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await tell(first, { holder: { situation: 'member', number: '00123456' } });
    const ringing = await call(first);
    rig.clock.advance(SECOND);
    await tell(second);
    expect(await visits()).toMatchObject([
      { id: first, ending: 'lost', holder: null },
      { id: second, ending: null },
    ]);
    expect(await post(kiosk, 'call-state', { call: ringing })).toEqual({ state: 'closed' });
  });

  it('is told by its own kiosk alone', async () => {
    const visit = randomUUID();
    await tell(visit);
    await tell(visit, { step: 'space-home', end: 'left' }, other);
    expect(await visits()).toMatchObject([{ step: 'enter-code', ended_at: null }]);
  });

  it('is one of its kiosk, also when two are told at the same moment', async () => {
    await Promise.all(Array.from({ length: 8 }, () => tell(randomUUID())));
    expect((await visits()).filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
  });
});

describe('a call for an adviser', () => {
  it('is one for a visit, waits, and closes', async () => {
    const visit = randomUUID();
    await tell(visit);
    const ringing = await call(visit);
    rig.clock.advance(10 * SECOND);
    expect(await call(visit)).toBe(ringing);
    expect(await post(kiosk, 'call-state', { call: ringing })).toEqual({
      state: 'waiting',
      waitedMs: 10_000,
    });
    await post(kiosk, 'call-end', { call: ringing, why: 'withdrawn' });
    expect(await post(kiosk, 'call-state', { call: ringing })).toEqual({ state: 'closed' });
    expect(await call(visit)).not.toBe(ringing);
  });

  it('ends with its visit, and by itself in the end', async () => {
    const visit = randomUUID();
    await tell(visit);
    const ringing = await call(visit);
    await tell(visit, { end: 'idle' });
    expect(await post(kiosk, 'call-state', { call: ringing })).toEqual({ state: 'closed' });
    const again = await call(randomUUID());
    rig.clock.advance(CALL_LIFE + 1);
    expect(await post(kiosk, 'call-state', { call: again })).toEqual({ state: 'closed' });
  });

  it('is of its own kiosk', async () => {
    const ringing = await call(randomUUID());
    expect(await post(other, 'call-state', { call: ringing })).toEqual({ state: 'closed' });
    await post(other, 'call-end', { call: ringing, why: 'helped' });
    expect(await post(kiosk, 'call-state', { call: ringing })).toMatchObject({ state: 'waiting' });
  });
});

describe('a morning test', () => {
  it('that was not good stands in the list of kiosks for a day', async () => {
    const test = (part: string, result: string, ago: number) =>
      post(kiosk, 'test', {
        ...{ test: randomUUID(), ago, badge: null },
        parts: [{ part, result, found: null }],
      });
    const listed = async (): Promise<string> =>
      kioskLines(await listKiosks(rig.deps), rig.clock.now()).join('\n');
    await test('printer', 'bad', 2 * MINUTE);
    expect(await listed()).toMatch(/^Nantes 1 .*; morning test: printer/mu);
    await test('printer', 'good', 0);
    expect(await listed()).not.toContain('morning test');
    await test('head-office', 'bad', 0);
    expect(await listed()).toContain('; morning test: head office');
    rig.clock.advance(24 * HOUR);
    expect(await listed()).not.toContain('morning test');
  });

  it('is kept once', async () => {
    const body = {
      ...{ test: randomUUID(), ago: 2 * MINUTE, badge: 'A1234' },
      parts: [{ part: 'printer', result: 'bad', found: 'paper-out' }],
    };
    await post(kiosk, 'test', body);
    await post(kiosk, 'test', { ...body, badge: null });
    const kept = await rig.deps.database.db.selectFrom('morning_test').selectAll().execute();
    expect(kept).toMatchObject([{ badge: 'A1234', at: new Date('2026-11-30T08:58:00Z'), parts: body.parts }]);
  });
});

it('words of people are refused', async () => {
  for (const [name, body] of [
    ['visit', told(randomUUID(), { step: 'Odette Exemple' })],
    ['visit', told(randomUUID(), { block: 'né le 7 mars' })],
    ['visit', told(randomUUID(), { stepFor: -1 })],
    ['visit', { ...told(randomUUID()), name: 'Odette' }],
    ['call', { visit: 'x', step: 'a', block: null }],
    ['test', { test: randomUUID(), ago: 0, badge: null, parts: [] }],
    ['take-ticket', { attempt: randomUUID(), visit: randomUUID(), ticket: 'O0IL', number: '123456' }],
    ['ticket', { attempt: randomUUID(), visit: randomUUID(), step: 'a', number: '1' }],
  ] as const)
    expect((await rig.as(kiosk).post(`/v1/branch/${name}`, body)).status).toBe(400);
});
