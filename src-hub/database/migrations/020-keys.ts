import type { HubMigration } from './migration.ts';

/** Which key of HUB_SECRET does what, and which hubs serve. */
export const migration020: HubMigration = {
  version: 20,
  name: 'keys of HUB_SECRET',
  sql: `
      -- No key stands here: only its name, which tells nothing of it.
      CREATE TABLE hub_key (
        id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{8}$'),
        -- The first one made what names no key.
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        added_at timestamptz NOT NULL,
        -- The key in use is the one that came into use last.
        used_at timestamptz,
        retired_at timestamptz
      );
      -- Key of the NIR index; null: the first one. nir_moved_at: when it came from another key.
      ALTER TABLE hub ADD COLUMN nir_key text REFERENCES hub_key, ADD COLUMN nir_moved_at timestamptz;

      -- Hubs that serve: none may miss a key that comes into use.
      CREATE TABLE hub_process (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        -- Names of the keys in its settings, and of the one that it makes hashes and seals with.
        keys text[] NOT NULL,
        in_use text NOT NULL,
        seen_at timestamptz NOT NULL
      );
    `,
};
