import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { tokenHash } from '../../../../../src-hub/basics/hashes.ts';
import type { RegisterDeviceBody } from '../../../../../src-shared/hub-api/devices.ts';
import { AccountFixture } from '../../../../support/hub/account-fixture.ts';
import { askHub, requestsOf } from '../../../../support/hub/hub-requests.ts';
import { MobileClient } from '../../../../support/hub/mobile-client.ts';
import { FIXTURE_PASSWORD, type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { DAY, MINUTE } from '../../../../../src-shared/time/units.ts';

const TLS = path.resolve(import.meta.dirname, '../../../../support/tls');
const UNKNOWN = { error: 'unknown-device' };

let fixture: SpaceFixture;
/** The same hub as members reach it: over TLS. */
let outside: AccountFixture;
let serial = 0;

const shared = () => ({
  clock: fixture.clock,
  database: { ...fixture.deps.database, close: () => Promise.resolve() },
});

beforeAll(async () => {
  fixture = await SpaceFixture.open();
  const settings = {
    HUB_TLS_CERT: path.join(TLS, 'cert.pem'),
    HUB_TLS_KEY: path.join(TLS, 'key.pem'),
  };
  outside = await AccountFixture.open({ ...shared(), settings });
});
// Wrong passwords of one address are forgotten in between.
beforeEach(() => {
  fixture.clock.now += DAY;
});
afterAll(async () => {
  await outside.close();
  await fixture.close();
});

/** An application at home. */
function application(url = outside.url): MobileClient {
  const client = new MobileClient(url, readFileSync(path.join(TLS, 'cert.pem'), 'utf8'));
  onTestFinished(() => client.close());
  return client;
}

const asking = (
  { identifier }: Pick<FixturePerson, 'identifier'>,
  changed: Partial<RegisterDeviceBody> = {},
) => ({ identifier, password: FIXTURE_PASSWORD, name: 'Pixel 8', kind: 'phone', ...changed }) as const;

async function member(): Promise<FixturePerson & { number: string; email: string }> {
  const email = `mobile-${(serial += 1)}@exemple.fr`;
  return { ...(await fixture.member({ email })), email };
}

/** Registers a device. @returns its application and id */
async function registered(person: FixturePerson): Promise<{ app: MobileClient; device: string }> {
  const app = application();
  const answer = await app.register(asking(person));
  if (!('result' in answer) || answer.result !== 'registered') throw new Error(JSON.stringify(answer));
  return { app, device: answer.device };
}

const rowOf = (id: string) =>
  fixture.db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function block(
  person: FixturePerson,
  device: string,
  what: 'block' | 'unblock' = 'block',
): Promise<void> {
  const { token } = await fixture.login(person);
  expect(await fixture.call(token, 'device', { device, do: what, proof: null })).toEqual({ result: 'ok' });
}

describe('an application', () => {
  it('registers its device by the password, over TLS, and is told of by mail', async () => {
    const person = await member();
    const app = application();
    const answer = await app.register(asking(person, { kind: 'tablet', name: 'Tablette', place: 'Rezé' }));
    expect(answer).toMatchObject({ result: 'registered', token: app.token });
    expect(await app.me()).toEqual({ state: 'active', name: 'Tablette' });
    const device = 'device' in answer ? answer.device : '';
    expect(await rowOf(device)).toMatchObject({
      ...{ holder: person.number, name: 'Tablette', kind: 'tablet', place: 'Rezé' },
      token_hash: tokenHash(app.token ?? ''),
    });
    expect(await fixture.accounts.mails(person.email)).toEqual([
      {
        ...{ kind: 'device-added', to: person.email, language: 'fr', device: 'Tablette', type: 'tablet' },
        ...{ byHelper: false, at: fixture.clock.now },
      },
    ]);
  });

  it('that lost the answer gets the same device by another try, and the lost token is worth nothing', async () => {
    const person = await member();
    const attempt = randomUUID();
    const [lost, app] = [application(), application()];
    const first = await lost.register(asking(person, { attempt }));
    const again = await app.register(asking(person, { attempt: attempt.toUpperCase() }));
    expect('device' in first && first.device).toBe('device' in again && again.device);
    expect(app.token).not.toBe(lost.token);
    expect([await lost.me(), await app.me()]).toEqual([UNKNOWN, { state: 'active', name: 'Pixel 8' }]);
    expect(await fixture.accounts.mails(person.email)).toHaveLength(1);
    const { n } = await fixture.db
      .selectFrom('device')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('holder', '=', person.number)
      .executeTakeFirstOrThrow();
    expect(n).toBe(1);
  });

  it('that is blocked stays so when it is registered again in the same attempt; deleted, it comes as a new one', async () => {
    const person = await member();
    const attempt = randomUUID();
    const app = application();
    const first = await app.register(asking(person, { attempt }));
    const device = 'device' in first ? first.device : '';
    await block(person, device);
    expect(await app.register(asking(person, { attempt }))).toMatchObject({ device });
    expect(await app.me()).toMatchObject({ state: 'blocked' });
    await block(person, device, 'unblock');
    await app.leave();
    const anew = await app.register(asking(person, { attempt }));
    expect('device' in anew && anew.device).not.toBe(device);
    expect(await app.me()).toMatchObject({ state: 'active' });
  });

  it('in an attempt of somebody else registers a device of its own', async () => {
    const attempt = randomUUID();
    const [one, other] = [application(), application()];
    const first = await one.register(asking(await member(), { attempt }));
    const second = await other.register(asking(await member(), { attempt }));
    expect('device' in second && second.device).not.toBe('device' in first && first.device);
    expect(await one.me()).toMatchObject({ state: 'active' });
  });

  it('of a person only insured registers by the e-mail address', async () => {
    const person = await fixture.insured();
    const { device } = await registered(person);
    expect(await rowOf(device)).toMatchObject({ holder: person.subject });
    expect(await fixture.accounts.mails(person.identifier)).toMatchObject([{ kind: 'device-added' }]);
  });

  it('tells its use and place, about once a minute', async () => {
    const { app, device } = await registered(await member());
    const start = fixture.clock.now;
    fixture.clock.now = start + MINUTE - 1;
    expect(await app.use('Nantes')).toEqual({ state: 'active', name: 'Pixel 8' });
    expect(await rowOf(device)).toMatchObject({ used_at: new Date(start), place: null });
    fixture.clock.now += 1;
    await app.use('Nantes');
    expect(await rowOf(device)).toMatchObject({ used_at: new Date(start + MINUTE), place: 'Nantes' });
    fixture.clock.now += MINUTE;
    await app.me();
    expect(await rowOf(device)).toMatchObject({ used_at: new Date(start + 2 * MINUTE), place: 'Nantes' });
    fixture.clock.now += MINUTE;
    await app.use(null);
    expect(await rowOf(device)).toMatchObject({ place: null });
  });

  it('learns that it is blocked, and then nothing else is served until it is not', async () => {
    const person = await member();
    const { app, device } = await registered(person);
    await block(person, device);
    const before = await rowOf(device);
    fixture.clock.now += DAY;
    const blocked = { state: 'blocked', name: 'Pixel 8' };
    for (const answer of [await app.me(), await app.use('Brest'), await app.leave()])
      expect(answer).toEqual(blocked);
    expect(await rowOf(device)).toEqual(before);
    await block(person, device, 'unblock');
    expect(await app.me()).toMatchObject({ state: 'active' });
  });

  it('that was deleted comes back as a new device, by the password, and is told of again', async () => {
    const person = await member();
    const { app, device } = await registered(person);
    const { token } = await fixture.login(person);
    const proof = await fixture.proof(token, 'device');
    await fixture.call(token, 'device', { device, do: 'delete', proof });
    for (const answer of [await app.me(), await app.use('Brest'), await app.leave()])
      expect(answer).toEqual(UNKNOWN);
    const former = app.token;
    const answer = await app.register(asking(person));
    expect(answer).toMatchObject({ result: 'registered' });
    expect('device' in answer && answer.device).not.toBe(device);
    expect(app.token).not.toBe(former);
    expect(await app.me()).toMatchObject({ state: 'active' });
    const kinds = (await fixture.accounts.mails(person.email)).map(({ kind }) => kind);
    expect(kinds).toEqual(['device-added', 'device-deleted', 'device-added']);
  });

  it('takes itself away', async () => {
    const { app } = await registered(await member());
    expect(await app.leave()).toEqual({ state: 'deleted' });
    expect(await app.me()).toEqual(UNKNOWN);
    expect(await app.leave()).toEqual(UNKNOWN);
  });

  it('is nobody’s once its owner has left', async () => {
    const person = await member();
    const { app } = await registered(person);
    await fixture.db
      .updateTable('member')
      .set({ closed_at: new Date(fixture.clock.now) })
      .where('number', '=', person.number)
      .execute();
    expect(await app.me()).toEqual(UNKNOWN);
    expect(await app.register(asking(person))).toEqual({ result: 'wrong' });
  });

  it('is one of ten at most; also of many that come at once', async () => {
    const person = await member();
    const apps = Array.from({ length: 12 }, () => application(fixture.accounts.url));
    const answers = await Promise.all(apps.map((app) => app.register(asking(person))));
    const results = answers.map((answer) => ('result' in answer ? answer.result : answer.error));
    expect(results.filter((result) => result === 'registered')).toHaveLength(10);
    expect(results.filter((result) => result === 'too-many-devices')).toHaveLength(2);
    const [first] = apps.filter((app) => app.token !== null);
    await first?.leave();
    expect(await application().register(asking(person))).toMatchObject({ result: 'registered' });
  });
});

describe('a password', () => {
  it('that is wrong, of somebody unknown or of an account without one is answered alike', async () => {
    const { number } = await fixture.accounts.member();
    const nobody = [
      asking(await member(), { password: 'not it' }),
      asking({ identifier: '99999999' }),
      asking({ identifier: number }),
      asking({ identifier: 'nobody@exemple.fr' }),
    ];
    for (const asked of nobody) expect(await application().register(asked)).toEqual({ result: 'wrong' });
    const rows = await fixture.db
      .selectFrom('login_failure')
      .select('channel')
      .where('at', '=', new Date(fixture.clock.now))
      .execute();
    expect(rows.map(({ channel }) => channel)).toEqual(nobody.map(() => 'mobile'));
  });

  it('is delayed after five failures, unknown or not, and kiosks are not', async () => {
    const person = await member();
    for (const identifier of [person.identifier, '88888888']) {
      const app = application();
      const wrong = asking({ identifier }, { password: 'not it' });
      for (let n = 0; n < 5; n += 1) expect(await app.register(wrong)).toEqual({ result: 'wrong' });
      const delayed = { result: 'delayed', waitMs: MINUTE };
      expect(await app.register(asking({ identifier }))).toEqual(delayed);
      // Ten wrong ones would stop the address.
      fixture.clock.now += DAY;
    }
    fixture.clock.now -= DAY;
    expect(
      await fixture.db.selectFrom('login_failure').select('id').where('channel', '=', 'kiosk').execute(),
    ).toEqual([]);
    expect((await fixture.login(person)).token).toHaveLength(43);
  });

  it('of an account that waits for its confirmation opens nothing', async () => {
    const { number } = await fixture.accounts.member();
    const { phc } = await fixture.db
      .selectFrom('credential')
      .select('phc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const { email } = await fixture.accounts.account({ number }, { phc });
    expect(await application().register(asking({ identifier: email }))).toEqual({ result: 'unconfirmed' });
    expect(await application().register(asking({ identifier: number }))).toEqual({ result: 'wrong' });
  });

  it('may be wrong ten times in ten minutes from one address, whoever it is tried for', async () => {
    const right = asking(await member());
    for (let n = 0; n < 10; n += 1)
      expect(await application().register(asking({ identifier: String(77_000_000 + n) }))).toEqual({
        result: 'wrong',
      });
    expect(await application().register(right)).toEqual({ error: 'too-many-requests' });
    fixture.clock.now += 10 * MINUTE;
    expect(await application().register(right)).toMatchObject({ result: 'registered' });
  });
});

describe('the interface', () => {
  it('is opened by no token but that of a device, and a device opens nothing else', async () => {
    const { app } = await registered(await member());
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const own = `${fixture.accounts.url}/v1/devices/me`;
    const tokens = [fixture.kiosk.token, randomBytes(32).toString('base64url'), 'x', ''];
    for (const headers of [{}, ...tokens.map(bearer)]) {
      const answer = await askHub(own, 'GET', undefined, headers);
      expect(answer).toMatchObject({ status: 401, body: UNKNOWN });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await askHub(own, 'GET', undefined, bearer(app.token ?? ''))).status).toBe(200);
    const asDevice = requestsOf(fixture.accounts.url, { ...fixture.kiosk, token: app.token ?? '' });
    for (const name of ['devices', 'status', 'home'])
      expect(await asDevice.post(`/v1/space/${name}`, {})).toMatchObject({
        status: 401,
        body: { error: 'unknown-kiosk' },
      });
  });

  it.each<[string, object]>([
    ['another member', { number: '0012345' }],
    ['signs that cannot be seen', { name: 'Pixel\u202e8' }],
    ['a line break', { name: 'Pixel\n8' }],
    ['only gaps', { name: ' ' }],
    ['a long name', { name: 'x'.repeat(61) }],
    ['no name', { name: '' }],
    ['another kind', { kind: 'kiosk' }],
    ['a hostile place', { place: '\u0000' }],
  ])('refuses %s, and says so without it', async (_what, changed) => {
    const asked = { ...asking(await member()), ...changed };
    const { status, text } = await askHub(`${fixture.accounts.url}/v1/devices`, 'POST', asked);
    expect(status).toBe(400);
    expect(text).not.toMatch(/0012345|Pixel|xxx/u);
  });

  it('has a limit of requests for each address', async () => {
    const limited = await AccountFixture.open({ ...shared(), settings: { HUB_REQUESTS_PER_MINUTE: 3 } });
    onTestFinished(() => limited.close());
    const app = application(limited.url);
    for (let n = 0; n < 3; n += 1) expect(await app.me()).toEqual(UNKNOWN);
    expect(await app.me()).toEqual({ error: 'too-many-requests' });
    expect(await app.register(asking({ identifier: '1' }))).toEqual({ error: 'too-many-requests' });
  });

  it('is described by OpenAPI', async () => {
    const open = await AccountFixture.open({ ...shared(), settings: { HUB_API_DOCS: true } });
    onTestFinished(() => open.close());
    const { body } = await askHub(`${open.url}/docs/json`, 'GET');
    const { paths } = body as {
      paths: Record<string, Record<string, { tags: string[]; responses: object }>>;
    };
    const described = Object.entries(paths)
      .filter(([address]) => address.startsWith('/v1/devices'))
      .flatMap(([address, methods]) =>
        Object.entries(methods).map(([method, { tags }]) => [method, address, tags]),
      );
    expect(described).toEqual([
      ['post', '/v1/devices', ['devices']],
      ['get', '/v1/devices/me', ['devices']],
      ['delete', '/v1/devices/me', ['devices']],
      ['post', '/v1/devices/me/use', ['devices']],
    ]);
    expect(Object.keys(paths['/v1/devices/me']?.['get']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '401', '429', '503']),
    );
  });

  it('leaves nothing of a person or a token in the log', async () => {
    for (const log of [fixture.accounts.log, outside.log]) log.lines.length = 0;
    const person = await member();
    const { app, device } = await registered(person);
    await app.use('Saint-Nazaire');
    await app.register(asking(person, { password: 'Secret-2026-no!' }));
    await block(person, device);
    const text = fixture.accounts.log.text() + outside.log.text();
    expect(text).toContain('device-registered');
    const secrets = [
      app.token ?? 'none',
      person.number,
      person.email,
      'Pixel',
      'Saint-Nazaire',
      FIXTURE_PASSWORD,
    ];
    for (const secret of [...secrets, 'Secret-2026']) expect(text).not.toContain(secret);
  });
});
