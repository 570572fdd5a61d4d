import type { HubMigration } from './migration.ts';

/** Where wrong passwords come from. */
export const migration015: HubMigration = {
  version: 15,
  name: 'where wrong passwords come from',
  sql: `
      -- The kiosk, or the network of a device; null for a website, which calls for many people.
      ALTER TABLE login_failure ADD COLUMN source text;
      CREATE INDEX login_failure_by_source ON login_failure (source, at) WHERE source IS NOT NULL;
    `,
};
