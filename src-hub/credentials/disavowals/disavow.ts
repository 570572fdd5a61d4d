import { tokenHash } from '../../basics/hashes.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { endWhatStood } from '../../sessions/end-what-stood.ts';

/** The password that a link is about. */
export interface Disavowal {
  /** When it was set, in milliseconds since 1970 UTC. */
  readonly at: number;
  /** Name of the kiosk; null: a website. */
  readonly place: string | null;
  /** The link was used: the password is ended. */
  readonly isUsed: boolean;
}

/** Finds what a link of the notice is about. @returns null: unknown or expired */
export async function findDisavowal(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  token: string,
): Promise<Disavowal | null> {
  const rows = await database.transaction(({ query }) =>
    query<{ decided_at: Date; name: string | null; used_at: Date | null }>(
      `SELECT event.decided_at, CASE kiosk.kind WHEN 'website' THEN NULL ELSE kiosk.name END AS name,
         disavowal.used_at
       FROM disavowal
       JOIN event ON event.id = disavowal.event JOIN kiosk ON kiosk.id = event.kiosk
       WHERE disavowal.token_hash = $1 AND disavowal.expires_at > $2::timestamptz`,
      [tokenHash(token), now().toISOString()],
    ),
  );
  const [row] = rows;
  return row === undefined
    ? null
    : { at: row.decided_at.getTime(), place: row.name, isUsed: row.used_at !== null };
}

/**
 * Ends the password that a kiosk attested, since its owner says that it was somebody else, and any that a kiosk has
 * attested since: a flood of them leaves some without a notice of their own. A password that was set since with a proof
 * stays. Sessions end. Such passwords of this person are refused as long as the link would have lived.
 */
export async function disavow(deps: HubDeps, token: string): Promise<void> {
  const { database, now, log, metrics } = deps;
  const ended = await database.transaction(async (connection) => {
    const at = now();
    const [found] = await connection.query<{ number: string }>(
      'SELECT number FROM disavowal WHERE token_hash = $1',
      [tokenHash(token)],
    );
    if (found === undefined) return false;
    // In the order that events use, so that no password comes between.
    await lockPeople(connection, [found.number]);
    const used = await connection.query(
      `UPDATE disavowal SET used_at = $2::timestamptz
       WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2::timestamptz RETURNING event`,
      [tokenHash(token), at.toISOString()],
    );
    if (used.length === 0) return false;
    const gone = await connection.query(
      // Each password that was attested has a link, also those whose notice was held back.
      `DELETE FROM credential WHERE number = $1 AND event IN (SELECT event FROM disavowal WHERE number = $1)
       RETURNING 1`,
      [found.number],
    );
    if (gone.length === 1) await endWhatStood(connection, [found.number], at);
    return true;
  });
  metrics.attempt('disavowal', ended ? 'ended' : 'unknown');
  if (ended) log.warn({}, 'password-disavowed');
}
