import type { HubConnection } from '../database/hub-database.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** So many of a journal's last events are looked at. */
const RECENT_EVENTS = 20;

/** A greater difference, in milliseconds, is a clock that was set, not a request that was slow. */
const CLOCK_WAS_SET = MINUTE;

/**
 * The best guess at how far a sender's clock is behind the hub's, in milliseconds. What is measured is that and the time
 * of the request, so of several measurements the least is the truest; a slow line must not make decisions younger.
 * @param measured the hub's clock at the receipt minus the sender's at the sending
 * @param least the least of the measurements before; null: none
 */
export function bestOffset(measured: number, least: number | null): number {
  if (least === null || Math.abs(measured - least) > CLOCK_WAS_SET) return measured;
  return Math.min(measured, least);
}

/** The least offset that was measured with the last events of a journal; null before the first. */
export async function leastOffset(connection: HubConnection, journal: string): Promise<number | null> {
  const [row] = await connection.query<{ least: number | null }>(
    `SELECT min(clock_offset) AS least
     FROM (SELECT clock_offset FROM event WHERE journal = $1 ORDER BY seq DESC LIMIT ${RECENT_EVENTS}) recent`,
    [journal],
  );
  return row?.least ?? null;
}
