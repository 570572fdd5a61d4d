import type { Migration } from './migration.ts';
import { migration001 } from './001-codes-credentials-outbox.ts';
import { migration002 } from './002-hub-events.ts';
import { migration003 } from './003-nir-key.ts';
import { migration004 } from './004-outbox-channels.ts';
import { migration005 } from './005-kiosk-key.ts';
import { migration006 } from './006-staff-roster.ts';

/**
 * Migrations of `journal.db`: what was decided at this kiosk and may exist nowhere else yet. Append only: a shipped
 * migration is never changed. Times are steady milliseconds (see `Clock`); `*_key` columns are blind indexes.
 */
export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
];
