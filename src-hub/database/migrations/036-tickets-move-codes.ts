import type { HubMigration } from './migration.ts';

/** A waiting ticket moves the code that is under way, and the call, to the visit that shows it. */
export const migration036: HubMigration = {
  version: 36,
  name: 'waiting tickets move codes and calls',
  sql: `
      -- The step needs nothing that head office does not know itself.
      ALTER TABLE ticket DROP COLUMN sealed;
      -- Since when who called waits beside the kiosk, with a ticket; null: in front of it.
      ALTER TABLE branch_call ADD COLUMN aside_at timestamptz;
      -- The next visitor of the kiosk may call too.
      DROP INDEX branch_call_open;
      CREATE UNIQUE INDEX branch_call_open ON branch_call (kiosk) WHERE closed_at IS NULL AND aside_at IS NULL;
      CREATE INDEX branch_call_aside ON branch_call (visit) WHERE closed_at IS NULL AND aside_at IS NOT NULL;
    `,
};
