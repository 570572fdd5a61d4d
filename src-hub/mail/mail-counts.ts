import type { HubDatabase } from '../database/hub-database.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { unlessAway } from '../database/unavailable.ts';

const STATES = ['waiting', 'sent', 'refused', 'expired'] as const;

/** Number of mails by state. */
export type MailCounts = Readonly<Record<(typeof STATES)[number], number>>;

/** Counts the mails in the table. Settled ones are deleted after some time. */
export async function countMails({ db }: Pick<HubDatabase, 'db'>): Promise<MailCounts> {
  const rows = await db
    .selectFrom('mail')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, sent: 0, refused: 0, expired: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** The counts as a line of the command `report`. */
export function mailLine(counts: MailCounts): string {
  return `Mails: ${STATES.map((state) => `${counts[state]} ${state}`).join(', ')}`;
}

/** Registers the counts as a gauge. */
export function registerMailMetrics({ metrics, database }: Pick<HubDeps, 'metrics' | 'database'>): void {
  metrics.onRead('hub_mails', 'Mails of the outbox by state', ['state'], async (gauge) => {
    gauge.reset();
    const counts = await unlessAway<MailCounts | null>(countMails(database), null);
    if (counts !== null) for (const state of STATES) gauge.set({ state }, counts[state]);
  });
}
