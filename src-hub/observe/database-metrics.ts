import { sql } from 'kysely';
import { unlessAway } from '../database/unavailable.ts';
import type { HubDeps } from '../core/hub-deps.ts';

/** Groups of kiosks by how long ago they called, in seconds; a longer silence is `older`. */
const SILENCES = [
  { name: '5m', seconds: 300 },
  { name: '1h', seconds: 3600 },
  { name: '1d', seconds: 86_400 },
] as const;

/** Registers gauges that read the database: kiosks by silence, connections, and whether it answers. */
export function registerDatabaseMetrics(deps: Omit<HubDeps, 'stopping'>): void {
  const { metrics, database } = deps;
  // First, because gauges are read in this order: the questions of the others must not count as waiting.
  metrics.onRead('hub_database_connections', 'Connections of the pool', ['state'], (gauge) => {
    const { open, idle, waiting } = database.pool();
    gauge.set({ state: 'busy' }, open - idle);
    gauge.set({ state: 'idle' }, idle);
    gauge.set({ state: 'waited-for' }, waiting);
    return Promise.resolve();
  });
  metrics.onRead(
    'hub_kiosks',
    'Enrolled kiosks by the time since they were last heard',
    ['silence'],
    async (gauge) => {
      gauge.reset();
      for (const [silence, count] of await unlessAway(kiosksBySilence(deps), new Map<string, number>()))
        gauge.set({ silence }, count);
    },
  );
  metrics.onRead('hub_database_up', 'Whether the database answered this scrape', [], async (gauge) => {
    const answered = sql`SELECT 1`.execute(database.db).then(() => 1);
    gauge.set(await unlessAway(answered, 0));
  });
}

async function kiosksBySilence({
  database,
  now,
}: Pick<HubDeps, 'database' | 'now'>): Promise<Map<string, number>> {
  const seconds = sql<number>`extract(epoch FROM ${now()}::timestamptz - last_seen_at)::float8`;
  const rows = await database.db
    .selectFrom('kiosk')
    .select(seconds.as('silent'))
    .where('enrolled_at', 'is not', null)
    .where('revoked_at', 'is', null)
    .execute();
  const counts = new Map<string, number>([...SILENCES.map(({ name }) => [name, 0] as const), ['older', 0]]);
  for (const { silent } of rows as { silent: number | null }[]) {
    const name = SILENCES.find(({ seconds }) => silent !== null && silent < seconds)?.name ?? 'older';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
