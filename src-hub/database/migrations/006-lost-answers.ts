import type { HubMigration } from './migration.ts';

/**
 * Requests that were refused at arrival are stored, so that the member sees them; registrations of devices can be
 * repeated.
 */
export const migration006: HubMigration = {
  version: 6,
  name: 'requests that were refused as they came; registrations of devices that are repeated',
  sql: `
      ALTER TABLE member_request DROP CONSTRAINT member_request_state_check,
        ADD CONSTRAINT member_request_state_check
          CHECK (state IN ('received', 'in-progress', 'done', 'refused', 'superseded', 'turned-away')),
        ADD COLUMN turned_away text,
        ADD CHECK ((state = 'turned-away') = (turned_away IS NOT NULL));
      -- Made by the application; null: imported.
      ALTER TABLE device ADD COLUMN attempt uuid;
      CREATE UNIQUE INDEX device_by_attempt ON device (holder, attempt) WHERE deleted_at IS NULL;
    `,
};
