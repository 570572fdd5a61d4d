import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src-hub/app.ts';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { RequestSigner } from '../../../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { addKiosk, renewKiosk, revokeKiosk, suspendKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import type { Caller, HubCall } from '../../../src-shared/hub-api/wire/call.ts';
import { hubFaultSchema, type HubFault } from '../../../src-shared/hub-api/wire/faults.ts';
import { HUB_CALLS, type HubCallName } from '../../../src-shared/hub-api/hub-calls.ts';
import { CSRF_HEADER } from '../../../src-shared/hub-api/staff/branch-page.ts';
import { SESSION_HEADER } from '../../../src-shared/hub-api/space-session.ts';
import { addAdviser, authenticatorCode, openRawPage } from '../../support/hub/branch-staff.ts';
import { askHub, headersOf } from '../../support/hub/hub-requests.ts';
import type { RigClient } from '../../support/hub/hub-rig.ts';
import { NO_CALLS, routesOfHub } from '../../support/hub/routes-of-hub.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../support/hub/space-fixture.ts';

const METRICS_TOKEN = 'token-of-the-metrics-0123';

/** Who may make each call: said here once more, so that a change of the table is seen. All others: kiosks and websites. */
const CALLERS: Readonly<Partial<Record<HubCallName, Caller>>> = {
  health: 'public',
  ready: 'public',
  metrics: 'monitor',
  enrol: 'public',
  'member-changes': 'kiosk',
  'tell-unreadable': 'kiosk',
  'tell-state': 'kiosk',
  'nir-key': 'kiosk',
  'release-offer': 'kiosk',
  'release-package': 'kiosk',
  'release-news': 'kiosk',
  'branch/visit': 'kiosk',
  'branch/call': 'kiosk',
  'branch/call-state': 'kiosk',
  'branch/call-end': 'kiosk',
  'branch/ticket': 'kiosk',
  'branch/take-ticket': 'kiosk',
  'branch/test': 'kiosk',
  'branch/canary': 'kiosk',
  'staff/roster': 'kiosk',
  'staff/login': 'kiosk',
  'staff/second-factor': 'kiosk',
  'staff/act': 'kiosk',
  'staff/leave': 'kiosk',
  'branch-page/login': 'public',
  'branch-page/first-use': 'public',
  'branch-page/set-up': 'public',
  'branch-page/state': 'staff',
  'branch-page/live': 'staff',
  'branch-page/take': 'staff',
  'branch-page/close': 'staff',
  'branch-page/touch': 'staff',
  'branch-page/unlock': 'staff',
  'branch-page/leave': 'staff',
  'register-device': 'public',
  'device-status': 'device',
  'use-device': 'device',
  'remove-device': 'device',
};
type Headers = (method: string, path: string, body: string) => Record<string, string>;

/** Somebody who asks: what they show, what they are, and what a call for kiosks answers them when they are no client. */
interface Asking {
  /** Makes the headers of one request. */
  readonly headers: Headers;
  readonly is?: Exclude<Caller, 'public'>;
  readonly asClient: HubFault['error'] | null;
  /** What a call for devices answers; default: that of a token which no device has. */
  readonly asDevice?: HubFault['error'];
  /** What a call of the branch page answers that changes something; default: that there is no session. */
  readonly asPage?: HubFault['error'];
}

const NAMES = Object.keys(HUB_CALLS) as HubCallName[];

let fixture: SpaceFixture;
let pages = 0;
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

async function device(key?: string): Promise<string> {
  const { identifier } = await fixture.member();
  const asked = {
    attempt: randomUUID(),
    identifier,
    password: FIXTURE_PASSWORD,
    name: 'Pixel',
    kind: 'phone',
    ...(key !== undefined && { key }),
  };
  const { body } = await askHub(`${fixture.accounts.url}/v1/devices`, 'POST', asked);
  return (body as { token: string }).token;
}

async function ended(end: typeof revokeKiosk): Promise<RigClient> {
  const client = await fixture.accounts.client();
  const kiosks = fixture.db.selectFrom('kiosk').select('name').where('id', '=', client.kiosk);
  await end(fixture.deps, (await kiosks.executeTakeFirstOrThrow()).name);
  return client;
}

/** A kiosk that waits for its enrolment: a code, and no token yet. */
async function waitingCode(): Promise<string> {
  const issued = await addKiosk(fixture.deps, 'waits for its installer');
  return (issued?.code ?? '').replaceAll('-', '').padEnd(43, 'A').slice(0, 43);
}

/** Headers of an open branch page. */
async function branchPage(network: string): Promise<Record<string, string>> {
  const badge = String(480_000 + (pages += 1));
  await addAdviser(fixture.deps, badge);
  const from = { 'x-forwarded-for': network };
  const code = authenticatorCode(new Date(fixture.clock.now));
  const opened = await openRawPage(fixture.accounts.url, { badge, code }, from);
  return { ...from, 'user-agent': 'browser of a test', cookie: opened.cookie, [CSRF_HEADER]: opened.csrf };
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
  const pair = makeKeyPair();
  const signing = await device(pair.publicKey);
  const silent = await device(pair.publicKey);
  const code = await waitingCode();
  const renewed: typeof revokeKiosk = async (deps, name) => (await renewKiosk(deps, name)) !== null;
  const [page, elsewhere] = [await branchPage('192.0.2.200'), await branchPage('192.0.2.201')];
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
    'a revoked kiosk': { headers: asClient(await ended(revokeKiosk)), asClient: 'kiosk-revoked' },
    'a suspended kiosk': { headers: asClient(await ended(suspendKiosk)), asClient: 'kiosk-revoked' },
    'a kiosk that was renewed': { headers: asClient(await ended(renewed)), asClient: unknown },
    'a kiosk that waits for its enrolment': { headers: () => bearer(code), asClient: unknown },
    'a kiosk with its token as a session': {
      headers: () => ({ [SESSION_HEADER]: kiosk.token }),
      asClient: unknown,
    },
    'a device that signs': {
      headers: (method, path, body) =>
        new RequestSigner(() => fixture.clock.now, systemRandom).headers(
          { token: signing, privateKey: pair.privateKey },
          { method, path, body },
        ),
      is: 'device',
      asClient: unknown,
    },
    'a device without its signature': {
      headers: () => bearer(silent),
      asClient: unknown,
      asDevice: 'bad-signature',
    },
    'a website': {
      headers: asClient(await fixture.accounts.client('website')),
      is: 'website',
      asClient: null,
    },
    'a device': { headers: () => bearer(present), is: 'device', asClient: unknown },
    'a deleted device': { headers: () => bearer(deleted), asClient: unknown },
    monitor: { headers: () => bearer(METRICS_TOKEN), is: 'monitor', asClient: unknown },
    'a person with a session alone': { headers: () => ({ [SESSION_HEADER]: session }), asClient: unknown },
    'a branch page': { headers: () => page, is: 'staff', asClient: unknown },
    'a branch page without its token': {
      headers: () => ({ ...page, [CSRF_HEADER]: '' }),
      asClient: unknown,
      asPage: 'not-of-page',
    },
    'a branch page of another network': {
      headers: () => ({ ...elsewhere, 'x-forwarded-for': '192.0.2.202' }),
      asClient: unknown,
    },
  };
});
afterAll(() => fixture.close());

/** What the door answers; null: let through. */
function refusalOf(
  { callers, method }: HubCall,
  { is, asClient: fault, asDevice, asPage }: Asking,
): HubFault['error'] | null {
  if (callers.includes('public') || (is !== undefined && callers.includes(is))) return null;
  if (callers.includes('monitor')) return 'not-found';
  if (callers.includes('staff')) {
    if (asPage === undefined) return 'not-logged-in';
    return method === 'GET' ? null : asPage;
  }
  if (callers.includes('device')) return asDevice ?? 'unknown-device';
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
    'a suspended kiosk',
    'a kiosk that was renewed',
    'a kiosk that waits for its enrolment',
    'a kiosk with its token as a session',
    'a device that signs',
    'a device without its signature',
    'a website',
    'a device',
    'a deleted device',
    'monitor',
    'a person with a session alone',
    'a branch page without its token',
    'a branch page of another network',
    'a branch page',
  ])('let %s through where the table says so, and nowhere else', async (who) => {
    const someone = asking[who];
    if (someone === undefined) throw new Error(who);
    for (const name of NAMES) {
      const call: HubCall = HUB_CALLS[name];
      const refusal = refusalOf(call, someone);
      // Its answer has no end: see branch/branch-page.test.ts.
      if (name === 'branch-page/live' && refusal === null) continue;
      const body = call.method === 'POST' ? {} : undefined;
      const path = name === 'member-changes' ? `${call.path}?after=0` : call.path;
      // Each call from another network: what many wrong tokens of one do stands in a test of its own.
      const from = { 'x-forwarded-for': `192.0.2.${NAMES.indexOf(name) + 1}` };
      const answer = await askHub(fixture.accounts.url + path, call.method, body, {
        ...from,
        ...someone.headers(call.method, path, body === undefined ? '' : JSON.stringify(body)),
      });
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

  it('take a token from its one header alone, and from one such header alone', async () => {
    const { token } = fixture.kiosk;
    const call = HUB_CALLS.login;
    const app = await createApp(fixture.deps, null);
    const signed = asking['a kiosk']?.headers;
    if (signed === undefined) throw new Error('no kiosk');
    const body = '{}';
    const ask = (url: string, headers: Record<string, string | string[]>) =>
      app.inject({
        ...{ method: call.method, url, body, remoteAddress: '192.0.2.99' },
        headers: { 'content-type': 'application/json', 'x-borne-contract': '2', ...headers },
      });
    const right = signed(call.method, call.path, body);
    for (const query of [`?token=${token}`, `?access_token=${token}`, `?authorization=Bearer%20${token}`])
      expect((await ask(call.path + query, {})).json()).toMatchObject({ error: 'unknown-kiosk' });
    for (const named of ['x-authorization', 'proxy-authorization', 'cookie'])
      expect((await ask(call.path, { [named]: `Bearer ${token}` })).json()).toMatchObject({
        error: 'unknown-kiosk',
      });
    const { authorization = '' } = right;
    for (const two of [
      `${authorization}, ${authorization}`,
      `${authorization} ${authorization}`,
      ` ${token}`,
    ])
      expect((await ask(call.path, { ...right, authorization: two })).json()).toMatchObject({
        error: 'unknown-kiosk',
      });
    // Signed as it was sent: another spelling is another request.
    expect((await ask(call.path, { ...right, authorization: `bearer ${token}` })).json()).toMatchObject({
      error: 'bad-signature',
    });
    await app.close();
  });

  it('are refused with two headers of authorization, whichever is right', async () => {
    const { hostname, port } = new URL(fixture.accounts.url);
    const signed = asking['a kiosk']?.headers('POST', '/v1/logins', '{}') ?? {};
    const { authorization = '', ...others } = signed;
    for (const both of [
      [authorization, `Bearer ${'x'.repeat(43)}`],
      [`Bearer ${'x'.repeat(43)}`, authorization],
      [authorization, authorization],
    ]) {
      const lines = [
        'POST /v1/logins HTTP/1.1',
        `host: ${hostname}`,
        'connection: close',
        'content-type: application/json',
        'content-length: 2',
        'x-forwarded-for: 192.0.2.98',
        ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
        ...both.map((value) => `authorization: ${value}`),
      ];
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n{}`));
        let text = '';
        socket.on('data', (bytes) => (text += bytes.toString('utf8')));
        socket.on('end', () => resolve(text));
        socket.on('error', reject);
      });
      expect(answer).toContain('HTTP/1.1 401');
      expect(answer).toContain('unknown-kiosk');
    }
  });

  it('are refused to who shows nothing before anything is looked up', async () => {
    const asked = (_target: object, key: string | symbol): never => {
      throw new Error(`the database was asked: ${String(key)}`);
    };
    const db = new Proxy<typeof fixture.db>(fixture.db, { get: asked });
    let isReady = false;
    const away = new Proxy(
      { ...fixture.deps.database, db },
      {
        get: (target, key) => {
          if (key === 'db') return db;
          // Before it serves, head office counts what its hashes cost.
          if (!isReady && key === 'transaction') return () => Promise.reject(new Error('it is away'));
          return asked(target, key);
        },
      },
    );
    const app = await createApp({ ...fixture.deps, database: away }, null);
    await app.ready();
    isReady = true;
    const closed = NAMES.filter((name) => !(HUB_CALLS[name] as HubCall).callers.includes('public'));
    for (const name of closed) {
      const { method, path, callers }: HubCall = HUB_CALLS[name];
      const { statusCode } = await app.inject({ method, url: path, remoteAddress: '192.0.2.1' });
      expect({ name, statusCode }).toEqual({ name, statusCode: callers.includes('monitor') ? 404 : 401 });
      for (const other of ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'GET', 'POST', 'TRACE'] as const) {
        if (other === method) continue;
        const answer = await app.inject({ method: other as 'GET', url: path, remoteAddress: '192.0.2.1' });
        expect([401, 404], `${other} ${path}`).toContain(answer.statusCode);
      }
    }
    await app.close();
  });
});
