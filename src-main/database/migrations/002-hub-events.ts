import type { Migration } from './migration.ts';

export const migration002: Migration = {
  version: 2,
  name: 'events for head office in a table of their own',
  sql: `
      -- Names this journal to head office; a journal begun anew has another name.
      CREATE TABLE journal_name (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        name TEXT NOT NULL
      ) STRICT;

      -- Decisions for head office, in their order. seq has no gaps and is never used again. The sealed body of a
      -- settled one is kept for some days: a hub restored from a backup is told again.
      CREATE TABLE hub_event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        member_key TEXT NOT NULL,
        sealed BLOB,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'superseded', 'refused')),
        reason TEXT,
        decided_at INTEGER NOT NULL,
        settled_at INTEGER,
        CHECK (state <> 'waiting' OR sealed IS NOT NULL),
        CHECK ((state = 'waiting') = (settled_at IS NULL))
      ) STRICT;
      CREATE INDEX hub_event_waiting ON hub_event (seq) WHERE state = 'waiting';
      CREATE INDEX hub_event_by_member ON hub_event (member_key, seq);

      -- Rows of the 'hub' lane were written by versions without a hub; their form is the former one.
      INSERT INTO hub_event (id, kind, member_key, sealed, decided_at)
        SELECT id, kind, member_key, sealed, created_at FROM outbox WHERE lane = 'hub' AND state = 'waiting' ORDER BY id;
      DELETE FROM outbox WHERE lane = 'hub';

      -- The event by which head office learns of this password; null once it is known there for a day.
      ALTER TABLE credential ADD COLUMN event_id TEXT;
      -- Steady moment at which head office accepted it; the copy here is removed a day later.
      ALTER TABLE credential ADD COLUMN accepted_at INTEGER;

      -- Who this kiosk is to head office. token: wrapped by the operating system's store.
      CREATE TABLE hub_identity (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        url TEXT NOT NULL,
        -- Hash of the enrolment code that was used: another code in the configuration means: enrol again.
        code_hash BLOB NOT NULL,
        attempt TEXT NOT NULL,
        kiosk TEXT,
        token BLOB,
        CHECK ((kiosk IS NULL) = (token IS NULL))
      ) STRICT;
    `,
};
