import type { HubMigration } from './migration.ts';

/** Letters to members whose password head office has ended. */
export const migration016: HubMigration = {
  version: 16,
  name: 'letters after a kiosk was void',
  sql: `
      -- A letter that nobody asked for belongs to no event: head office has ended what a kiosk had decided.
      ALTER TABLE letter DROP CONSTRAINT letter_id_fkey;
      ALTER TABLE letter ADD COLUMN because text CHECK (because = 'voided');
    `,
};
