import type { HubMigration } from './migration.ts';

/** Countries of addresses, people without a readable address, towns that head office has to confirm. */
export const migration012: HubMigration = {
  version: 12,
  name: 'countries of addresses, and towns to confirm',
  sql: `
      -- ISO 3166-1. The default touches no row, so it is no change of the members' feed.
      ALTER TABLE member ADD COLUMN country text NOT NULL DEFAULT 'FR' CHECK (country ~ '^[A-Z]{2}$');
      -- Null: not known. Empty: the country has no postal codes.
      ALTER TABLE member ALTER COLUMN postal_code DROP NOT NULL;

      ALTER TABLE member_address ADD COLUMN country text NOT NULL DEFAULT 'FR' CHECK (country ~ '^[A-Z]{2}$');
      ALTER TABLE member_address DROP CONSTRAINT member_address_postal_code_check;
      ALTER TABLE member_address ADD CONSTRAINT member_address_postal_code_check CHECK (length(postal_code) <= 38);

      -- Without a readable address these are null, and letters wait.
      ALTER TABLE insured ADD COLUMN country text NOT NULL DEFAULT 'FR' CHECK (country ~ '^[A-Z]{2}$');
      ALTER TABLE insured DROP CONSTRAINT insured_postal_code_check;
      ALTER TABLE insured ADD CONSTRAINT insured_postal_code_check CHECK (length(postal_code) <= 38);
      ALTER TABLE insured ALTER COLUMN postal_code DROP NOT NULL, ALTER COLUMN lines DROP NOT NULL,
        ALTER COLUMN town DROP NOT NULL;

      -- An address whose town is in no table: it takes effect when staff have answered 'done'.
      ALTER TABLE member_request ADD COLUMN unconfirmed boolean NOT NULL DEFAULT false;
    `,
};
