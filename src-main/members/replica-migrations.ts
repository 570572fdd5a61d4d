import type { Migration } from '../database/migration.ts';

/**
 * A generation of the replica (`members-<generation>.db`): what head office knows of its members. It can be
 * deleted and loaded again. The last migration makes the index: a first load applies the others, fills the
 * table, then applies it, so a file without the last version is an unfinished load.
 */
export const REPLICA_MIGRATIONS: readonly Migration[] = [
  {
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
  },
  {
    version: 2,
    name: 'look-up by number',
    sql: 'CREATE UNIQUE INDEX member_by_number ON member (number_key);',
  },
  {
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
  },
  {
    version: 4,
    name: 'look-up by number, after the feed',
    sql: 'CREATE UNIQUE INDEX member_by_number ON member (number_key);',
  },
];

/** The list of migrations that a file has while it is being filled: without the index. */
export const WITHOUT_INDEX: readonly Migration[] = REPLICA_MIGRATIONS.slice(0, -1);
