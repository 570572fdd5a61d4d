import type { HubConnection } from '../database/hub-database.ts';

/** Wrong codes of one member, over all kiosks … */
export const MOST_WRONG_CODES = 5;

/** … in this span: 24 hours, in milliseconds. */
export const TRY_WINDOW = 24 * 3_600_000;

/**
 * How long a member must wait before the next code, in milliseconds: until fewer than five tries are younger than a day.
 * @param tries moments of the tries that count, oldest first
 * @returns 0 when a code may be tried now
 */
export function redeemWait(tries: readonly number[], now: number): number {
  const oldest = tries.filter((at) => at > now - TRY_WINDOW).at(-MOST_WRONG_CODES);
  return oldest === undefined ? 0 : oldest + TRY_WINDOW - now;
}

/** Moments of the member's tries that count, oldest first. */
export async function countedTries(
  connection: HubConnection,
  number: string,
  now: number,
): Promise<readonly number[]> {
  const rows = await connection.query<{ at: Date }>(
    'SELECT at FROM letter_try WHERE number = $1 AND counted AND at > $2::timestamptz ORDER BY at',
    [number, new Date(now - TRY_WINDOW).toISOString()],
  );
  return rows.map(({ at }) => at.getTime());
}
