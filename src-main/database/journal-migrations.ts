import type { Migration } from './migration.ts';

/**
 * `journal.db`: what was decided here and exists nowhere else yet. Append only: a migration that has shipped
 * is never edited. Times are steady milliseconds (see `Clock`); `*_key` columns are blind indexes.
 */
export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'codes, credentials, attempts, letters, outbox, limits, audit, clock',
    sql: `
      -- One member's way back to a password. Tries are counted here, across all codes sent for it.
      CREATE TABLE recovery (
        id INTEGER PRIMARY KEY,
        member_key TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
        closed_at INTEGER
      ) STRICT;
      CREATE INDEX recovery_by_member ON recovery (member_key, started_at);

      CREATE TABLE activation_code (
        id TEXT PRIMARY KEY,
        recovery_id INTEGER NOT NULL REFERENCES recovery (id),
        member_key TEXT NOT NULL,
        channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
        code_mac BLOB NOT NULL,
        delivery_id TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        voided_at INTEGER,
        consumed_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX activation_code_by_recovery ON activation_code (recovery_id, created_at);
      CREATE INDEX activation_code_by_member ON activation_code (member_key, created_at);

      CREATE TABLE credential (
        member_key TEXT PRIMARY KEY,
        phc TEXT NOT NULL,
        set_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Counted before the password is looked at; cleared for the account by a success.
      CREATE TABLE login_failure (
        id INTEGER PRIMARY KEY,
        account_key TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX login_failure_by_account ON login_failure (account_key, at);

      CREATE TABLE letter (
        id TEXT PRIMARY KEY,
        member_key TEXT NOT NULL,
        requested_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX letter_by_member ON letter (member_key, requested_at);

      -- What must leave this kiosk: mail and SMS go from here, 'hub' waits for head office.
      CREATE TABLE outbox (
        id TEXT PRIMARY KEY,
        lane TEXT NOT NULL CHECK (lane IN ('mail', 'sms', 'hub')),
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
      CREATE INDEX outbox_due ON outbox (lane, due_at) WHERE state = 'waiting';

      CREATE TABLE rate_limit (
        key TEXT PRIMARY KEY,
        points INTEGER NOT NULL,
        expire INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        event TEXT NOT NULL,
        member_key TEXT,
        detail TEXT
      ) STRICT;

      -- The latest steady moment seen: time never starts before it.
      CREATE TABLE clock_mark (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
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
  },
  {
    version: 3,
    name: 'key under which NIR are hashed',
    sql: `
      -- Given by head office, and needed while it cannot be reached. sealed: see Vault.
      CREATE TABLE nir_key (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        sealed BLOB NOT NULL
      ) STRICT;
    `,
  },
];
