import type { HubMigration } from './migration.ts';

/** Which kinds of requests there are is the application's matter: one more needs no migration. */
export const migration010: HubMigration = {
  version: 10,
  name: 'any kind of request',
  sql: `
      ALTER TABLE member_request DROP CONSTRAINT member_request_kind_check;
      ALTER TABLE member_request ADD CONSTRAINT member_request_kind_check CHECK (length(kind) BETWEEN 2 AND 32);
    `,
};
