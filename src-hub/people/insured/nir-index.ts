import type { Holder } from '../../../src-shared/values/holder.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/**
 * The index of NIR: keyed hashes that lead to people who are only insured. A person has one hash for each key while a
 * rotation lasts, so whoever hashes with the former key still finds everybody.
 */

type Query = HubConnection['query'];

/** SQL expression of the key of a hash; without a name it is the first one. */
const KEY = 'coalesce(nir_hash.key, (SELECT id FROM hub_key ORDER BY number LIMIT 1))';

/**
 * Puts the people's own identities in place of the keyed hashes that holders came with. A hash that leads to nobody stays.
 * @returns the holders, in the same order
 */
export async function knownHolders<Some extends Holder>(
  query: Query,
  holders: readonly Some[],
): Promise<Some[]> {
  const hashes = holders.flatMap((holder) => (holder.situation === 'insured' ? [holder.nir] : []));
  if (hashes.length === 0) return [...holders];
  const rows = await query<{ hash: string; person: string }>(
    `SELECT encode(hash, 'hex') AS hash, encode(person, 'hex') AS person FROM nir_hash
     WHERE hash IN (SELECT decode(one, 'hex') FROM unnest($1::text[]) AS one)`,
    [hashes],
  );
  const people = new Map(rows.map(({ hash, person }) => [hash, person]));
  return holders.map((holder) =>
    holder.situation === 'insured' ? { ...holder, nir: people.get(holder.nir) ?? holder.nir } : holder,
  );
}

/** What hangs on one key of the index alone. */
export interface NirDependants {
  /** People whom only the next whole import can move. */
  readonly open: number;
  /** People who are closed: no file has their NIR any more. */
  readonly closed: number;
  /** Kiosks that were last given this key. */
  readonly kiosks: number;
}

/** Counts it. @param inUse id of the key in use, whose own dependants are all that have it */
export async function nirDependantsOf(
  { query }: HubConnection,
  key: string,
  inUse: string,
): Promise<NirDependants> {
  const [row] = await query<NirDependants>(
    `SELECT count(*) FILTER (WHERE closed_at IS NULL) AS open, count(*) FILTER (WHERE closed_at IS NOT NULL) AS closed,
       (SELECT count(*) FROM kiosk WHERE nir_key = $1 AND revoked_at IS NULL) AS kiosks
     FROM insured WHERE EXISTS (SELECT FROM nir_hash WHERE person = nir AND ${KEY} = $1)
       AND ($1 = $2 OR NOT EXISTS (SELECT FROM nir_hash WHERE person = nir AND ${KEY} = $2))`,
    [key, inUse],
  );
  return row ?? { open: 0, closed: 0, kiosks: 0 };
}

/**
 * Gives the index the key in use, from which on kiosks get it, once each open person has a hash under it. Their hashes
 * under the former key stay until that one is retired.
 * @returns whether it has moved now
 */
export async function moveNirIndex({ query }: HubConnection, now: Date): Promise<boolean> {
  const moved = await query(
    `UPDATE hub SET nir_key = used.id, nir_moved_at = $1::timestamptz
     FROM (SELECT id FROM hub_key WHERE used_at IS NOT NULL AND retired_at IS NULL ORDER BY used_at DESC LIMIT 1) used
     WHERE coalesce(hub.nir_key, (SELECT id FROM hub_key ORDER BY number LIMIT 1)) <> used.id
       AND NOT EXISTS (SELECT FROM insured WHERE closed_at IS NULL
         AND NOT EXISTS (SELECT FROM nir_hash WHERE person = insured.nir AND ${KEY} = used.id))
     RETURNING 1`,
    [now.toISOString()],
  );
  return moved.length > 0;
}

/** Takes a key's hashes out of the index. Who has no other one is found by NIR no more. */
export async function emptyNirIndex({ query }: HubConnection, key: string): Promise<void> {
  await query(`DELETE FROM nir_hash WHERE ${KEY} = $1`, [key]);
}

/** Notes which key a kiosk has. */
export async function noteNirKey(query: Query, kiosk: string, key: string): Promise<void> {
  await query('UPDATE kiosk SET nir_key = $2 WHERE id = $1 AND nir_key IS DISTINCT FROM $2', [kiosk, key]);
}
