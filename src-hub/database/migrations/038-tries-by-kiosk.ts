import type { HubMigration } from './migration.ts';

/** Each code typed from paper asks for the last wrong ones of its kiosk. */
export const migration038: HubMigration = {
  version: 38,
  name: 'tries by kiosk',
  sql: `
      CREATE INDEX letter_try_by_kiosk ON letter_try (kiosk, at);
      CREATE INDEX activation_by_kiosk ON activation (kiosk, at);
    `,
};
