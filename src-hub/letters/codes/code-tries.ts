import type { HubConnection } from '../../database/hub-database.ts';
import { MOST_CODE_TRIES, CODE_TRY_WINDOW } from '../../../src-shared/policy/codes.ts';

/**
 * How long a member must wait before the next code, in milliseconds: until fewer than five tries are younger than a day.
 * @param tries moments of the tries that count, oldest first
 * @returns 0 when a code may be tried now
 */
export function redeemWait(tries: readonly number[], now: number): number {
  const oldest = tries.filter((at) => at > now - CODE_TRY_WINDOW).at(-MOST_CODE_TRIES);
  return oldest === undefined ? 0 : oldest + CODE_TRY_WINDOW - now;
}

/** Moments of the member's tries that count, oldest first. */
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
