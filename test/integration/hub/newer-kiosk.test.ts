import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CONTRACT, CONTRACT_HEADER } from '../../../src-shared/hub-api/contract.ts';
import { eventBodySchema, type EventAnswer } from '../../../src-shared/hub-api/events.ts';
import { HUB_CALLS, type HubCallName } from '../../../src-shared/hub-api/hub-calls.ts';
import { ADDED } from '../../support/additions.ts';
import { idOf, phcOf } from '../../support/hub/hub-fixture.ts';
import { askAs, type RawAnswer } from '../../support/hub/hub-requests.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { valuesOf } from '../../support/values-of-schema.ts';

/** The calls of a kiosk that have a body, and a schema for it. */
const CALLS = (Object.keys(HUB_CALLS) as HubCallName[]).flatMap((name) => {
  const { body, path, callers }: { body: z.ZodType | null; path: string; callers: readonly string[] } =
    HUB_CALLS[name];
  return body !== null && callers.includes('kiosk') ? [{ name, path, body }] : [];
});

/** A value once for each object in it, with an addition in that object alone. */
function withOneAddition(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return list.flatMap((part, at) => withOneAddition(part).map((changed) => list.with(at, changed)));
  }
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.entries(value).flatMap(([key, part]) =>
    withOneAddition(part).map((changed) => ({ ...value, [key]: changed })),
  );
  return [{ ...value, ...ADDED }, ...within];
}

const newer = { [CONTRACT_HEADER]: String(CONTRACT + 1) };

describe('a kiosk of later', () => {
  it('that says more than this hub knows is refused, call by call, and told so in its own words', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    const session = randomUUID();
    const ask = (path: string, body: unknown) =>
      askAs(rig.url, client, { method: 'POST', path, body, session }, newer);
    expect(CALLS.length).toBeGreaterThan(30);
    for (const { name, path, body } of CALLS) {
      for (const value of fc.sample(valuesOf(body), { numRuns: 2, seed: 7 })) {
        for (const later of name === 'send-events'
          ? [{ ...(value as object), ...ADDED }]
          : withOneAddition(value)) {
          const answer = await ask(path, later);
          expect({ name, later, status: answer.status, body: answer.body }).toMatchObject({
            status: 400,
            body: { error: 'malformed' },
          });
          expect(answer.text).not.toContain('deep');
        }
      }
    }
    expect(rig.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});

const BODY = { kind: 'password-set', number: '0012345' } as const;

async function send(
  rig: HubRig,
  bodies: readonly unknown[],
  { headers = newer, journal = randomUUID() }: { headers?: Record<string, string>; journal?: string } = {},
): Promise<RawAnswer> {
  const client = await rig.enrol(`A ${randomUUID().slice(0, 8)}`);
  const events = bodies.map((body, at) => ({ id: idOf(at + 1), seq: at + 1, at: Date.now(), body }));
  const batch = { sentAt: Date.now(), journal, events };
  return askAs(rig.url, client, { method: 'POST', path: '/v1/events', body: batch }, headers);
}

describe('an event of later', () => {
  const known = { ...BODY, phc: phcOf('a') };
  const kinds = [
    ['of another kind', { kind: 'wish-made', number: '0012345', wish: 'x' }],
    ['with one field more', { ...known, ...ADDED }],
    ['with another form of a value', { ...known, number: { later: '0012345' } }],
  ] as const;

  it.each(kinds)(
    '%s is not refused for good: its kiosk keeps it until the hub is updated',
    async (_what, later) => {
      const rig = await openHubRig();
      const answer = await send(rig, [known, later, known]);
      expect(answer).toMatchObject({ status: 400, body: { error: 'malformed' } });
      expect(await rig.deps.database.db.selectFrom('event').selectAll().execute()).toEqual([]);
      // Those without it go: the kiosk sends halves until it has found the one.
      expect((await send(rig, [known])).status).toBe(200);
    },
  );

  it.each(kinds)('%s of a kiosk that says the contract of this hub is refused', async (_what, later) => {
    const rig = await openHubRig();
    const { status, body } = await send(rig, [later], { headers: {} });
    expect(status).toBe(200);
    expect((body as { answers: EventAnswer[] }).answers).toEqual([
      { status: 'refused', reason: 'malformed' },
    ]);
  });

  it('is found by generated additions in each kind of event', async () => {
    const rig = await openHubRig();
    for (const value of fc.sample(valuesOf(eventBodySchema), { numRuns: 40, seed: 3 })) {
      for (const later of withOneAddition(value)) expect((await send(rig, [later])).status).toBe(400);
    }
    expect(rig.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
