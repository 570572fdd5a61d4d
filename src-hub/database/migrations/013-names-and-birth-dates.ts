import type { HubMigration } from './migration.ts';

/** Names of birth, and birth dates that are partly known. */
export const migration013: HubMigration = {
  version: 13,
  name: 'names of birth, birth dates that are partly known',
  sql: `
      -- Zeros for what is not known (1941-05-00), which a date cannot hold. Rewriting the rows is no change of the feed.
      ALTER TABLE member
        ALTER COLUMN birth_date TYPE text USING to_char(birth_date, 'YYYY-MM-DD'),
        ADD CONSTRAINT member_birth_date_check CHECK (birth_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
        -- Null: it is the family name, or it is not known.
        ADD COLUMN birth_name text;
      ALTER TABLE insured
        ALTER COLUMN birth_date TYPE text USING to_char(birth_date, 'YYYY-MM-DD'),
        ADD CONSTRAINT insured_birth_date_check CHECK (birth_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
        ADD COLUMN birth_name text;
    `,
};
