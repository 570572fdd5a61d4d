import { KIOSK_LETTER_CODE_TRIES } from '../../../src-shared/policy/letters.ts';
import { WEBSITE_FACTOR } from '../../../src-shared/policy/quotas.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { HubClient } from '../../http/caller.ts';

/** What is typed from paper: the code of a letter for a password, or a provisional password. */
type FromPaper = 'letter_try' | 'activation';

/** Lock of the wrong tries of a kiosk, so that hubs count together. */
export const kioskTriesLock = (table: FromPaper, { id }: HubClient): string => `${table}-of:${id}`;

/**
 * Time until head office takes another try from a kiosk or website, in milliseconds: it may send few wrong ones an hour,
 * over all members. The lock must be held.
 * @returns 0: now
 */
export async function kioskTriesWait(
  { query }: Pick<HubConnection, 'query'>,
  table: FromPaper,
  { id, kind }: HubClient,
  now: Date,
): Promise<number> {
  const { most, window } = KIOSK_LETTER_CODE_TRIES;
  const since = new Date(now.getTime() - window);
  const [last] = await query<{ at: Date }>(
    `SELECT at FROM ${table} WHERE kiosk = $1 AND counted AND at > $2::timestamptz ORDER BY at DESC
     OFFSET $3 LIMIT 1`,
    [id, since.toISOString(), most * (kind === 'website' ? WEBSITE_FACTOR : 1) - 1],
  );
  return last === undefined ? 0 : last.at.getTime() - since.getTime();
}

/** Tells staff that a kiosk met the limit, which people do not meet. */
export function tellKioskTries({ log, metrics }: Pick<HubDeps, 'log' | 'metrics'>, { id }: HubClient): void {
  metrics.limitReached('letter-codes');
  log.warn({ limit: 'letter-codes', kiosk: id }, 'limit-reached');
}
