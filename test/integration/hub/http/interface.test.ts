import { describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../../../src-main/hub-client/key-pair.ts';
import { hubFaultSchema } from '../../../../src-shared/hub-api/wire/faults.ts';
import { revokeKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';
import { itWith } from '../../../support/peers.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';

const TOKEN = 'token-of-the-metrics-0123';

async function metricsOf(rig: HubRig): Promise<string> {
  return (await rig.ask('GET', '/metrics')).text;
}

describe('faults', () => {
  it('have one shape, whatever was wrong, and repeat nothing of the request', async () => {
    const rig = await openHubRig();
    const post = (body: unknown, headers?: Record<string, string>) =>
      rig.ask('POST', '/v1/kiosks/enrol', body, headers);
    const answers = [
      [404, await rig.ask('GET', '/nowhere?number=0012345')],
      [401, await rig.ask('DELETE', '/v1/kiosks/0012345')],
      [400, await post('{"code": "0012345"')],
      [400, await post({ code: '0012345', attempt: 'x', key: 'y', '0012345': 1 })],
      [400, await post('0012345', { 'content-type': 'text/plain' })],
      [400, await post(JSON.stringify({ code: '0012345'.repeat(40_000) }))],
      [400, await post('')],
      [400, await post('null')],
      [400, await post('{"__proto__": {"code": "0012345"}}')],
    ] as [number, Awaited<ReturnType<HubRig['ask']>>][];
    for (const [status, { status: given, body, text }] of answers) {
      expect({ given, body }).toMatchObject({ given: status });
      expect(hubFaultSchema.safeParse(body).success).toBe(true);
      expect(text).not.toContain('0012345');
    }
    expect(rig.log.text()).not.toContain('0012345');
  });

  it('tell a bug of the hub as such, and log where without what', async () => {
    const rig = await openHubRig();
    const { db } = rig.deps.database;
    await db.schema.alterTable('kiosk').dropColumn('code_hash').execute();
    const answer = await rig.ask('POST', '/v1/kiosks/enrol', {
      code: 'ACDE-FGHJ-KMNP-3467',
      attempt: '01890a5d-ac96-7b5a-8000-1234567890ab',
      key: makeKeyPair().publicKey,
    });
    expect(answer).toMatchObject({ status: 500, body: { error: 'fault' } });
    const [fault] = rig.log.lines.filter(({ level }) => level === 'error');
    expect(fault).toMatchObject({ event: 'fault', fields: { route: '/v1/kiosks/enrol', code: '42703' } });
    expect(rig.log.text()).not.toMatch(/ACDE|code_hash/u);
  });
});

describe('status', () => {
  it('says that the process runs and that it may be sent requests', async () => {
    const rig = await openHubRig();
    expect(await rig.ask('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await rig.ask('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is not ready with a schema that is behind', async () => {
    const rig = await openHubRig();
    await rig.deps.database.db.deleteFrom('schema_version' as never).execute();
    expect(await rig.ask('GET', '/readyz')).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    expect((await rig.ask('GET', '/healthz')).status).toBe(200);
  });

  it('describes all routes by OpenAPI where that is turned on, and nowhere else', async () => {
    const closed = await openHubRig();
    for (const path of ['/docs', '/docs/', '/docs/json'])
      expect((await closed.ask('GET', path)).status, path).toBe(404);
    const rig = await openHubRig({ settings: { HUB_API_DOCS: true } });
    const { body } = await rig.ask('GET', '/docs/json');
    const { paths } = body as { paths: Record<string, Record<string, { responses: object }>> };
    const routes = [
      '/v1/kiosks/enrol',
      '/v1/events',
      '/v1/logins',
      '/v1/letters/redeem',
      '/v1/members/changes',
    ];
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([...routes, '/healthz', '/readyz', '/metrics']),
    );
    expect(Object.keys(paths['/v1/kiosks/enrol']?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '403', '429', '503']),
    );
    expect(Object.keys(paths['/v1/events']?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '429', '503']),
    );
    const page = await rig.ask('GET', '/docs/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain('script-src');
  });
});

describe('metrics', () => {
  it('count answers by route, never by address', async () => {
    const rig = await openHubRig();
    await rig.ask('GET', '/nowhere/0012345');
    await rig.ask('GET', '/healthz');
    const text = await metricsOf(rig);
    expect(text).toMatch(/hub_request_seconds_count\{method="GET",route="none",status="404"\} 1/u);
    expect(text).toMatch(/hub_request_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/u);
    expect(text).not.toContain('0012345');
  });

  it('count kiosks by silence, those revoked or never enrolled left out', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    for (const name of ['A', 'B', 'C', 'D']) await rig.as(await rig.enrol(name)).get('/v1/nowhere');
    await revokeKiosk(rig.deps, 'D');
    const late = rig.deps.database.db.updateTable('kiosk');
    await late
      .set({ last_seen_at: new Date('2026-03-02T08:30:00Z') })
      .where('name', '=', 'B')
      .execute();
    await late
      .set({ last_seen_at: new Date('2026-02-01T08:30:00Z') })
      .where('name', '=', 'C')
      .execute();
    const text = await metricsOf(rig);
    for (const [silence, count] of Object.entries({ '5m': 1, '1h': 1, '1d': 0, older: 1 }))
      expect(text).toContain(`hub_kiosks{silence="${silence}"} ${count}`);
    expect(text).toContain('hub_database_up 1');
  });

  const idleHub = async (engine: 'pglite' | 'postgresql'): Promise<void> => {
    const rig = await openHubRig({ engine });
    for (let scrape = 0; scrape < 3; scrape++) {
      const text = await metricsOf(rig);
      expect(text).toContain('hub_database_connections{state="waited-for"} 0');
    }
  };

  it('say that nobody waits for a connection of an idle hub, on PGlite', () => idleHub('pglite'));

  itWith('PostgreSQL')('say the same on PostgreSQL', () => idleHub('postgresql'));

  it('count events, attempts and waiters', async () => {
    const rig = await openHubRig();
    const { metrics } = rig.deps;
    metrics.event('password-set', { status: 'accepted' });
    metrics.event('unknown', { status: 'refused', reason: 'malformed' });
    metrics.attempt('login', 'wrong');
    metrics.feedWaiter(1);
    metrics.feedWaiter(1);
    metrics.feedWaiter(-1);
    const text = await metricsOf(rig);
    expect(text).toContain('hub_events_total{kind="password-set",status="accepted",reason="none"} 1');
    expect(text).toContain('hub_events_total{kind="unknown",status="refused",reason="malformed"} 1');
    expect(text).toContain('hub_attempts_total{what="login",result="wrong"} 1');
    expect(text).toContain('hub_feed_waiters 1');
  });

  it('are for loopback, not for what a proxy passes on', async () => {
    const rig = await openHubRig({ settings: { HUB_BEHIND_PROXY: true } });
    const from = (address: string) => rig.ask('GET', '/metrics', undefined, { 'x-forwarded-for': address });
    expect((await rig.ask('GET', '/metrics')).status).toBe(200);
    expect((await from('192.0.2.1')).status).toBe(404);
    expect((await from('127.0.0.1')).status).toBe(404);
  });

  it('are for loopback with a token too, and for who has the token', async () => {
    const rig = await openHubRig({ settings: { HUB_METRICS_TOKEN: TOKEN, HUB_BEHIND_PROXY: true } });
    const ask = (headers: Record<string, string>) => rig.ask('GET', '/metrics', undefined, headers);
    expect((await ask({})).status).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect((await ask({ [name]: '127.0.0.1' })).status, name).toBe(404);
    const by = (authorization: string) => ask({ authorization, 'x-forwarded-for': '192.0.2.1' });
    expect((await by(`Bearer ${TOKEN}x`)).status).toBe(404);
    expect((await by(`Bearer ${TOKEN}`)).status).toBe(200);
  });
});

describe('behind a balancer', () => {
  it('believes the address that the balancer adds, not what the caller claims', async () => {
    const rig = await openHubRig({ settings: { HUB_BEHIND_PROXY: true } });
    const body = {
      code: 'WRONG-CODE',
      attempt: '01890a5d-ac96-7b5a-8000-1234567890ab',
      key: makeKeyPair().publicKey,
    };
    const from = async (claimed: string): Promise<number> =>
      (await rig.ask('POST', '/v1/kiosks/enrol', body, { 'x-forwarded-for': claimed })).status;
    for (let count = 0; count < 10; count += 1)
      expect(await from(`198.51.100.${count}, 192.0.2.1`)).toBe(403);
    expect(await from('198.51.100.99, 192.0.2.1')).toBe(429);
    expect(await from('198.51.100.99, 192.0.2.2')).toBe(403);
  });
});
