import { seal } from '../basics/seal.ts';
import { singleStatement } from '../database/single-statement.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { opened, sealedWith } from './dependants.ts';
import { KEYED_COLUMNS } from './keyed-columns.ts';

/** What was sealed anew; `damaged`: what no key opens, and so stays as it is. */
export interface Resealed {
  readonly resealed: number;
  readonly damaged: number;
}

type ResealDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/**
 * Seals anew, with the key in use, what other keys sealed. By pieces, each in a transaction: cut short, it goes on where
 * it was. Hubs may serve meanwhile: a row that one of them changes keeps its change.
 */
export async function resealAll(
  { database, settings, now, randomBytes }: ResealDeps,
  progress: (text: string) => void,
): Promise<Resealed> {
  const secret = settings.HUB_SECRET;
  const counts = { resealed: 0, damaged: 0 };
  const others = secret.keys.filter(({ id }) => id !== secret.key.id);
  for (const column of KEYED_COLUMNS) {
    const { table, column: name, resealed } = column;
    if (resealed === null) continue;
    for (const { id: key } of others) {
      for await (const rows of sealedWith(singleStatement(database), secret, column, key, now())) {
        const anew = rows.flatMap(({ id, sealed }) => {
          const text = opened(secret, column, sealed);
          if (text === null) return [];
          const made = seal({ secret, randomBytes }, resealed.purpose, text);
          return [{ id, before: sealed.toString('hex'), made: made.toString('hex') }];
        });
        counts.damaged += rows.length - anew.length;
        const changed = await database.transaction(({ query }) =>
          query(
            `UPDATE ${table} SET ${name} = decode(anew.made, 'hex')
             FROM unnest($1::uuid[], $2::text[], $3::text[]) AS anew (id, before, made)
             WHERE ${table}.${resealed.id} = anew.id AND ${table}.${name} = decode(anew.before, 'hex') RETURNING 1`,
            [anew.map(({ id }) => id), anew.map(({ before }) => before), anew.map(({ made }) => made)],
          ),
        );
        counts.resealed += changed.length;
        progress(`sealed anew: ${counts.resealed}`);
      }
    }
  }
  return counts;
}
