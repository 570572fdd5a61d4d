import type { HubMigration } from './migration.ts';

/** Tokens used from another machine than the one that enrolled. */
export const migration003: HubMigration = {
  version: 3,
  name: 'tokens used from another machine',
  sql: 'ALTER TABLE kiosk ADD COLUMN other_machine_at timestamptz',
};
