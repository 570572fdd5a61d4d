import type { Migration } from './migration.ts';

export const migration005: Migration = {
  version: 5,
  name: 'the key of the kiosk',
  sql: `
      -- By which requests to head office are signed; wrapped by the operating system's store, like the token.
      ALTER TABLE hub_identity ADD COLUMN private_key BLOB;
    `,
};
