import type { HubMigration } from './migration.ts';

/** What kiosks tell of their visits to the branch page: calls for an adviser, waiting tickets, morning tests. */
export const migration030: HubMigration = {
  version: 30,
  name: 'visits, calls and tickets of branches',
  sql: `
      -- Where the visit of each kiosk stands. branch: of the kiosk's name then, so that an old visit stays where it was.
      CREATE TABLE branch_visit (
        id uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        branch text NOT NULL,
        step text NOT NULL,
        -- Why it does not go on, in the kiosk's own word; null: it does.
        block text,
        -- Until when, as the kiosk knows it.
        block_until timestamptz,
        -- Subject of the member; null: not known, or the visit has ended.
        holder text,
        started_at timestamptz NOT NULL,
        step_since timestamptz NOT NULL,
        told_at timestamptz NOT NULL,
        ended_at timestamptz,
        -- How: a word of the contract, or lost: nobody told. Null: it stands.
        ending text,
        CHECK ((ended_at IS NULL) = (ending IS NULL)),
        CHECK (ended_at IS NULL OR holder IS NULL)
      );
      -- A kiosk has one visit at a time.
      CREATE UNIQUE INDEX branch_visit_stands ON branch_visit (kiosk) WHERE ended_at IS NULL;
      CREATE INDEX branch_visit_by_branch ON branch_visit (branch, started_at);
      CREATE INDEX branch_visit_by_age ON branch_visit (started_at);

      -- Calls for an adviser.
      CREATE TABLE branch_call (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        visit uuid NOT NULL,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        branch text NOT NULL,
        step text NOT NULL,
        block text,
        called_at timestamptz NOT NULL,
        taken_at timestamptz,
        -- Badge of who took it, and their name as the member sees it.
        taken_by text,
        taken_name text,
        closed_at timestamptz,
        ending text,
        CHECK ((taken_at IS NULL) = (taken_by IS NULL) AND (taken_at IS NULL) = (taken_name IS NULL)),
        CHECK ((closed_at IS NULL) = (ending IS NULL))
      );
      CREATE UNIQUE INDEX branch_call_open ON branch_call (kiosk) WHERE closed_at IS NULL;
      CREATE INDEX branch_call_by_branch ON branch_call (branch, called_at);
      CREATE INDEX branch_call_by_age ON branch_call (called_at);

      -- Waiting tickets. code_mac: keyed hash of branch, member number and ticket; sealed: what the step needs.
      CREATE TABLE ticket (
        id uuid PRIMARY KEY,
        visit uuid NOT NULL,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        branch text NOT NULL,
        step text NOT NULL,
        code_mac bytea NOT NULL,
        sealed bytea NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        voided_at timestamptz,
        -- The attempt and kiosk that took it.
        taken_at timestamptz,
        taken_by uuid,
        attempt uuid UNIQUE,
        CHECK ((taken_at IS NULL) = (taken_by IS NULL) AND (taken_at IS NULL) = (attempt IS NULL))
      );
      CREATE INDEX ticket_by_mac ON ticket (code_mac);
      CREATE INDEX ticket_by_kiosk ON ticket (kiosk, made_at);
      CREATE INDEX ticket_by_age ON ticket (made_at);

      -- Wrong tickets, by their keyed hash: one shown again since its answer was lost counts once.
      CREATE TABLE ticket_try (
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        attempt uuid NOT NULL,
        mac bytea NOT NULL,
        branch text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (kiosk, attempt, mac)
      );
      CREATE INDEX ticket_try_by_branch ON ticket_try (branch, at);
      CREATE INDEX ticket_try_by_age ON ticket_try (at);

      CREATE TABLE morning_test (
        id uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        at timestamptz NOT NULL,
        -- Badge of who made it; null: nobody.
        badge text,
        parts jsonb NOT NULL
      );
      CREATE INDEX morning_test_by_kiosk ON morning_test (kiosk, at);
    `,
};
