import type { HubDatabase } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { unlessAway } from '../../database/unavailable.ts';
import type { OutboxTable } from './outbox-queue.ts';

const STATES = ['waiting', 'sent', 'refused', 'expired'] as const;

/** Number of messages by state. */
export type OutboxCounts = Readonly<Record<(typeof STATES)[number], number>>;

/** Counts the messages in a table. Settled ones are deleted after some time. */
export async function countMessages(
  { db }: Pick<HubDatabase, 'db'>,
  table: OutboxTable,
): Promise<OutboxCounts> {
  const rows = await db
    .selectFrom(table)
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, sent: 0, refused: 0, expired: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** Registers the counts as gauges. */
export function registerOutboxMetrics({ metrics, database }: Pick<HubDeps, 'metrics' | 'database'>): void {
  for (const [table, name, help] of [
    ['mail', 'hub_mails', 'Mails of the outbox by state'],
    ['sms', 'hub_sms', 'Text messages of the outbox by state'],
  ] as const)
    metrics.onRead(name, help, ['state'], async (gauge) => {
      gauge.reset();
      const counts = await unlessAway<OutboxCounts | null>(countMessages(database, table), null);
      if (counts !== null) for (const state of STATES) gauge.set({ state }, counts[state]);
    });
}
