import type { Migration } from './migration.ts';

export const migration006: Migration = {
  version: 6,
  name: 'the staff of the branch, and the morning test',
  // Tables that an older kiosk does not look at.
  readableFrom: 5,
  sql: `
      -- Badges, names and hashes of PINs as head office told them, sealed.
      CREATE TABLE staff_roster (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        sealed BLOB NOT NULL,
        valid_until INTEGER NOT NULL
      ) STRICT;

      -- Results of morning tests, until head office has them; the last one stays.
      CREATE TABLE morning_test (
        id TEXT PRIMARY KEY,
        ended_at INTEGER NOT NULL,
        body TEXT NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1))
      ) STRICT;
    `,
};
