import type { Migration } from '../../database/migrations/migration.ts';

export const migration002: Migration = {
  version: 2,
  name: 'look-up by number',
  sql: 'CREATE UNIQUE INDEX member_by_number ON member (number_key);',
};
