import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CONTRACT_HEADER } from '../../../../src-shared/hub-api/contract.ts';
import { makeKeyPair } from '../../../../src-main/hub-client/key-pair.ts';
import {
  addKiosk,
  renewKiosk,
  resumeKiosk,
  revokeKiosk,
  suspendKiosk,
} from '../../../../src-hub/kiosks/kiosk-registry.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const PAIR = makeKeyPair();
const { privateKey } = PAIR;

async function issue(rig: HubRig, name = 'Nantes 1'): Promise<string> {
  const issued = await addKiosk(rig.deps, name);
  if (issued === null) throw new Error('taken');
  return issued.code;
}

const enrol = (rig: HubRig, code: string, attempt: string = randomUUID(), key = PAIR.publicKey) =>
  rig.ask('POST', '/v1/kiosks/enrol', { code, attempt, key });

const REFUSED = { status: 403, body: { error: 'enrolment-refused' } };

describe('enrolment', () => {
  it('turns a code into a token that works, and keeps neither', async () => {
    const rig = await openHubRig();
    const code = await issue(rig);
    const { status, body } = await enrol(rig, code.toLowerCase().replaceAll('-', ' '));
    expect(status).toBe(200);
    const { token, kiosk } = body as { token: string; kiosk: string };
    const answer = await rig.as({ token, privateKey }).get('/v1/nowhere');
    expect(answer).toMatchObject({ status: 404, body: { error: 'not-found' } });
    const row = await rig.deps.database.db
      .selectFrom('kiosk')
      .selectAll()
      .where('id', '=', kiosk)
      .executeTakeFirstOrThrow();
    const kept = JSON.stringify(row, (_key, value: unknown) => {
      const bytes = value as { type?: string; data?: number[] } | null;
      return bytes?.type === 'Buffer' ? Buffer.from(bytes.data ?? []).toString('latin1') : value;
    });
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(code);
    expect(rig.log.text()).not.toContain(token);
    expect(rig.log.text()).not.toContain(code);
  });

  it('gives the same attempt with the same key its token again, for an hour', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const code = await issue(rig);
    const attempt = randomUUID();
    const first = await enrol(rig, code, attempt);
    expect(first.status).toBe(200);
    rig.clock.advance(HOUR - 1);
    expect((await enrol(rig, code, attempt)).body).toEqual(first.body);
    expect(await enrol(rig, code, attempt, makeKeyPair().publicKey)).toMatchObject(REFUSED);
    expect(await enrol(rig, code)).toMatchObject(REFUSED);
    rig.clock.advance(1);
    expect(await enrol(rig, code, attempt)).toMatchObject(REFUSED);
  });

  it('refuses a code after seven days', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const code = await issue(rig);
    rig.clock.advance(7 * 24 * HOUR);
    expect(await enrol(rig, code)).toMatchObject(REFUSED);
    rig.clock.advance(-1);
    expect((await enrol(rig, code)).status).toBe(200);
  });

  it('lets one of ten win that race with one code', async () => {
    const rig = await openHubRig();
    const code = await issue(rig);
    const keys = Array.from({ length: 10 }, () => makeKeyPair().publicKey);
    const answers = await Promise.all(keys.map((key) => enrol(rig, code, randomUUID(), key)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(9);
  });

  it('makes an address wait after ten wrong codes, be the eleventh right', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const code = await issue(rig);
    for (let index = 0; index < 10; index += 1)
      expect(await enrol(rig, 'WRONG-CODE-0000')).toMatchObject(REFUSED);
    expect(await enrol(rig, code)).toMatchObject({ status: 429, body: { error: 'too-many-requests' } });
    rig.clock.advance(600_000);
    expect((await enrol(rig, code)).status).toBe(200);
  });

  it('of a kiosk needs a key; a website may do without', async () => {
    const rig = await openHubRig();
    const code = await issue(rig);
    const keyless = { code, attempt: randomUUID() };
    expect(await rig.ask('POST', '/v1/kiosks/enrol', keyless)).toMatchObject({
      status: 403,
      body: { error: 'outdated' },
    });
    expect((await enrol(rig, code)).status, 'the code is not spent').toBe(200);
    const website = await rig.enrol('site', 'website');
    expect((await rig.as(website).get('/v1/nowhere')).status).toBe(404);
  });

  it('anew ends the former token and key at once', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    const renewed = await renewKiosk(rig.deps, 'Nantes 1');
    expect(await rig.as(client).get('/v1/nowhere')).toMatchObject({ status: 401 });
    const { body } = await enrol(rig, renewed?.code ?? '');
    const { token } = body as { token: string };
    expect((await rig.as({ token, privateKey }).get('/v1/nowhere')).status).toBe(404);
    const stolen = { ...client, token };
    expect(await rig.as(stolen).get('/v1/nowhere')).toMatchObject({ body: { error: 'bad-signature' } });
  });

  it('drops the token of a revoked kiosk that is given a new code', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    await revokeKiosk(rig.deps, 'Nantes 1');
    const renewed = await renewKiosk(rig.deps, 'Nantes 1');
    expect(await rig.as(client).get('/v1/nowhere')).toMatchObject({
      status: 401,
      body: { error: 'unknown-kiosk' },
    });
    expect((await enrol(rig, renewed?.code ?? '')).status).toBe(200);
  });
});

describe('authentication', () => {
  it('asks for a token that some kiosk has', async () => {
    const rig = await openHubRig();
    const unknown = { status: 401, body: { error: 'unknown-kiosk' } };
    expect(await rig.ask('GET', '/v1/nowhere')).toMatchObject(unknown);
    const token = 'A'.repeat(43);
    expect(await rig.as({ token, privateKey }).get('/v1/nowhere')).toMatchObject(unknown);
    const basic = { authorization: `Basic ${token}` };
    expect(await rig.ask('GET', '/v1/nowhere', undefined, basic)).toMatchObject(unknown);
  });

  it('tells a suspended kiosk so, and serves it again when it is resumed', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    expect(await suspendKiosk(rig.deps, 'Nantes 1')).toBe(true);
    const answer = await rig.as(client).get('/v1/nowhere');
    expect(answer).toMatchObject({ status: 403, body: { error: 'kiosk-revoked' } });
    await resumeKiosk(rig.deps, 'Nantes 1');
    expect((await rig.as(client).get('/v1/nowhere')).status).toBe(404);
    expect(await suspendKiosk(rig.deps, 'nobody')).toBe(false);
    expect(await resumeKiosk(rig.deps, 'nobody')).toBe(false);
  });

  it('tells a revoked kiosk so, for good', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    expect(await revokeKiosk(rig.deps, 'Nantes 1')).toBe(true);
    await resumeKiosk(rig.deps, 'Nantes 1');
    const answer = await rig.as(client).get('/v1/nowhere');
    expect(answer).toMatchObject({ status: 403, body: { error: 'kiosk-revoked' } });
    expect(await revokeKiosk(rig.deps, 'nobody')).toBe(false);
  });

  it('asks a kiosk that was enrolled without a key for an enrolment, or for an update first', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    await rig.deps.database.db.updateTable('kiosk').set({ public_key: null }).execute();
    expect(await rig.as(client).get('/v1/nowhere')).toMatchObject({ body: { error: 'unknown-kiosk' } });
    const bearer = { authorization: `Bearer ${client.token}` };
    const old = await rig.ask('GET', '/v1/nowhere', undefined, { ...bearer, [CONTRACT_HEADER]: '1' });
    expect(old).toMatchObject({ status: 403, body: { error: 'outdated' } });
  });

  it('lets a website that has named a key call with its signature only', async () => {
    const rig = await openHubRig();
    const issued = await addKiosk(rig.deps, 'site', 'website');
    const { body } = await enrol(rig, issued?.code ?? '');
    const { token } = body as { token: string };
    expect((await rig.as({ token, privateKey }).get('/v1/nowhere')).status).toBe(404);
    expect(await rig.as({ token, privateKey: null }).get('/v1/nowhere')).toMatchObject({
      status: 401,
      body: { error: 'bad-signature' },
    });
  });

  it('notes at most once in half a minute when a kiosk was seen', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const client = await rig.enrol('Nantes 1');
    const seen = async (): Promise<string | undefined> => {
      await rig.as(client).get('/v1/nowhere');
      const row = await rig.deps.database.db.selectFrom('kiosk').select('last_seen_at').executeTakeFirst();
      return row?.last_seen_at?.toISOString();
    };
    expect(await seen()).toBe('2026-03-02T09:00:00.000Z');
    rig.clock.advance(29_999);
    expect(await seen()).toBe('2026-03-02T09:00:00.000Z');
    rig.clock.advance(1);
    expect(await seen()).toBe('2026-03-02T09:00:30.000Z');
  });

  it('limits each kiosk by itself', async () => {
    const rig = await openHubRig({ settings: { HUB_REQUESTS_PER_MINUTE: 3 } });
    const [one, two] = [await rig.enrol('Nantes 1'), await rig.enrol('Nantes 2')];
    const ask = async (client: typeof one): Promise<number> =>
      (await rig.as(client).post('/v1/logins', {})).status;
    const statuses = [await ask(one), await ask(one), await ask(one), await ask(one)];
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.slice(0, 3)).not.toContain(429);
    expect(await ask(two)).not.toBe(429);
  });
});
