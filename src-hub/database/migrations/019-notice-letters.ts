import type { HubMigration } from './migration.ts';

/** Letters without a code, that tell what happened to an account. */
export const migration019: HubMigration = {
  version: 19,
  name: 'letters that tell what happened',
  sql: `
      -- 'notice': for somebody whom no mail reaches, or only the one through which it was done. It has no code.
      ALTER TABLE letter
        DROP CONSTRAINT letter_kind_check,
        DROP CONSTRAINT letter_check,
        DROP CONSTRAINT letter_check2,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN ('password', 'account', 'notice')),
        ADD CONSTRAINT letter_code_check CHECK (
          CASE WHEN kind = 'notice' THEN code_mac IS NULL ELSE (batch IS NULL) = (code_mac IS NULL) END),
        ADD CONSTRAINT letter_holder_check CHECK (kind IN ('account', 'notice') OR insured IS NULL);
      -- What such a letter tells. News that come while it waits are added to it.
      CREATE TABLE letter_news (
        letter uuid NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
        what text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX letter_news_by_letter ON letter_news (letter);
    `,
};
