import type { HubMigration } from './migration.ts';

/** How many mails an address gets; addresses for which several people may wait. */
export const migration021: HubMigration = {
  version: 21,
  name: 'mails of an address, and claims of one address by several',
  sql: `
      -- Keyed hash of the address, so that mails are counted after their content is gone.
      ALTER TABLE mail ADD COLUMN recipient bytea;
      CREATE INDEX mail_by_recipient ON mail (recipient, made_at) WHERE recipient IS NOT NULL;

      -- What is told about a letter goes to the addresses on file, never to one that was typed.
      UPDATE account_request SET email = NULL WHERE email IS NOT NULL;

      -- Several people may wait for one address: the first that confirms has it.
      DROP INDEX account_pending_email;
      CREATE INDEX account_pending_email ON account (email) WHERE confirmed_at IS NULL;

      CREATE INDEX event_by_kiosk ON event (kiosk, received_at);
    `,
};
