import type { Migration } from './migration.ts';

export const migration004: Migration = {
  version: 4,
  name: 'the outbox names channels',
  sql: `
      CREATE TABLE channel_outbox (
        id TEXT PRIMARY KEY,
        -- Which channels there are is the application's matter: one more needs no migration.
        channel TEXT NOT NULL CHECK (length(channel) BETWEEN 2 AND 16),
        kind TEXT NOT NULL,
        member_key TEXT NOT NULL,
        sealed BLOB,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'expired', 'refused', 'voided')),
        tries INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        expires_at INTEGER,
        settled_at INTEGER,
        last_fault TEXT,
        CHECK ((state = 'waiting') = (sealed IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      INSERT INTO channel_outbox (id, channel, kind, member_key, sealed, state, tries, created_at, due_at, expires_at, settled_at, last_fault)
        SELECT id, CASE lane WHEN 'mail' THEN 'email' ELSE lane END, kind, member_key, sealed, state, tries, created_at,
               due_at, expires_at, settled_at, last_fault
        FROM outbox;
      DROP TABLE outbox;
      ALTER TABLE channel_outbox RENAME TO outbox;
      CREATE INDEX outbox_due ON outbox (channel, due_at) WHERE state = 'waiting';
    `,
};
