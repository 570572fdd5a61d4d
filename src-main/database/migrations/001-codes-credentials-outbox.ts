import type { Migration } from './migration.ts';

export const migration001: Migration = {
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
};
