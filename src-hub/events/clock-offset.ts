import type { HubConnection } from '../database/hub-database.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** How many of a journal's last events count. */
const RECENT_EVENTS = 20;

/** Milliseconds. A larger difference means that the clock was set, not that a request was slow. */
const CLOCK_WAS_SET = MINUTE;

/**
 * Estimates how far a sender's clock is behind the hub's, in milliseconds. A measurement also contains the time of the
 * request, so the least of several is the best: a slow line must not make decisions younger.
 * @param measured the hub's clock at the receipt minus the sender's at the sending
 * @param least the least earlier measurement; null: none
 */
export function bestOffset(measured: number, least: number | null): number {
  if (least === null || Math.abs(measured - least) > CLOCK_WAS_SET) return measured;
  return Math.min(measured, least);
}

/** The least offset among the last events of a journal; null: no events. */
export async function readLeastOffset(connection: HubConnection, journal: string): Promise<number | null> {
  const [row] = await connection.query<{ least: number | null }>(
    `SELECT min(clock_offset) AS least
     FROM (SELECT clock_offset FROM event WHERE journal = $1 ORDER BY seq DESC LIMIT ${RECENT_EVENTS}) recent`,
    [journal],
  );
  return row?.least ?? null;
}
