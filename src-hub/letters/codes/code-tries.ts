import type { HubConnection } from '../../database/hub-database.ts';
import { MOST_CODE_TRIES, CODE_TRY_WINDOW } from '../../../src-shared/policy/codes.ts';

/**
 * How long a member must wait before the next code, in milliseconds: fewer than five tries may count within 24 hours.
 * @param tries when the tries that count were made, oldest first, in milliseconds since 1970 UTC
 * @returns 0: now
 */
export function redeemWait(tries: readonly number[], now: number): number {
  const oldest = tries.at(-MOST_CODE_TRIES);
  return oldest === undefined ? 0 : Math.max(0, oldest + CODE_TRY_WINDOW - now);
}

/** When the member's tries that count were made, oldest first, in milliseconds since 1970 UTC. */
export async function countedTries(
  connection: HubConnection,
  number: string,
  now: number,
): Promise<readonly number[]> {
  const rows = await connection.query<{ at: Date }>(
    'SELECT at FROM letter_try WHERE number = $1 AND counted AND at > $2::timestamptz ORDER BY at',
    [number, new Date(now - CODE_TRY_WINDOW).toISOString()],
  );
  return rows.map(({ at }) => at.getTime());
}
