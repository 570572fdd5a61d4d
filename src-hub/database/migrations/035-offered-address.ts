import type { HubMigration } from './migration.ts';

/** The address on file that an activation offers. */
export const migration035: HubMigration = {
  version: 35,
  name: 'the address on file that an activation offers',
  sql: `
      -- What was offered, masked, is what is taken, whatever the file says meanwhile. Null: none was on file, or not for long enough.
      ALTER TABLE activation ADD COLUMN offered_email text;
    `,
};
