import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../../../../src-main/hub-client/key-pair.ts';
import { RequestSigner, type RequestToSign } from '../../../../../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../../../../../src-main/random/random.ts';
import { bindWebsite } from '../../../../../src-hub/kiosks/kiosk-registry.ts';
import { DAY } from '../../../../../src-shared/time/units.ts';
import { askHub, type RawAnswer } from '../../../../support/hub/hub-requests.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../../support/hub/space-fixture.ts';

let fixture: SpaceFixture;
beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());

const USE: RequestToSign = { method: 'POST', path: '/v1/devices/me/use', body: '{"place":"Nantes"}' };

/** A device that signs. */
interface Device {
  readonly token: string;
  readonly privateKey: string;
  readonly identifier: string;
  readonly attempt: string;
}

async function register(key?: string, identifier?: string, attempt: string = randomUUID()) {
  const whose = identifier ?? (await fixture.member()).identifier;
  const asked = { attempt, identifier: whose, password: FIXTURE_PASSWORD, name: 'Pixel', kind: 'phone' };
  const body = { ...asked, ...(key !== undefined && { key }) };
  const answer = await askHub(`${fixture.accounts.url}/v1/devices`, 'POST', body);
  return { answer, identifier: whose, attempt, token: (answer.body as { token: string }).token };
}

async function device(): Promise<Device> {
  const { publicKey, privateKey } = makeKeyPair();
  const { token, identifier, attempt } = await register(publicKey);
  return { token, identifier, attempt, privateKey };
}

/** The headers of a request, signed at a moment of the hub's clock. */
const headersOf = (
  { token, privateKey }: Pick<Device, 'token' | 'privateKey'>,
  request: RequestToSign = USE,
  at = fixture.clock.now,
): Record<string, string> =>
  new RequestSigner(() => at, systemRandom).headers({ token, privateKey }, request);

const send = (headers: Record<string, string>, request = USE, body = USE.body): Promise<RawAnswer> =>
  askHub(fixture.accounts.url + request.path, request.method, body, headers);

const refused = (error: string) => ({ status: expect.any(Number) as number, body: { error } });

describe('a device that has named a key', () => {
  it('is served with its signature, with a body and without', async () => {
    const own = await device();
    expect((await send(headersOf(own))).body).toMatchObject({ state: 'active' });
    const read = { method: 'GET', path: '/v1/devices/me', body: '' };
    const asked = askHub(`${fixture.accounts.url}${read.path}`, 'GET', undefined, headersOf(own, read));
    expect((await asked).body).toMatchObject({ state: 'active' });
  });

  it('is not served by its token alone, at any of its calls', async () => {
    const { token } = await device();
    for (const [method, path] of [
      ['GET', '/v1/devices/me'],
      ['POST', '/v1/devices/me/use'],
      ['DELETE', '/v1/devices/me'],
    ] as const) {
      const body = method === 'POST' ? USE.body : undefined;
      const answer = await askHub(fixture.accounts.url + path, method, body, {
        authorization: `Bearer ${token}`,
      });
      expect(answer, `${method} ${path}`).toMatchObject(refused('bad-signature'));
    }
    expect(fixture.accounts.log.text()).not.toContain(token);
  });

  it('is refused when its request comes again, with another body, path or method, or none', async () => {
    const own = await device();
    const headers = headersOf(own);
    expect((await send(headers)).status).toBe(200);
    expect(await send(headers)).toMatchObject(refused('bad-signature'));
    expect(await send(headersOf(own), USE, '{"place":"Lyon"}')).toMatchObject(refused('bad-signature'));
    expect(await send(headersOf(own), USE, '')).toMatchObject(refused('bad-signature'));
    const { url } = fixture.accounts;
    const read = { method: 'GET', path: '/v1/devices/me', body: '' };
    expect(await askHub(`${url}/v1/devices/me`, 'DELETE', undefined, headersOf(own, read))).toMatchObject(
      refused('bad-signature'),
    );
    expect(await askHub(`${url}/v1/devices/me?a=1`, 'GET', undefined, headersOf(own, read))).toMatchObject(
      refused('bad-signature'),
    );
  });

  it('is refused with the key of another device, of a kiosk, and with the token of another device', async () => {
    const [own, other] = [await device(), await device()];
    const kiosk = fixture.kiosk.privateKey ?? '';
    for (const privateKey of [other.privateKey, kiosk])
      expect(await send(headersOf({ ...own, privateKey }))).toMatchObject(refused('bad-signature'));
    const exchanged = { ...headersOf(own), authorization: `Bearer ${other.token}` };
    expect(await send(exchanged)).toMatchObject(refused('bad-signature'));
  });

  it.each([-DAY, -3_600_000, 3_600_000, DAY])(
    'is told the time when its clock is wrong by %i ms',
    async (wrong) => {
      const own = await device();
      const late = await send(headersOf(own, USE, fixture.clock.now + wrong));
      expect(late).toMatchObject(refused('signature-time'));
      expect(Number(late.headers.get('x-borne-time'))).toBe(fixture.clock.now);
      expect((await send(headersOf(own, USE, Number(late.headers.get('x-borne-time'))))).status).toBe(200);
    },
  );

  it('takes twenty sendings of one request at once as one', async () => {
    const headers = headersOf(await device());
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('has the key of its last try, and none when that named none', async () => {
    const first = await device();
    const again = makeKeyPair();
    const { token } = await register(again.publicKey, first.identifier, first.attempt);
    expect(await send(headersOf({ token, privateKey: first.privateKey }))).toMatchObject(
      refused('bad-signature'),
    );
    expect((await send(headersOf({ token, privateKey: again.privateKey }))).status).toBe(200);
  });

  it.each(['', 'short', 'A'.repeat(44), `${'A'.repeat(42)}=`])(
    'is not registered with %j as a key',
    async (key) => {
      expect((await register(key)).answer.status).toBe(400);
    },
  );
});

describe('a device without a key', () => {
  it('is served by its token, and by a signature that nobody asked for', async () => {
    const { token } = await register();
    expect((await send({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await send(headersOf({ token, privateKey: makeKeyPair().privateKey }))).status).toBe(200);
  });
});

describe('a website', () => {
  it('bound to a key is refused by its token alone from its next request on', async () => {
    const site = await fixture.accounts.client('website');
    const { name } = await fixture.db
      .selectFrom('kiosk')
      .select('name')
      .where('id', '=', site.kiosk)
      .executeTakeFirstOrThrow();
    const login: RequestToSign = {
      ...{ method: 'POST', path: '/v1/logins', body: '{"identifier":"0012345","password":"wrong"}' },
    };
    const plain = { authorization: `Bearer ${site.token}` };
    expect((await send(plain, login, login.body)).status).toBe(200);
    const { publicKey, privateKey } = makeKeyPair();
    expect(await bindWebsite(fixture.deps, name, Buffer.from(publicKey, 'base64url'))).toBe(true);
    expect(await send(plain, login, login.body)).toMatchObject(refused('bad-signature'));
    const signed = headersOf({ token: site.token, privateKey }, login);
    expect((await send(signed, login, login.body)).status).toBe(200);
    expect(await send(signed, login, login.body)).toMatchObject(refused('bad-signature'));
  });

  it('alone can be bound: a kiosk keeps the key of its enrolment', async () => {
    const { name } = await fixture.db
      .selectFrom('kiosk')
      .select('name')
      .where('id', '=', fixture.kiosk.kiosk)
      .executeTakeFirstOrThrow();
    expect(await bindWebsite(fixture.deps, name, Buffer.alloc(32, 1))).toBe(false);
    expect(await bindWebsite(fixture.deps, 'nobody', Buffer.alloc(32, 1))).toBe(false);
  });
});
