import type { HubMigration } from './migration.ts';

/** Sessions of the branch page. */
export const migration032: HubMigration = {
  version: 32,
  name: 'sessions of the branch page',
  sql: `
      CREATE TABLE branch_page (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        -- Hash of the network and browser that it was opened from.
        bound bytea NOT NULL,
        staff uuid NOT NULL REFERENCES staff (id),
        -- As the person's, then; null: all branches.
        branch text,
        opened_at timestamptz NOT NULL,
        -- When somebody last touched it.
        used_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX branch_page_by_staff ON branch_page (staff, opened_at);
      CREATE INDEX branch_page_by_age ON branch_page (opened_at);
    `,
};
