import type { HubMigration } from './migration.ts';

/** Messages of morning tests, and from where branch pages are opened. */
export const migration037: HubMigration = {
  version: 37,
  name: 'messages of morning tests, networks of branch pages',
  sql: `
      -- Messages of morning tests, which are for nobody: what they cost and how they stand.
      CREATE TABLE canary (
        id uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        channel text NOT NULL CHECK (channel IN ('email', 'sms', 'letter')),
        -- Row of the outbox; null: nothing was put there.
        message uuid,
        -- What was answered first; of a message that was posted the outbox tells more.
        state text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX canary_by_kiosk ON canary (kiosk, channel, at);
      CREATE INDEX canary_by_age ON canary (at);

      -- Hash of the network that a page was opened from, so that one badge at two places is seen. Null: opened by a hub of before.
      ALTER TABLE branch_page ADD COLUMN network bytea;
    `,
};
