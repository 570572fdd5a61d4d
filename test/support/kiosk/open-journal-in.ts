import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { openDatabase } from '../../../src-main/database/open-database.ts';
import { Vault } from '../../../src-main/database/vault.ts';
import { systemRandom } from '../../../src-main/random/random.ts';

/** Opens a folder's journal like the application does. */
export function openJournalIn(folder: string): Database {
  return openDatabase(path.join(folder, 'journal.db'), {
    migrations: JOURNAL_MIGRATIONS,
    synchronous: 'FULL',
  });
}

/** A vault with the same key in every process of a test. */
export function testVault(): Vault {
  return new Vault(Buffer.alloc(32, 7), systemRandom);
}
