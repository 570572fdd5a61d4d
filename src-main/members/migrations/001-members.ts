import type { Migration } from '../../database/migrations/migration.ts';

export const migration001: Migration = {
  version: 1,
  name: 'members and where they came from',
  sql: `
      -- sealed: one blob a row (see sealed-member.ts); number_key: blind index of the member number.
      CREATE TABLE member (
        id INTEGER PRIMARY KEY,
        number_key TEXT NOT NULL,
        sealed BLOB NOT NULL
      ) STRICT;

      -- The file that was loaded, so that it is loaded again only when it has changed.
      CREATE TABLE source (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        file TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        loaded_at INTEGER NOT NULL,
        -- Blind index of a constant: tells whether the rows were sealed with the present data key.
        key_mark TEXT NOT NULL
      ) STRICT;
    `,
};
