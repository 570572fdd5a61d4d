import type { HubMigration } from './migration.ts';

/** People of branches: who they are, how they show it, and what they did for members. */
export const migration029: HubMigration = {
  version: 29,
  name: 'staff of branches',
  sql: `
      CREATE TABLE staff (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        badge text NOT NULL CHECK (badge ~ '^[0-9]{4,12}$'),
        given_name text NOT NULL,
        family_name text NOT NULL,
        role text NOT NULL CHECK (role IN ('adviser', 'lead', 'it')),
        -- Null: of all branches, for people who look after machines.
        branch text CHECK (branch IS NOT NULL OR role = 'it'),
        -- Keyed hash of the code of the slip; null: there is none, or it was used.
        slip_mac bytea,
        slip_expires_at timestamptz,
        -- argon2id; null until the first use.
        pin_phc text,
        password_phc text,
        -- Sealed: secret of the authenticator, and hashes of the recovery codes that are left.
        factor_sealed bytea,
        -- Sealed: secret of an authenticator that is being set up.
        setup_sealed bytea,
        -- The last step of the authenticator that was used; each is good once.
        factor_step bigint NOT NULL DEFAULT 0,
        made_at timestamptz NOT NULL,
        ready_at timestamptz,
        ended_at timestamptz,
        -- Moves with each change that kiosks must know of.
        changed_at timestamptz NOT NULL,
        CHECK ((slip_mac IS NULL) = (slip_expires_at IS NULL)),
        CHECK (ready_at IS NULL OR pin_phc IS NOT NULL AND password_phc IS NOT NULL AND factor_sealed IS NOT NULL)
      );
      CREATE UNIQUE INDEX staff_badge ON staff (badge) WHERE ended_at IS NULL;
      CREATE INDEX staff_by_branch ON staff (branch) WHERE ended_at IS NULL;

      -- Wrong tries that count, also of badges that nobody has. One that was right is taken out again.
      CREATE TABLE staff_try (
        id uuid PRIMARY KEY,
        badge text NOT NULL,
        what text NOT NULL CHECK (what IN ('pin', 'factor', 'password', 'slip')),
        -- Null: at the branch page.
        kiosk uuid REFERENCES kiosk (id),
        -- Branch of the kiosk, or network of the page's visitor.
        place text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX staff_try_by_badge ON staff_try (badge, at);
      CREATE INDEX staff_try_by_kiosk ON staff_try (kiosk, at) WHERE kiosk IS NOT NULL;
      CREATE INDEX staff_try_by_place ON staff_try (place, at);
      CREATE INDEX staff_try_by_age ON staff_try (at);

      -- Sessions at kiosks. visit: that the adviser helps with; null: nobody's.
      CREATE TABLE staff_session (
        id uuid PRIMARY KEY,
        staff uuid NOT NULL REFERENCES staff (id),
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        branch text NOT NULL,
        visit uuid,
        opened_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        -- When the second factor was shown.
        factor_at timestamptz,
        ended_at timestamptz
      );
      -- A kiosk has one adviser at a time.
      CREATE UNIQUE INDEX staff_session_open ON staff_session (kiosk) WHERE ended_at IS NULL;
      CREATE INDEX staff_session_by_staff ON staff_session (staff, opened_at);
      CREATE INDEX staff_session_by_age ON staff_session (opened_at);

      -- What was done, and what was refused. The audit has the same; this is for limits, alerts and the report.
      CREATE TABLE staff_act (
        id uuid PRIMARY KEY,
        -- Null: a kiosk without the line told a badge that nobody has.
        staff uuid REFERENCES staff (id),
        badge text NOT NULL,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        branch text NOT NULL,
        visit uuid,
        act text NOT NULL,
        reason text,
        -- done, or why not.
        outcome text NOT NULL,
        offline boolean NOT NULL DEFAULT false,
        at timestamptz NOT NULL
      );
      CREATE INDEX staff_act_by_staff ON staff_act (staff, act, at);
      CREATE INDEX staff_act_by_age ON staff_act (at);

      -- An e-mail address or phone that an adviser corrected: until then it does not receive a code for a password alone.
      CREATE TABLE contact_hold (
        subject text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        until timestamptz NOT NULL,
        PRIMARY KEY (subject, channel)
      );
    `,
};
