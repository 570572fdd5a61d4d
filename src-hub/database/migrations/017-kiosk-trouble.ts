import type { HubMigration } from './migration.ts';

/** What keeps each kiosk from serving, as it last told. */
export const migration017: HubMigration = {
  version: 17,
  name: 'what keeps a kiosk from serving',
  sql: `
      ALTER TABLE kiosk ADD COLUMN trouble text, ADD COLUMN trouble_at timestamptz;
    `,
};
