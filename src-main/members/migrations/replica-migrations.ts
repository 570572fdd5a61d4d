import type { Migration } from '../../database/migrations/migration.ts';
import { migration001 } from './001-members.ts';
import { migration002 } from './002-look-up-by-number.ts';
import { migration003 } from './003-feed-position.ts';
import { migration004 } from './004-look-up-after-feed.ts';

/**
 * A generation of the replica (`members-<generation>.db`): what head office knows of its members. It can be
 * deleted and loaded again. The last migration makes the index: a first load applies the others, fills the
 * table, then applies it, so a file without the last version is an unfinished load.
 */
export const REPLICA_MIGRATIONS: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
];

/** The list of migrations that a file has while it is being filled: without the index. */
export const WITHOUT_INDEX: readonly Migration[] = REPLICA_MIGRATIONS.slice(0, -1);
