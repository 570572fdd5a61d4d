import type { HubMigration } from './migration.ts';

/** New postal addresses need a code, and letters with codes go to the former one at first. */
export const migration022: HubMigration = {
  version: 22,
  name: 'letters with codes wait before they follow a new address',
  sql: `
      ALTER TABLE space_code
        DROP CONSTRAINT space_code_purpose_check,
        ADD CONSTRAINT space_code_purpose_check
          CHECK (purpose IN ('contact', 'new-contact', 'address', 'device', 'delegation'));
      -- Their check waits for a row that an import holds, for as long as the import lasts, and so would each event with a
      -- letter. People are closed, never deleted.
      ALTER TABLE letter DROP CONSTRAINT letter_number_fkey, DROP CONSTRAINT letter_insured_fkey;
      -- place: a reported address in the form of place-key.ts. Until the moment "until", letters to it go to the address
      -- of the other columns instead; where they are null there was none, and letters wait.
      CREATE TABLE address_hold (
        subject text NOT NULL,
        place text NOT NULL,
        until timestamptz NOT NULL,
        lines text[],
        postal_code text,
        town text,
        country text,
        PRIMARY KEY (subject, place),
        CHECK (num_nulls(lines, postal_code, town, country) IN (0, 4))
      );
      CREATE INDEX address_hold_by_end ON address_hold (until);
    `,
};
