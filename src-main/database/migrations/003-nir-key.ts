import type { Migration } from './migration.ts';

export const migration003: Migration = {
  version: 3,
  name: 'key under which NIR are hashed',
  sql: `
      -- Given by head office, and needed while it cannot be reached. sealed: see Vault.
      CREATE TABLE nir_key (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        sealed BLOB NOT NULL
      ) STRICT;
    `,
};
