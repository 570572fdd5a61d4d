import type { HubMigration } from './migration.ts';

/** The database does not list the languages: a new one needs no migration. */
export const migration009: HubMigration = {
  version: 9,
  name: 'any language',
  sql: `
      ALTER TABLE member DROP CONSTRAINT member_language_check;
      ALTER TABLE member ADD CONSTRAINT member_language_check CHECK (length(language) BETWEEN 2 AND 8);
      ALTER TABLE insured DROP CONSTRAINT insured_language_check;
      ALTER TABLE insured ADD CONSTRAINT insured_language_check CHECK (length(language) BETWEEN 2 AND 8);
      ALTER TABLE account DROP CONSTRAINT account_language_check;
      ALTER TABLE account ADD CONSTRAINT account_language_check CHECK (length(language) BETWEEN 2 AND 8);
      ALTER TABLE account_request DROP CONSTRAINT account_request_language_check;
      ALTER TABLE account_request ADD CONSTRAINT account_request_language_check CHECK (length(language) BETWEEN 2 AND 8);
      ALTER TABLE space_session DROP CONSTRAINT space_session_language_check;
      ALTER TABLE space_session ADD CONSTRAINT space_session_language_check CHECK (length(language) BETWEEN 2 AND 8);
    `,
};
