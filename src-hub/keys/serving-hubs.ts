import { setTimeout as pause } from 'node:timers/promises';
import { DAY, SECOND } from '../../src-shared/time/units.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { HEARD_WITHIN, sentBy } from '../mail/outbox/sending-hubs.ts';
import { keyProblem, lockKeys, takeOrMakeDuties } from '../core/key-table.ts';

/** How often a hub says that it serves, and hears which key is in use, in milliseconds. */
const BEAT = 10 * SECOND;

/** A hub that serves. */
export interface ServingHub {
  readonly id: string;
  /** Its address, as it listens. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly in_use: string;
}

/** Hubs that serve, as they have said within the last minute. */
export function servingHubs({ query }: HubConnection, now: Date): Promise<ServingHub[]> {
  return query<ServingHub>(
    'SELECT id, name, keys, in_use FROM hub_process WHERE seen_at > $1::timestamptz ORDER BY name, id',
    [new Date(now.getTime() - HEARD_WITHIN).toISOString()],
  );
}

/** A hub, as it names itself. */
interface Self {
  readonly id: string;
  readonly name: string;
}

/**
 * Says that this hub serves, and tells its secret which key does what.
 * @returns what keeps it from serving; null: nothing
 */
export async function sayServing(deps: HubDeps, { id, name }: Self): Promise<string | null> {
  const { database, settings, now } = deps;
  await database.transaction(async (connection) => {
    await lockKeys(connection);
    await takeOrMakeDuties(connection, deps);
    const secret = settings.HUB_SECRET;
    const long = new Date(now().getTime() - DAY).toISOString();
    await connection.query('DELETE FROM hub_process WHERE seen_at < $1::timestamptz', [long]);
    await connection.query(
      `INSERT INTO hub_process (id, name, keys, in_use, sends, seen_at)
       VALUES ($1, $2, $3::text[], $4, $5::text[], $6::timestamptz)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, keys = excluded.keys, in_use = excluded.in_use,
         sends = excluded.sends, seen_at = excluded.seen_at`,
      [id, name, secret.keys.map((key) => key.id), secret.key.id, sentBy(settings), now().toISOString()],
    );
  });
  return keyProblem(settings.HUB_SECRET);
}

/** Says so until the hub stops, and then that it serves no more. @returns resolves when nothing runs any more */
export async function keepServing(deps: HubDeps, self: Self, every: number = BEAT): Promise<void> {
  const { log, stopping, database } = deps;
  let said = '';
  for (;;) {
    await pause(every, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted) break;
    try {
      await sayServing(deps, self);
      const { missing, useless } = deps.settings.HUB_SECRET;
      const state = JSON.stringify({ missing, useless });
      if (state !== said && missing.length > 0) log.error({ keys: missing }, 'keys-missing');
      if (state !== said && useless.length > 0) log.warn({ keys: useless }, 'secret-retired');
      said = state;
    } catch (error) {
      if (isDatabaseUnavailable(error)) database.noteAway(error);
      else log.error(describeFault(error), 'keys-not-read');
    }
  }
  await database
    .transaction(({ query }) => query('DELETE FROM hub_process WHERE id = $1', [self.id]))
    .catch(() => undefined);
}
