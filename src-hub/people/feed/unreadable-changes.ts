import type { UnreadableChange } from '../../../src-shared/hub-api/feed.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { unlessAway } from '../../database/unavailable.ts';
import type { HubDatabase } from '../../database/hub-database.ts';

/** A change that a kiosk could not read, and that is still the latest of its member. */
export interface StoredUnreadable extends UnreadableChange {
  /** Name of the kiosk. */
  readonly kiosk: string;
}

/** Keeps what a kiosk could not read. Told again, it changes nothing. */
export async function noteUnreadable(
  { database, log }: Pick<HubDeps, 'database' | 'log'>,
  kiosk: string,
  lines: readonly UnreadableChange[],
): Promise<void> {
  await database.transaction(({ query }) =>
    query(
      `INSERT INTO unreadable_change (kiosk, position, field)
       SELECT $1::uuid, position, field FROM unnest($2::bigint[], $3::text[]) AS told (position, field)
       ON CONFLICT (kiosk, position) DO UPDATE SET field = excluded.field, told_at = now()`,
      [kiosk, lines.map(({ position }) => position), lines.map(({ field }) => field)],
    ),
  );
  for (const { position, field } of lines) log.warn({ kiosk, position, field }, 'member-unreadable');
}

/** What kiosks still cannot read, by kiosk and position: how many, and the first of them. */
export async function unreadableChanges(
  database: HubDatabase,
  most: number,
): Promise<{ count: number; first: StoredUnreadable[] }> {
  const first = await latestUnreadable(database)
    .select(['kiosk.name as kiosk', 'told.position', 'told.field'])
    .orderBy('kiosk.name')
    .orderBy('told.position')
    .limit(most)
    .execute();
  if (first.length < most) return { count: first.length, first };
  const { count } = await latestUnreadable(database)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { count, first };
}

/** How many fields each kiosk still cannot read, by its name. */
export async function countUnreadable(database: HubDatabase): Promise<ReadonlyMap<string, number>> {
  const rows = await latestUnreadable(database)
    .select((select) => ['kiosk.name', select.fn.countAll<number>().as('count')])
    .groupBy('kiosk.name')
    .execute();
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** Adds their number to the figures. */
export function registerUnreadableMetrics({
  metrics,
  database,
}: Pick<HubDeps, 'metrics' | 'database'>): void {
  metrics.onRead(
    'hub_members_unreadable',
    'Fields of members that kiosks cannot read, by field; counted once a kiosk',
    ['field'],
    async (gauge) => {
      gauge.reset();
      const counts = latestUnreadable(database)
        .select((select) => ['told.field', select.fn.countAll<number>().as('count')])
        .groupBy('told.field')
        .execute();
      for (const { field, count } of await unlessAway(counts, [])) gauge.set({ field }, count);
    },
  );
}

/** The changes that are still the latest of their member, of kiosks that are not revoked. */
function latestUnreadable({ db }: Pick<HubDatabase, 'db'>) {
  return db
    .selectFrom('unreadable_change as told')
    .innerJoin('member', 'member.position', 'told.position')
    .innerJoin('kiosk', 'kiosk.id', 'told.kiosk')
    .where('kiosk.revoked_at', 'is', null);
}
