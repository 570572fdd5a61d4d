import type { Migration } from '../../database/migrations/migration.ts';
import { migration001 } from './001-members.ts';
import { migration002 } from './002-look-up-by-number.ts';
import { migration003 } from './003-feed-position.ts';
import { migration004 } from './004-look-up-after-feed.ts';

/**
 * Migrations of a generation of the replica (`members-<generation>.db`): a copy of head office's members that can be
 * deleted and loaded again. The last migration makes the index. A first load applies the others, fills the table,
 * then applies the last. So a file without the last version is an unfinished load.
 */
export const REPLICA_MIGRATIONS: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
];

/** Migrations of a file that is being filled: without the index. */
export const WITHOUT_INDEX: readonly Migration[] = REPLICA_MIGRATIONS.slice(0, -1);
