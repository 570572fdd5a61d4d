import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src-hub/app.ts';
import { revokeKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import type { Caller, HubCall } from '../../../src-shared/hub-api/call.ts';
import { hubFaultSchema, type HubFault } from '../../../src-shared/hub-api/faults.ts';
import { HUB_CALLS, type HubCallName } from '../../../src-shared/hub-api/hub-calls.ts';
import { SESSION_HEADER } from '../../../src-shared/hub-api/space-session.ts';
import { askHub, headersOf } from '../../support/hub/hub-requests.ts';
import type { RigClient } from '../../support/hub/hub-rig.ts';
import { routesOfHub } from '../../support/hub/routes-of-hub.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../support/hub/space-fixture.ts';

const METRICS_TOKEN = 'token-of-the-metrics-0123';

/** Who may make each call: said here once more, so that a change of the table is seen. All others: kiosks and websites. */
const CALLERS: Readonly<Partial<Record<HubCallName, Caller>>> = {
  health: 'public',
  ready: 'public',
  metrics: 'staff',
  enrol: 'public',
  'member-changes': 'kiosk',
  'tell-unreadable': 'kiosk',
  'tell-state': 'kiosk',
  'nir-key': 'kiosk',
  'register-device': 'public',
  'device-status': 'device',
  'use-device': 'device',
  'remove-device': 'device',
};

/** Routes that are no calls: the description of the API, and the pages for people, who come with a token of a mail. */
const NO_CALLS: readonly string[] = [
  'GET /docs',
  'GET /docs/',
  'GET /docs/*',
  'GET /docs/json',
  'GET /docs/yaml',
  'GET /docs/static/index.html',
  'GET /docs/static/swagger-initializer.js',
  'GET /compte/confirmation/:token',
  'POST /compte/confirmation/:token',
  'GET /compte/confirmation/:token/renvoyer',
  'POST /compte/confirmation/:token/renvoyer',
];

type Headers = (method: string, path: string, body: string) => Record<string, string>;

/** Somebody who asks: what they show, what they are, and what a call for kiosks answers them when they are no client. */
interface Asking {
  /** Makes the headers of one request. */
  readonly headers: Headers;
  readonly is?: Exclude<Caller, 'public'>;
  readonly asClient: HubFault['error'] | null;
}

const NAMES = Object.keys(HUB_CALLS) as HubCallName[];

let fixture: SpaceFixture;
let asking: Readonly<Record<string, Asking>>;

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const asClient =
  (client: RigClient): Headers =>
  (method, path, body) => {
    const [plain = '', query] = path.split('?');
    return headersOf(client, {
      ...{ method, path: plain, body },
      ...(query !== undefined && { query: `?${query}` }),
    });
  };

async function device(): Promise<string> {
  const { identifier } = await fixture.member();
  const asked = {
    attempt: randomUUID(),
    identifier,
    password: FIXTURE_PASSWORD,
    name: 'Pixel',
    kind: 'phone',
  };
  const { body } = await askHub(`${fixture.accounts.url}/v1/devices`, 'POST', asked);
  return (body as { token: string }).token;
}

async function revokedKiosk(): Promise<RigClient> {
  const revoked = await fixture.accounts.client();
  const kiosks = fixture.db.selectFrom('kiosk').select('name').where('id', '=', revoked.kiosk);
  await revokeKiosk(fixture.deps, (await kiosks.executeTakeFirstOrThrow()).name);
  return revoked;
}

beforeAll(async () => {
  fixture = await SpaceFixture.open({
    settings: { HUB_METRICS_TOKEN: METRICS_TOKEN, HUB_API_DOCS: true, HUB_BEHIND_PROXY: true },
  });
  const { token: session } = await fixture.login(await fixture.member());
  const deleted = await device();
  await askHub(`${fixture.accounts.url}/v1/devices/me`, 'DELETE', undefined, bearer(deleted));
  const kiosk = fixture.kiosk;
  const unknown = 'unknown-kiosk';
  const present = await device();
  asking = {
    nobody: { headers: () => ({}), asClient: unknown },
    'a token that nobody has': { headers: asClient({ ...kiosk, token: 'x'.repeat(43) }), asClient: unknown },
    'a token of a session': { headers: asClient({ ...kiosk, token: session }), asClient: unknown },
    'a token under another scheme': {
      headers: (...request) => ({
        ...asClient(kiosk)(...request),
        authorization: `Basic ${kiosk.token}`,
      }),
      asClient: unknown,
    },
    'a kiosk': { headers: asClient(kiosk), is: 'kiosk', asClient: null },
    'a kiosk without its signature': { headers: () => bearer(kiosk.token), asClient: 'bad-signature' },
    'a kiosk with the key of another': {
      headers: asClient({ ...kiosk, privateKey: (await fixture.accounts.client()).privateKey }),
      asClient: 'bad-signature',
    },
    'a revoked kiosk': { headers: asClient(await revokedKiosk()), asClient: 'kiosk-revoked' },
    'a website': {
      headers: asClient(await fixture.accounts.client('website')),
      is: 'website',
      asClient: null,
    },
    'a device': { headers: () => bearer(present), is: 'device', asClient: unknown },
    'a deleted device': { headers: () => bearer(deleted), asClient: unknown },
    staff: { headers: () => bearer(METRICS_TOKEN), is: 'staff', asClient: unknown },
    'a person with a session alone': { headers: () => ({ [SESSION_HEADER]: session }), asClient: unknown },
  };
});
afterAll(() => fixture.close());

/** What the door answers; null: let through. */
function refusalOf({ callers }: HubCall, { is, asClient: fault }: Asking): HubFault['error'] | null {
  if (callers.includes('public') || (is !== undefined && callers.includes(is))) return null;
  if (callers.includes('staff')) return 'not-found';
  if (callers.includes('device')) return 'unknown-device';
  return fault ?? 'not-found';
}

describe('every route of the hub', () => {
  it('is a row of the table, a page for people, or the description', async () => {
    const rows = Object.values(HUB_CALLS).map(({ method, path }) => `${method} ${path}`);
    expect((await routesOfHub(fixture.deps)).toSorted()).toEqual([...rows, ...NO_CALLS].toSorted());
  });

  it('that stands in no table cannot be added', async () => {
    const app = await createApp(fixture.deps, null);
    expect(() => app.get('/v1/members/all', () => Promise.resolve([]))).toThrow(/stands in no table/u);
    await app.close();
  });

  it('is for whom it was meant', () => {
    const callers = Object.fromEntries(NAMES.map((name) => [name, HUB_CALLS[name].callers]));
    const meant = NAMES.map((name) => {
      const only = CALLERS[name];
      return [name, only === undefined ? ['kiosk', 'website'] : [only]];
    });
    expect(callers).toEqual(Object.fromEntries(meant));
  });
});

describe('all calls', () => {
  it.each([
    'nobody',
    'a token that nobody has',
    'a token of a session',
    'a token under another scheme',
    'a kiosk',
    'a kiosk without its signature',
    'a kiosk with the key of another',
    'a revoked kiosk',
    'a website',
    'a device',
    'a deleted device',
    'staff',
    'a person with a session alone',
  ])('let %s through where the table says so, and nowhere else', async (who) => {
    const someone = asking[who];
    if (someone === undefined) throw new Error(who);
    for (const name of NAMES) {
      const call: HubCall = HUB_CALLS[name];
      const body = call.method === 'POST' ? {} : undefined;
      const path = name === 'member-changes' ? `${call.path}?after=0` : call.path;
      // Each call from another network: what many wrong tokens of one do stands in a test of its own.
      const from = { 'x-forwarded-for': `192.0.2.${NAMES.indexOf(name) + 1}` };
      const answer = await askHub(fixture.accounts.url + path, call.method, body, {
        ...someone.headers(call.method, path, body === undefined ? '' : JSON.stringify(body)),
        ...from,
      });
      const refusal = refusalOf(call, someone);
      const { error } = hubFaultSchema.safeParse(answer.body).data ?? { error: null };
      if (refusal === null) {
        expect([null, 'malformed'], `${name} lets ${who} through`).toContain(error);
        expect([200, 400], `${name} for ${who}`).toContain(answer.status);
      } else {
        expect({ name, error }).toEqual({ name, error: refusal });
        expect(call.faults, `${name} may answer ${refusal}`).toContain(refusal);
      }
    }
  });

  it('are refused to who shows nothing before anything is looked up', async () => {
    const asked = (_target: object, key: string | symbol): never => {
      throw new Error(`the database was asked: ${String(key)}`);
    };
    const db = new Proxy<typeof fixture.db>(fixture.db, { get: asked });
    const away = new Proxy(
      { ...fixture.deps.database, db },
      { get: (target, key) => (key === 'db' ? db : asked(target, key)) },
    );
    const app = await createApp({ ...fixture.deps, database: away }, null);
    const closed = NAMES.filter((name) => !(HUB_CALLS[name] as HubCall).callers.includes('public'));
    for (const name of closed) {
      const { method, path, callers }: HubCall = HUB_CALLS[name];
      const { statusCode } = await app.inject({ method, url: path, remoteAddress: '192.0.2.1' });
      expect({ name, statusCode }).toEqual({ name, statusCode: callers.includes('staff') ? 404 : 401 });
    }
    await app.close();
  });
});
