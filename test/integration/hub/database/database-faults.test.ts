import { setImmediate as tick } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { isDatabaseUnavailable } from '../../../../src-hub/database/unavailable.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase, openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import { type Cluster } from '../../../support/hub/databases/postgresql-cluster.ts';
import { openSilentProxy } from '../../../support/hostile/silent-proxy.ts';
import { describeWith } from '../../../support/peers.ts';

interface Opened {
  readonly rig: HubRig;
  readonly cluster: Cluster;
  readonly client: RigClient;
}

async function open(): Promise<Opened> {
  const rig = await openHubRig({ engine: 'postgresql', settings: { HUB_REQUESTS_PER_MINUTE: 100_000 } });
  if (rig.postgresql === null) throw new Error('not on PostgreSQL');
  return { rig, cluster: rig.postgresql.cluster, client: await rig.enrol('Nantes 1') };
}

/** A request that needs the database: 404 when it answers. */
const ask = async ({ rig, client }: Opened): Promise<number> =>
  (await rig.as(client).get('/v1/nowhere')).status;

interface Seen {
  readonly all: readonly number[];
  /** Resolves when so many answers in a row are as wanted. */
  next(count: number, wanted: (status: number) => boolean): Promise<void>;
}

/** Six clients ask one request after the other while the work is done. */
async function underLoad(request: () => Promise<number>, work: (seen: Seen) => Promise<void>): Promise<void> {
  const all: number[] = [];
  let done = false;
  let answered: () => void = () => undefined;
  const load = Array.from({ length: 6 }, async () => {
    while (!done) {
      all.push(await request());
      answered();
    }
  });
  const next: Seen['next'] = (count, wanted) =>
    new Promise((resolve) => {
      const from = all.length;
      answered = () => {
        if (all.length - from >= count && all.slice(-count).every(wanted)) resolve();
      };
    });
  try {
    await work({ all, next });
  } finally {
    done = true;
    await Promise.all(load);
  }
}

describeWith('PostgreSQL')('a database that goes away', () => {
  it.each(['fast', 'immediate'] as const)(
    'under load (%s): told as unavailable, and back by itself',
    async (how) => {
      const opened = await open();
      const { rig, cluster } = opened;
      await underLoad(
        () => ask(opened),
        async (seen) => {
          await seen.next(30, (status) => status === 404);
          cluster.stop(how);
          await seen.next(30, (status) => status === 503);
          expect((await rig.ask('GET', '/readyz')).body).toMatchObject({ error: 'unavailable' });
          expect((await rig.ask('GET', '/healthz')).status).toBe(200);
          expect((await rig.ask('GET', '/metrics')).text).toContain('hub_database_up 0');
          cluster.start();
          await seen.next(30, (status) => status === 404);
          expect([...new Set(seen.all)].sort()).toEqual([404, 503]);
        },
      );
      expect(rig.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      await expect.poll(() => rig.log.text()).toContain('database-back');
      const told = rig.log.lines.filter(({ level }) => level === 'warn');
      expect(told.map(({ event, fields }) => [event, Object.keys(fields)])).toEqual([
        ['database-away', ['code']],
      ]);
      expect((await rig.ask('GET', '/readyz')).status).toBe(200);
    },
  );

  it('within a transaction: it fails as unavailable, and nothing of it stays', async () => {
    const { rig, cluster } = await open();
    const { database } = rig.deps;
    const cut = database.transaction(async ({ query }) => {
      await query(`INSERT INTO kiosk (name) VALUES ('half')`);
      cluster.stop('immediate');
      cluster.start();
      // The connection's end arrives while no statement runs.
      for (let turn = 0; turn < 20; turn += 1) await tick();
      await query('SELECT 1');
    });
    const error: unknown = await cut.catch((error: unknown) => error);
    expect(isDatabaseUnavailable(error)).toBe(true);
    const names = await database.db.selectFrom('kiosk').select('name').execute();
    expect(names).toEqual([{ name: 'Nantes 1' }]);
  });

  it('while its news are heard: heard again, and told that some may be missed', async () => {
    const { rig, cluster } = await open();
    const { database } = rig.deps;
    const heard: string[] = [];
    let wake: () => void = () => undefined;
    const stop = await database.listen('news', (payload) => {
      heard.push(payload);
      wake();
    });
    const next = (): Promise<void> => new Promise((resolve) => (wake = resolve));
    const missed = next();
    cluster.stop('fast');
    cluster.start();
    await missed;
    expect(heard).toEqual(['']);
    const told = next();
    await database.transaction(({ query }) => query(`SELECT pg_notify('news', 'again')`));
    await told;
    expect(heard).toEqual(['', 'again']);
    await stop();
  });
});

describeWith('PostgreSQL')('connections that were cut without a word', () => {
  it('are noticed within five seconds, and a change is heard', async () => {
    const { url } = await freshDatabase();
    const target = new URL(url);
    const proxy = await openSilentProxy(addressOf(target));
    target.host = `127.0.0.1:${proxy.port}`;
    target.searchParams.delete('host');
    const log = capturedLog();
    const [near, far] = [target.href, url].map((address) =>
      connectPostgresql({ url: address, connections: 3, log }),
    ) as [HubDatabase, HubDatabase];
    onTestFinished(() => Promise.all([near.close(), far.close()]).then(() => undefined));
    let wake: (payload: string) => void = () => undefined;
    const stop = await near.listen('news', (payload) => wake(payload));
    onTestFinished(stop);
    const hung = near.db.selectFrom('hub').select('one').execute();
    await hung;
    proxy.silence();
    // One that was asked when the line was silent already.
    const lost = near.transaction(({ query }) => query('SELECT 1')).catch((error: unknown) => error);
    const began = performance.now();
    const heard = new Promise<string>((resolve) => (wake = resolve));
    expect(await heard).toBe('');
    expect(performance.now() - began).toBeLessThan(5000);
    expect(isDatabaseUnavailable(await lost)).toBe(true);
    const again = new Promise<string>((resolve) => (wake = resolve));
    await far.transaction(({ query }) => query(`SELECT pg_notify('news', 'again')`));
    expect(await again).toBe('again');
    expect(await near.db.selectFrom('hub').select('one').execute()).toHaveLength(1);
  }, 20_000);
});

function addressOf(url: URL): Parameters<typeof openSilentProxy>[0] {
  const folder = url.searchParams.get('host');
  if (folder !== null) return { path: `${folder}/.s.PGSQL.${url.port || '5432'}` };
  return { host: url.hostname, port: Number(url.port) };
}
