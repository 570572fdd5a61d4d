import type { Migration } from '../../database/migrations/migration.ts';

export const migration004: Migration = {
  version: 4,
  name: 'look-up by number, after the feed',
  sql: 'CREATE UNIQUE INDEX member_by_number ON member (number_key);',
};
