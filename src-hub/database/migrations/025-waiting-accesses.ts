import type { HubMigration } from './migration.ts';

/** Devices and delegations wait after a new password. */
export const migration025: HubMigration = {
  version: 25,
  name: 'devices and delegations wait after a new password',
  sql: `
      -- Since when it opens nothing, because its owner has a new password and has not confirmed it; null: it does not wait.
      ALTER TABLE device ADD COLUMN waits_since timestamptz;
      ALTER TABLE delegation ADD COLUMN waits_since timestamptz;
    `,
};
