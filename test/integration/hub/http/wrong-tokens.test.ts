import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createApp } from '../../../../src-hub/app.ts';
import { WRONG_TOKENS } from '../../../../src-shared/policy/quotas.ts';
import { headersOf, type RigClient } from '../../../support/hub/hub-requests.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';

const STATUS = '/v1/accounts/status';
const wrong = (): Record<string, string> => ({
  authorization: `Bearer ${randomBytes(32).toString('base64url')}`,
});

/** A hub that counts the statements of its admission. */
async function counted(rig: HubRig): Promise<{
  readonly statements: () => number;
  /** @param who headers, or a client that signs */
  readonly ask: (who: Record<string, string> | RigClient, from: string, path?: string) => Promise<number>;
}> {
  let statements = 0;
  const { database } = rig.deps;
  const db = new Proxy(database.db, {
    get: (target, key, receiver) => {
      if (key === 'selectFrom') statements += 1;
      const found: unknown = Reflect.get(target, key, receiver);
      return typeof found === 'function' ? (found.bind(target) as unknown) : found;
    },
  });
  const app = await createApp({ ...rig.deps, database: { ...database, db } }, null);
  return {
    statements: () => statements,
    ask: async (who, from, path = STATUS) => {
      const body = JSON.stringify({ attempt: randomUUID() });
      const signed = 'kiosk' in who ? headersOf(who as RigClient, { method: 'POST', path, body }) : who;
      const headers = { ...signed, 'content-type': 'application/json' };
      const { statusCode } = await app.inject({
        ...{ method: 'POST', url: path, headers, remoteAddress: from },
        payload: body,
      });
      return statusCode;
    },
  };
}

it('a flood of wrong tokens is refused without a look-up each, and known kiosks behind that router go on', async () => {
  const rig = await openHubRig();
  const right = await rig.enrol('A');
  const { statements, ask } = await counted(rig);
  expect(await ask(right, '192.0.2.1')).toBe(200);
  const before = statements();
  const answers: number[] = [];
  for (let count = 0; count < 2000; count += 1) answers.push(await ask(wrong(), '192.0.2.1'));
  expect(answers.slice(0, WRONG_TOKENS.most)).toEqual(Array<number>(WRONG_TOKENS.most).fill(401));
  expect(new Set(answers.slice(WRONG_TOKENS.most))).toEqual(new Set([429]));
  expect(statements() - before).toBe(WRONG_TOKENS.most);
  expect(await ask(right, '192.0.2.1'), 'a kiosk of that branch').toBe(200);
  expect(await ask(wrong(), '192.0.2.2'), 'another network').toBe(401);
});

it('all addresses of one line of IPv6 are one network', async () => {
  const { ask } = await counted(await openHubRig());
  for (let count = 1; count <= WRONG_TOKENS.most; count += 1)
    expect(await ask(wrong(), `2001:db8:1:2::${count.toString(16)}`)).toBe(401);
  expect(await ask(wrong(), '2001:db8:1:2:aaaa::1')).toBe(429);
  expect(await ask(wrong(), '2001:db8:1:3::1')).toBe(401);
});

it('wrong tokens are looked up again a minute later', async () => {
  const rig = await openHubRig();
  rig.clock.set(new Date('2026-03-02T09:00:00Z'));
  const { ask } = await counted(rig);
  for (let count = 0; count < WRONG_TOKENS.most; count += 1) await ask(wrong(), '192.0.2.1');
  expect(await ask(wrong(), '192.0.2.1')).toBe(429);
  rig.clock.advance(WRONG_TOKENS.window);
  expect(await ask(wrong(), '192.0.2.1')).toBe(401);
});
