import type { HubConnection } from '../database/hub-database.ts';

/** How many people stand under the keyed hash of their NIR. */
export async function countInNirIndex({ query }: HubConnection): Promise<number> {
  const [row] = await query<{ count: number }>('SELECT count(*) AS count FROM insured');
  return row?.count ?? 0;
}

/** Gives the index of NIR another key when nobody stands in it. */
export async function freeNirIndex(
  { query }: HubConnection,
  from: string,
  to: string,
  now: Date,
): Promise<void> {
  await query(
    `UPDATE hub SET nir_key = $2, nir_moved_at = $3::timestamptz
     WHERE coalesce(nir_key, (SELECT id FROM hub_key ORDER BY number LIMIT 1)) = $1`,
    [from, to, now.toISOString()],
  );
}
