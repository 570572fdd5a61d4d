import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newEpochCommand } from '../../../../src-hub/people/feed/new-epoch-command.ts';
import { makeKeyPair } from '../../../../src-main/hub-client/key-pair.ts';
import { RequestSigner, type RequestToSign } from '../../../../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../../../../src-main/random/random.ts';
import { HUB_TIME_HEADER } from '../../../../src-shared/hub-api/request-signatures.ts';
import { SIGNATURE_TOLERANCE } from '../../../../src-shared/policy/clocks.ts';
import { NONCES_KEPT } from '../../../../src-shared/policy/retention.ts';
import { DAY, SECOND } from '../../../../src-shared/time/units.ts';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import { askHub, requestsOf, type RawAnswer } from '../../../support/hub/hub-requests.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import { describeWith } from '../../../support/peers.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const LOGIN = JSON.stringify({ identifier: '00123456', password: 'Rivage-Ocre-57' });
const POST: RequestToSign = { method: 'POST', path: '/v1/logins', body: LOGIN };

/** A hub, and a kiosk whose requests the test signs itself. */
async function signing(now = NOW): Promise<{
  rig: HubRig;
  kiosk: RigClient;
  /** Headers for a request. @param time by the clock of whoever signs */
  sign: (request: RequestToSign, time?: Date, privateKey?: string) => Record<string, string>;
  send: (
    headers: Record<string, string>,
    body?: string,
    path?: string,
    method?: string,
  ) => Promise<RawAnswer>;
}> {
  const rig = await openHubRig({ now });
  const kiosk = await rig.enrol('Nantes 1');
  return {
    rig,
    kiosk,
    sign: (request, time = rig.clock.now(), privateKey = kiosk.privateKey ?? '') =>
      new RequestSigner(() => time.getTime(), systemRandom).headers({ ...kiosk, privateKey }, request),
    send: (headers, body = LOGIN, path = '/v1/logins', method = 'POST') =>
      askHub(rig.url + path, method, method === 'GET' ? undefined : body, headers),
  };
}

const BAD = { status: 401, body: { error: 'bad-signature' } };
const UNTIMELY = { status: 401, body: { error: 'signature-time' } };
const SERVED = { status: 200, body: { result: 'wrong' } };

describe('a request of a kiosk', () => {
  it('is served with its signature', async () => {
    const { sign, send } = await signing();
    expect(await send(sign(POST))).toMatchObject(SERVED);
  });

  it('is refused without one, and staff see when', async () => {
    const { rig, kiosk, send } = await signing();
    expect(await send({ authorization: `Bearer ${kiosk.token}` })).toMatchObject(BAD);
    const row = await rig.deps.database.db.selectFrom('kiosk').selectAll().executeTakeFirstOrThrow();
    expect(row.bad_signature_at).toEqual(NOW);
    expect(rig.log.lines.filter(({ event }) => event === 'bad-signature')).toMatchObject([
      { level: 'warn', fields: { kiosk: kiosk.kiosk } },
    ]);
  });

  it('is refused with the key of another kiosk', async () => {
    const { rig, sign, send } = await signing();
    const other = await rig.enrol('Nantes 2');
    expect(await send(sign(POST, NOW, other.privateKey ?? ''))).toMatchObject(BAD);
  });

  it('is refused with the token of another kiosk', async () => {
    const { rig, sign, send } = await signing();
    const other = await rig.enrol('Nantes 2');
    const headers = { ...sign(POST), authorization: `Bearer ${other.token}` };
    expect(await send(headers)).toMatchObject(BAD);
  });

  it('is refused with another body, before it is read', async () => {
    const { rig, sign, send } = await signing();
    expect(await send(sign(POST), LOGIN.replace('00123456', '00123457'))).toMatchObject(BAD);
    expect(await send(sign(POST), 'not even JSON')).toMatchObject(BAD);
    expect(await send(sign({ ...POST, body: '' }))).toMatchObject(BAD);
    expect(await rig.deps.database.db.selectFrom('login_failure').selectAll().execute()).toEqual([]);
  });

  it('is refused without its body, and with one of another type', async () => {
    const { rig, sign } = await signing();
    const none = await askHub(`${rig.url}/v1/logins`, 'POST', undefined, sign(POST));
    expect(none).toMatchObject(BAD);
    const text = await fetch(`${rig.url}/v1/logins`, {
      method: 'POST',
      headers: { ...sign(POST), 'content-type': 'text/plain' },
      body: LOGIN,
    });
    expect([401, 415]).toContain(text.status);
  });

  it('is refused with another digest than was signed', async () => {
    const { sign, send } = await signing();
    const changed = LOGIN.replace('00123456', '00123457');
    const digest = `sha-256=:${createHash('sha256').update(changed).digest('base64')}:`;
    expect(await send({ ...sign(POST), 'content-digest': digest }, changed)).toMatchObject(BAD);
  });

  it.each<[string, RequestToSign]>([
    ['another path', { ...POST, path: '/v1/events' }],
    ['another method', { ...POST, method: 'GET' }],
    ['a query', { ...POST, query: '?a=1' }],
  ])('is refused when %s was signed', async (_what, signed) => {
    const { sign, send } = await signing();
    expect(await send(sign(signed))).toMatchObject(BAD);
  });

  it('is refused with the session of another request, or with one that was not signed', async () => {
    const { sign, send } = await signing();
    const path = '/v1/space/home';
    const request = { method: 'POST', path, body: '{}' };
    const session = 'A'.repeat(43);
    expect((await send(sign({ ...request, session }), '{}', path)).status, 'taken, and no session').toBe(200);
    expect(await send({ ...sign(request), 'x-borne-session': session }, '{}', path)).toMatchObject(BAD);
    const swapped = { ...sign({ ...request, session }), 'x-borne-session': 'B'.repeat(43) };
    expect(await send(swapped, '{}', path)).toMatchObject(BAD);
  });

  it('is refused when its signature covers less than it must', async () => {
    const { sign, send } = await signing();
    const headers = sign(POST);
    for (const part of ['"@method" ', '"@path" ', '"@query" ', '"authorization" ', ' "content-digest"']) {
      const input = headers['signature-input']?.replace(part, '') ?? '';
      expect(input).not.toBe(headers['signature-input']);
      expect(await send({ ...headers, 'signature-input': input })).toMatchObject(BAD);
    }
  });

  it.each([
    ['another algorithm', /alg="ed25519"/u, 'alg="hmac-sha256"'],
    ['a later time', /created=\d+/u, 'created=9999999999'],
    ['another nonce', /nonce="[^"]+"/u, 'nonce="AAAAAAAAAAAAAAAAAAAAAA"'],
    ['no nonce', /;nonce="[^"]+"/u, ''],
    ['no time', /;created=\d+/u, ''],
  ])('is refused with %s in its parameters', async (_what, from, to) => {
    const { sign, send } = await signing();
    const headers = sign(POST);
    const input = headers['signature-input']?.replace(from, to) ?? '';
    expect(await send({ ...headers, 'signature-input': input })).toMatchObject(BAD);
  });
});

describe('a nonce', () => {
  it('serves once, at whichever hub, and after a pardon of the time as well', async () => {
    const { rig, kiosk, sign, send } = await signing();
    const other = await rig.another();
    const headers = sign(POST);
    expect(await send(headers)).toMatchObject(SERVED);
    expect(await send(headers)).toMatchObject(BAD);
    expect(await askHub(`${other.url}/v1/logins`, 'POST', LOGIN, headers)).toMatchObject(BAD);
    expect(await requestsOf(rig.url, kiosk).post('/v1/logins', LOGIN)).toMatchObject(SERVED);
    expect(await send(headers)).toMatchObject(BAD);
  });

  it('of twenty requests at once, over two hubs, is taken by one', async () => {
    const { rig, sign, send } = await signing();
    const other = await rig.another();
    const headers = sign(POST);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_none, index) =>
        index % 2 === 0 ? send(headers) : askHub(`${other.url}/v1/logins`, 'POST', LOGIN, headers),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });

  it('is kept longer than its signature is accepted, and then deleted', async () => {
    const { rig, sign, send } = await signing();
    const early = sign(POST, new Date(NOW.getTime() + SIGNATURE_TOLERANCE));
    expect(await send(early)).toMatchObject(SERVED);
    rig.clock.advance(2 * SIGNATURE_TOLERANCE);
    expect((await tidy(rig.deps))?.nonces).toBe(0);
    expect(await send(early), 'still of its time').toMatchObject(BAD);
    rig.clock.advance(SECOND);
    expect(await send(early)).toMatchObject(UNTIMELY);
    rig.clock.advance(NONCES_KEPT);
    expect((await tidy(rig.deps))?.nonces).toBe(1);
    expect(await send(early)).toMatchObject(UNTIMELY);
  });

  it('that a restored database has lost is refused by its time', async () => {
    const { rig, kiosk, sign, send } = await signing();
    const { db } = rig.deps.database;
    const headers = sign(POST);
    expect(await send(headers)).toMatchObject(SERVED);
    await db.deleteFrom('signature_nonce').execute();
    expect(await send(headers), 'so it would be without the epoch').toMatchObject(SERVED);
    await db.deleteFrom('signature_nonce').execute();
    rig.clock.advance(10 * SECOND);
    await newEpochCommand.run([], rig.deps, () => undefined);
    expect(await send(headers)).toMatchObject(UNTIMELY);
    rig.clock.advance(SECOND);
    expect(await requestsOf(rig.url, kiosk).post('/v1/logins', LOGIN)).toMatchObject(SERVED);
  });
});

describe('the time of a signature', () => {
  it.each([
    [-SIGNATURE_TOLERANCE, SERVED],
    [SIGNATURE_TOLERANCE, SERVED],
    [-SIGNATURE_TOLERANCE - SECOND, UNTIMELY],
    [SIGNATURE_TOLERANCE + SECOND, UNTIMELY],
    [-DAY, UNTIMELY],
    [DAY, UNTIMELY],
  ])('that differs by %i ms is judged', async (difference, expected) => {
    const { sign, send } = await signing();
    const answer = await send(sign(POST, new Date(NOW.getTime() + difference)));
    expect(answer).toMatchObject(expected);
    expect(answer.headers.get(HUB_TIME_HEADER)).toBe(expected === UNTIMELY ? String(NOW.getTime()) : null);
  });

  it.each([-DAY, DAY])('of a kiosk whose clock is wrong by %i ms is learned once', async (wrong) => {
    const { rig, kiosk } = await signing();
    const signer = new RequestSigner(() => NOW.getTime() + wrong, systemRandom);
    const by = { token: kiosk.token, privateKey: kiosk.privateKey ?? '' };
    const statuses: number[] = [];
    const ask = () =>
      signer.send(by, POST, async (headers) => {
        const { status, headers: said } = await askHub(`${rig.url}/v1/logins`, 'POST', LOGIN, headers);
        statuses.push(status);
        return { headers: Object.fromEntries(said), body: { dump: () => Promise.resolve() } };
      });
    await ask();
    await ask();
    expect(statuses).toEqual([401, 200, 200]);
  });

  it('is judged after the signature, so that nobody else learns anything', async () => {
    const { sign, send } = await signing();
    const late = new Date(NOW.getTime() - DAY);
    const answer = await send(sign(POST, late, makeKeyPair().privateKey));
    expect(answer).toMatchObject(BAD);
    expect(answer.headers.get(HUB_TIME_HEADER)).toBeNull();
  });
});

describeWith('PostgreSQL')('several hubs on PostgreSQL', () => {
  it('take a nonce once, together', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const other = await rig.another();
    const kiosk = await rig.enrol('Nantes 1');
    const by = { token: kiosk.token, privateKey: kiosk.privateKey ?? '' };
    const headers = new RequestSigner(() => Date.now(), systemRandom).headers(by, POST);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_none, index) =>
        askHub(`${index % 2 === 0 ? rig.url : other.url}/v1/logins`, 'POST', LOGIN, headers),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
