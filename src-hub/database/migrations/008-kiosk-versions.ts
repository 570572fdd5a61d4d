import type { HubMigration } from './migration.ts';

/** The version of its application that each kiosk last reported. */
export const migration008: HubMigration = {
  version: 8,
  name: 'the version that each kiosk runs',
  sql: 'ALTER TABLE kiosk ADD COLUMN version text',
};
