import type { HubMigration } from './migration.ts';

/** Postal addresses; the state of a batch of letters. */
export const migration002: HubMigration = {
  version: 2,
  name: 'postal addresses, and what became of a batch of letters',
  sql: `
      -- A table of its own: kiosks need no addresses, so a new one is no change of the member's feed.
      CREATE TABLE member_address (
        number text PRIMARY KEY REFERENCES member (number),
        lines text[] NOT NULL CHECK (cardinality(lines) BETWEEN 1 AND 4),
        postal_code text NOT NULL CHECK (postal_code ~ '^[0-9]{5}$'),
        town text NOT NULL CHECK (town <> ''),
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      -- placed_at: the folder has its final name. withdrawn_at: it was lost, and its letters were made anew.
      ALTER TABLE letter_batch ADD COLUMN placed_at timestamptz, ADD COLUMN withdrawn_at timestamptz;
      CREATE INDEX letter_by_batch ON letter (batch);
    `,
};
