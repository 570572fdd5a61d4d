import type { Migration } from '../../database/migrations/migration.ts';

export const migration003: Migration = {
  version: 3,
  name: 'how far the feed of head office was read',
  sql: `
      -- The last migration makes it again: see above.
      DROP INDEX member_by_number;

      -- A generation has a row here or in source: it came from head office or from a file.
      CREATE TABLE feed (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        -- As in source.
        key_mark TEXT NOT NULL,
        -- All changes up to this position are in; written in the transaction that brings them.
        position INTEGER NOT NULL,
        -- Null until head office has said it.
        epoch TEXT,
        -- Of the last end of an answer, and the position that it stood at.
        mark TEXT,
        mark_at INTEGER,
        -- Rows of the table while it is being filled: a power cut may have taken some of them.
        appended INTEGER NOT NULL,
        -- 1: the first load has everything; the index may still be missing.
        complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
        CHECK ((mark IS NULL) = (mark_at IS NULL))
      ) STRICT;
    `,
};
