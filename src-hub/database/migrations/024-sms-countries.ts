import type { HubMigration } from './migration.ts';

/** To which countries a kiosk sends text messages, for the list of staff. */
export const migration024: HubMigration = {
  version: 24,
  name: 'countries of text messages of a kiosk',
  sql: `
      -- Two letters each, parted by commas, as the kiosk told last; null: it has told none.
      ALTER TABLE kiosk ADD COLUMN sms_countries text;
    `,
};
