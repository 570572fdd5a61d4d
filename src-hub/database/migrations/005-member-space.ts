import type { HubMigration } from './migration.ts';

/** The member space: sessions, data of the back office, requests, devices, fresh codes, delegations. */
export const migration005: HubMigration = {
  version: 5,
  name: 'the member space: sessions, reimbursements, contracts, requests, devices, fresh codes, delegations',
  sql: `
      -- In these tables a person stands as one text, see subjectOf: member number, or nir: and the keyed hash.

      -- Somebody lets another person reach the account. kind 'mandate': entered by head office, for a guardian.
      CREATE TABLE delegation (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        giver text NOT NULL,
        helper text NOT NULL CHECK (helper <> giver),
        kind text NOT NULL CHECK (kind IN ('member', 'mandate')),
        scope text NOT NULL CHECK (scope IN ('see', 'ask', 'all')),
        offered_at timestamptz NOT NULL,
        -- The last day.
        ends_on date NOT NULL,
        accepted_at timestamptz,
        declined_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        reminded_at timestamptz,
        used_at timestamptz,
        CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      );
      CREATE INDEX delegation_by_giver ON delegation (giver, offered_at);
      CREATE INDEX delegation_by_helper ON delegation (helper, offered_at);
      -- What a helper did; detail: a receipt or the name of a device.
      CREATE TABLE delegation_act (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        delegation uuid NOT NULL REFERENCES delegation (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        what text NOT NULL,
        detail text
      );
      CREATE INDEX delegation_act_by_delegation ON delegation_act (delegation, at);
      -- Wrong names of a helper.
      CREATE TABLE helper_try (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        holder text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX helper_try_by_holder ON helper_try (holder, at);

      -- Somebody at a kiosk, from login to log-out. token_hash: of 32 random bytes that only the kiosk's main process has.
      CREATE TABLE space_session (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        token_hash bytea NOT NULL UNIQUE,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        holder text NOT NULL,
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        opened_at timestamptz NOT NULL,
        used_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz,
        -- The delegation under which its holder acts for somebody else.
        acting uuid REFERENCES delegation (id) ON DELETE SET NULL
      );
      CREATE INDEX space_session_by_holder ON space_session (holder, opened_at);

      -- Of the back office. id: its own. Amounts in hundredths of the currency.
      CREATE TABLE reimbursement (
        id text PRIMARY KEY,
        holder text NOT NULL,
        act text NOT NULL CHECK (act <> ''),
        care_on date NOT NULL,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        paid bigint NOT NULL,
        social_security bigint NOT NULL,
        mutual bigint NOT NULL,
        remains bigint NOT NULL,
        status text NOT NULL CHECK (status IN ('paid', 'pending', 'refused')),
        paid_on date
      );
      CREATE INDEX reimbursement_by_holder ON reimbursement (holder, care_on DESC, id DESC);
      CREATE TABLE guarantee_item (
        guarantee text NOT NULL,
        place integer NOT NULL,
        field text NOT NULL,
        label text NOT NULL,
        covers text NOT NULL,
        PRIMARY KEY (guarantee, place)
      );
      CREATE TABLE contract (
        holder text NOT NULL,
        guarantee text NOT NULL,
        since date NOT NULL,
        until date CHECK (until >= since),
        PRIMARY KEY (holder, guarantee, since)
      );

      -- What was sent from the member space; id: the event, but of a change that the hub made itself.
      CREATE TABLE member_request (
        id uuid PRIMARY KEY,
        receipt text NOT NULL,
        holder text NOT NULL,
        -- Another one than the holder: a helper.
        made_by text NOT NULL,
        delegation uuid REFERENCES delegation (id) ON DELETE SET NULL,
        kind text NOT NULL CHECK (kind IN ('document', 'address', 'situation', 'question', 'contact')),
        topic text NOT NULL,
        -- JSON of all that was sent, under HUB_SECRET.
        sealed bytea NOT NULL,
        made_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('received', 'in-progress', 'done', 'refused', 'superseded')),
        reply text,
        changed_at timestamptz NOT NULL,
        -- An address takes effect on this day.
        effective_on date,
        applied_at timestamptz
      );
      CREATE INDEX member_request_by_holder ON member_request (holder, made_at DESC, id DESC);
      CREATE INDEX member_request_by_receipt ON member_request (receipt);
      -- 'done': staff have noted it before its day.
      CREATE INDEX member_request_to_apply ON member_request (effective_on)
        WHERE kind = 'address' AND applied_at IS NULL AND state IN ('received', 'in-progress', 'done');

      -- Devices with the mobile application. token_hash: null once it was deleted.
      CREATE TABLE device (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        holder text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('phone', 'tablet', 'computer')),
        token_hash bytea UNIQUE,
        place text,
        registered_at timestamptz NOT NULL,
        used_at timestamptz NOT NULL,
        blocked_at timestamptz,
        deleted_at timestamptz,
        CHECK ((deleted_at IS NULL) = (token_hash IS NOT NULL))
      );
      CREATE INDEX device_by_holder ON device (holder, registered_at);
      ALTER TABLE login_failure DROP CONSTRAINT login_failure_channel_check,
        ADD CONSTRAINT login_failure_channel_check CHECK (channel IN ('kiosk', 'website', 'mobile'));

      -- A code that is asked for before a step that matters, and is good for one act of its session.
      CREATE TABLE space_code (
        attempt uuid PRIMARY KEY,
        session uuid NOT NULL REFERENCES space_session (id) ON DELETE CASCADE,
        holder text NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('contact', 'new-contact', 'device', 'delegation')),
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        -- Keyed hash of the address that is to be proven; null: a channel on file.
        target bytea,
        code_mac bytea NOT NULL,
        -- JSON of phone and code under HUB_SECRET, for a kiosk that asks again since the answer was lost; null: by mail.
        sealed bytea,
        mail uuid,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        proven_at timestamptz,
        spent_at timestamptz,
        voided_at timestamptz
      );
      CREATE INDEX space_code_by_holder ON space_code (holder, made_at);
      CREATE INDEX space_code_by_session ON space_code (session, made_at);
      -- Wrong codes that were shown, by their keyed hash: one shown again since its answer was lost counts once.
      CREATE TABLE space_code_try (
        attempt uuid NOT NULL REFERENCES space_code (attempt) ON DELETE CASCADE,
        mac bytea NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (attempt, mac)
      );
    `,
};
