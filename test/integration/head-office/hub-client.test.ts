import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HUB_FAULT_STATUS, type HubFault } from '../../../src-shared/hub-api/wire/faults.ts';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { HubClient } from '../../../src-main/hub-client/hub-client.ts';
import { FakeHeadOffice, type Trouble } from '../../support/fakes/fake-head-office.ts';
import { ManualTime } from '../../support/manual-time.ts';

const { publicKey, privateKey } = makeKeyPair();
const BY = { token: 't', privateKey };
const LOGIN = { identifier: '00123456', password: 'Rivage-Ocre-57' };
const CA = readFileSync(new URL('../../support/tls/cert.pem', import.meta.url), 'utf8');

function clientOf(url: string, options: { ca?: string; timers?: ManualTime } = {}): HubClient {
  const { ca = null, timers = systemTimers } = options;
  const client = new HubClient({ url, ca, timers, now: () => Date.now(), random: systemRandom });
  onTestFinished(() => client.close());
  return client;
}

/** Enrols at an office and asks it once for a login, which goes wrong in some way. */
async function loginAt(trouble: Trouble | null): Promise<unknown> {
  const office = await FakeHeadOffice.open();
  const client = clientOf(office.settings.url);
  const enrolled = await client.call(
    'enrol',
    { code: office.settings.enrolmentCode, attempt: crypto.randomUUID(), key: publicKey },
    { by: null },
  );
  if (!enrolled.ok) throw new Error('not let in');
  if (trouble) office.next('logins', trouble);
  return client.call('login', LOGIN, { by: { token: enrolled.value.token, privateKey } });
}

const foreign = (status: number, body: string, type = 'application/json'): Trouble => ({
  kind: 'foreign',
  status,
  body,
  type,
});

describe('an answer', () => {
  it('of the hub is taken', async () => {
    expect(await loginAt(null)).toEqual({ ok: true, value: { result: 'wrong' } });
  });

  it.each<[string, Trouble]>([
    ['a page of a proxy', foreign(200, '<html>Connectez-vous au réseau</html>', 'text/html')],
    ['a page of a proxy that says it is JSON', foreign(200, '<!doctype html>')],
    ['a page for a gateway that is away', foreign(502, '<h1>Bad Gateway</h1>', 'text/html')],
    ['a demand for a proxy account', foreign(407, 'authenticate', 'text/plain')],
    ['a refusal in another form', foreign(401, '{"error":"unauthorized"}')],
    ['an empty one', foreign(200, '')],
    ['an empty one without content', foreign(204, '')],
    ['JSON of another form', foreign(200, '{"result":"accepted"}')],
    ['a hostile one', foreign(200, '{"result":"accepted","number":"1","__proto__":{"ok":true}}')],
    ['deep nesting', foreign(200, '['.repeat(50_000) + ']'.repeat(50_000))],
    ['an answer under another status', foreign(201, '{"result":"wrong"}')],
    ['a fault with a status of success', foreign(200, '{"error":"kiosk-revoked","message":""}')],
    ['more than an answer can be', foreign(200, JSON.stringify({ result: 'x'.repeat(2 ** 20) }))],
  ])('that is %s is none of the hub', async (_name, trouble) => {
    expect(await loginAt(trouble)).toMatchObject({ ok: false, fault: 'proxy' });
  });

  it('of a newer hub is read without what it adds', async () => {
    const answer = await loginAt(foreign(200, '{"result":"wrong","hint":"nearly","more":{"deep":[1]}}'));
    expect(answer).toEqual({ ok: true, value: { result: 'wrong' } });
  });

  it.each([
    [401, 'fault'],
    [409, 'fault'],
    [429, 'busy'],
    [503, 'busy'],
  ] as const)(
    'with a fault that only a newer hub knows is judged by its status %i',
    async (status, fault) => {
      const answer = await loginAt(foreign(status, '{"error":"of-later","message":"x","more":1}'));
      expect(answer).toEqual({ ok: false, fault });
    },
  );

  it('that leads elsewhere is not followed', async () => {
    const elsewhere = await FakeHeadOffice.open();
    const server = createServer((socket) => {
      socket.once('data', () =>
        socket.end(
          `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${elsewhere.settings.url}/v1/logins\r\nContent-Length: 0\r\n\r\n`,
        ),
      );
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await clientOf(`http://127.0.0.1:${port}`).call('login', LOGIN, { by: BY })).toEqual({
      ok: false,
      fault: 'proxy',
    });
    expect(elsewhere.asked).toEqual([]);
  });

  it('that is not even HTTP is none of the hub', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await clientOf(`http://127.0.0.1:${port}`).call('login', LOGIN, { by: BY })).toEqual({
      ok: false,
      fault: 'proxy',
    });
  });

  const meanings: Record<HubFault['error'], string> = {
    malformed: 'fault',
    'unknown-kiosk': 'not-enrolled',
    'kiosk-revoked': 'revoked',
    'bad-signature': 'signature',
    'signature-time': 'signature',
    'unknown-device': 'fault',
    outdated: 'outdated',
    'enrolment-refused': 'not-enrolled',
    reload: 'fault',
    'too-many-requests': 'busy',
    'not-found': 'absent',
    'not-logged-in': 'fault',
    'not-of-page': 'fault',
    'bad-range': 'fault',
    unavailable: 'busy',
    fault: 'fault',
  };
  it.each(Object.keys(HUB_FAULT_STATUS) as HubFault['error'][])(
    '%s of the hub has its meaning',
    async (error) => {
      expect(await loginAt({ kind: 'refuse', error })).toEqual({ ok: false, fault: meanings[error] });
    },
  );
});

describe('a line', () => {
  it('that is cut before the answer', async () => {
    expect(await loginAt({ kind: 'cut' })).toMatchObject({ ok: false, fault: 'line-cut' });
  });

  it('that nothing answers on', async () => {
    const office = await FakeHeadOffice.open();
    await office.down();
    expect(await clientOf(office.settings.url).call('login', LOGIN, { by: BY })).toMatchObject({
      ok: false,
      fault: 'unreachable',
    });
  });

  it('to a name that nobody has', async () => {
    expect(await clientOf('http://hub.invalid').call('login', LOGIN, { by: BY })).toMatchObject({
      ok: false,
      fault: 'unreachable',
    });
  });

  it('on which a visitor is not kept waiting for more than six seconds', async () => {
    const office = await FakeHeadOffice.open();
    const time = new ManualTime();
    office.always('logins', { kind: 'silence' });
    const answer = clientOf(office.settings.url, { timers: time }).call('login', LOGIN, { by: BY });
    while (office.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await time.advance(5999);
    expect(time.pending).toBe(1);
    await time.advance(1);
    expect(await answer).toEqual({ ok: false, fault: 'timeout' });
    expect(time.pending).toBe(0);
  });
});

describe('over TLS', () => {
  it('a private authority is trusted when it is named', async () => {
    const office = await FakeHeadOffice.open('cert');
    const request = { code: 'ACDE-FGHJ-KMNP-3467', attempt: crypto.randomUUID(), key: publicKey };
    expect(
      await clientOf(office.settings.url, { ca: CA }).call('enrol', request, { by: null }),
    ).toMatchObject({ ok: true });
  });

  it('a certificate of an unknown authority is refused, and nothing is said', async () => {
    const office = await FakeHeadOffice.open('cert');
    expect(await clientOf(office.settings.url).call('login', LOGIN, { by: BY })).toMatchObject({
      ok: false,
      fault: 'tls',
    });
    expect(office.asked).toEqual([]);
  });

  it('a certificate of another name is refused, and nothing is said', async () => {
    const office = await FakeHeadOffice.open('other-cert');
    const ca = readFileSync(new URL('../../support/tls/other-cert.pem', import.meta.url), 'utf8');
    expect(await clientOf(office.settings.url, { ca }).call('login', LOGIN, { by: BY })).toMatchObject({
      ok: false,
      fault: 'tls',
    });
    expect(office.asked).toEqual([]);
  });
});
