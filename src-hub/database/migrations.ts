/** One step of the schema. Append only: one that has shipped is never edited. */
export interface HubMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The schema of head office's database, for PostgreSQL 15 and later and for PGlite. */
export const HUB_MIGRATIONS: readonly HubMigration[] = [
  {
    version: 1,
    name: 'members and their feed, kiosks, events, credentials, letters',
    sql: `
      CREATE TABLE hub (
        one integer PRIMARY KEY DEFAULT 1 CHECK (one = 1),
        epoch uuid NOT NULL,
        lineage text NOT NULL
      );

      CREATE TABLE member (
        number text PRIMARY KEY CHECK (number ~ '^[0-9]+$'),
        family_name text NOT NULL,
        given_name text NOT NULL,
        birth_date date NOT NULL,
        postal_code text NOT NULL,
        email text,
        phone text,
        language text CHECK (language IN ('fr', 'en')),
        closed_at timestamptz,
        position bigint NOT NULL
      );
      CREATE UNIQUE INDEX member_by_position ON member (position);

      -- The history of changes: one row a statement that changed members. A restored database goes on with other marks.
      CREATE TABLE member_change (
        position bigint PRIMARY KEY,
        mark text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE SEQUENCE member_position;

      -- Positions are taken under a lock that is held until the commit: no smaller one can appear later.
      CREATE FUNCTION lock_member_positions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(4200001);
        RETURN NULL;
      END $$;
      CREATE FUNCTION take_member_position() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.position := nextval('member_position');
        RETURN NEW;
      END $$;
      CREATE FUNCTION note_member_change() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE latest bigint;
      BEGIN
        SELECT last_value INTO latest FROM member_position WHERE is_called;
        IF latest IS NOT NULL THEN
          INSERT INTO member_change (position, mark)
            VALUES (latest, replace(gen_random_uuid()::text, '-', '')) ON CONFLICT DO NOTHING;
          PERFORM pg_notify('member_change', latest::text);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER member_lock BEFORE INSERT OR UPDATE ON member
        FOR EACH STATEMENT EXECUTE FUNCTION lock_member_positions();
      CREATE TRIGGER member_position BEFORE INSERT OR UPDATE ON member
        FOR EACH ROW EXECUTE FUNCTION take_member_position();
      CREATE TRIGGER member_note AFTER INSERT OR UPDATE ON member
        FOR EACH STATEMENT EXECUTE FUNCTION note_member_change();
      -- A member who leaves is closed, never deleted: every kiosk must learn of it.
      CREATE FUNCTION refuse_member_delete() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'members are closed, not deleted';
      END $$;
      CREATE TRIGGER member_no_delete BEFORE DELETE OR TRUNCATE ON member
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_member_delete();

      CREATE TABLE kiosk (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL UNIQUE,
        kind text NOT NULL DEFAULT 'kiosk' CHECK (kind IN ('kiosk', 'website')),
        -- Only hashes are kept; the code is spent when the token is given out.
        code_hash bytea UNIQUE,
        code_expires_at timestamptz,
        attempt uuid,
        token_hash bytea UNIQUE,
        machine text,
        enrolled_at timestamptz,
        revoked_at timestamptz,
        last_seen_at timestamptz,
        clock_offset bigint,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      -- Every decision that ever arrived, once, with what became of it: the proof of head office.
      CREATE TABLE event (
        id uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        journal uuid NOT NULL,
        seq bigint NOT NULL CHECK (seq >= 1),
        kind text NOT NULL,
        number text,
        fingerprint bytea NOT NULL,
        decided_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        clock_offset bigint NOT NULL,
        status text NOT NULL CHECK (status IN ('accepted', 'superseded', 'refused')),
        reason text,
        CHECK ((status = 'accepted') = (reason IS NULL)),
        UNIQUE (journal, seq)
      );
      CREATE INDEX event_by_member ON event (number, decided_at);

      CREATE TABLE credential (
        number text PRIMARY KEY REFERENCES member (number),
        phc text NOT NULL,
        decided_at timestamptz NOT NULL,
        event uuid NOT NULL REFERENCES event (id),
        version integer NOT NULL DEFAULT 1
      );

      -- account: keyed hash of what was typed; kiosks and website do not lock each other's accounts.
      CREATE TABLE login_failure (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account bytea NOT NULL,
        channel text NOT NULL CHECK (channel IN ('kiosk', 'website')),
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX login_failure_by_account ON login_failure (account, channel, at);

      CREATE TABLE letter_batch (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        folder text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        handed_over_at timestamptz
      );
      -- id: the event that asked for it.
      CREATE TABLE letter (
        id uuid PRIMARY KEY REFERENCES event (id),
        number text NOT NULL REFERENCES member (number),
        code_mac bytea,
        requested_at timestamptz NOT NULL,
        batch uuid REFERENCES letter_batch (id),
        expires_at timestamptz,
        spent_at timestamptz,
        voided_at timestamptz,
        CHECK ((batch IS NULL) = (code_mac IS NULL))
      );
      CREATE INDEX letter_by_member ON letter (number, requested_at);
      CREATE INDEX letter_to_make ON letter (requested_at) WHERE batch IS NULL;
      CREATE TABLE letter_try (
        attempt uuid PRIMARY KEY,
        number text NOT NULL,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        answer text NOT NULL,
        counted boolean NOT NULL
      );
      CREATE INDEX letter_try_by_member ON letter_try (number, at);
    `,
  },
  {
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
  },
  {
    version: 3,
    name: 'tokens used from another machine',
    sql: 'ALTER TABLE kiosk ADD COLUMN other_machine_at timestamptz',
  },
  {
    version: 4,
    name: 'accounts: persons only insured, requests, provisional passwords, confirmations, mail',
    sql: `
      -- People only insured by centre 602, known by the keyed hash of their NIR alone.
      CREATE TABLE insured (
        nir bytea PRIMARY KEY CHECK (length(nir) = 32),
        family_name text NOT NULL,
        given_name text NOT NULL,
        birth_date date NOT NULL,
        lines text[] NOT NULL CHECK (cardinality(lines) BETWEEN 1 AND 4),
        postal_code text NOT NULL CHECK (postal_code ~ '^[0-9]{5}$'),
        town text NOT NULL CHECK (town <> ''),
        language text CHECK (language IN ('fr', 'en')),
        closed_at timestamptz,
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      -- Letters go to members or to insured persons; 'account' ones carry a provisional password.
      ALTER TABLE letter
        ALTER COLUMN number DROP NOT NULL,
        ADD COLUMN insured bytea REFERENCES insured (nir),
        ADD COLUMN kind text NOT NULL DEFAULT 'password' CHECK (kind IN ('password', 'account')),
        ADD CHECK (num_nonnulls(number, insured) = 1),
        ADD CHECK (kind = 'account' OR insured IS NULL);
      CREATE INDEX letter_by_insured ON letter (insured, requested_at) WHERE insured IS NOT NULL;

      -- A password can also come by the activation of an account or by a code of the hub, hence by no event.
      ALTER TABLE credential ALTER COLUMN event DROP NOT NULL;

      -- The account of a holder whose identifier is an e-mail address. A new activation waits beside the confirmed
      -- account of the same holder, and takes its place once it is confirmed.
      CREATE TABLE account (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number text REFERENCES member (number),
        insured bytea REFERENCES insured (nir),
        email text NOT NULL CHECK (email = lower(email)),
        -- Of a member only until the confirmation, which puts it into credential.
        phc text,
        question text,
        answer_phc text,
        terms_version text NOT NULL,
        terms_accepted_at timestamptz NOT NULL,
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        activated_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        -- Wrong codes since the activation; a resend does not reset them.
        code_tries integer NOT NULL DEFAULT 0,
        -- When its address was last told by mail to somebody who had lost it.
        reminded_at timestamptz,
        CHECK (num_nonnulls(number, insured) = 1),
        CHECK ((question IS NULL) = (answer_phc IS NULL))
      );
      CREATE UNIQUE INDEX account_confirmed_number ON account (number) WHERE confirmed_at IS NOT NULL;
      CREATE UNIQUE INDEX account_confirmed_insured ON account (insured) WHERE confirmed_at IS NOT NULL;
      CREATE UNIQUE INDEX account_confirmed_email ON account (email) WHERE confirmed_at IS NOT NULL;
      CREATE UNIQUE INDEX account_pending_number ON account (number) WHERE confirmed_at IS NULL;
      CREATE UNIQUE INDEX account_pending_insured ON account (insured) WHERE confirmed_at IS NULL;
      CREATE UNIQUE INDEX account_pending_email ON account (email) WHERE confirmed_at IS NULL;

      -- One request for an account; id: the event. Claims that fit nobody are not kept, only which part did not fit.
      CREATE TABLE account_request (
        id uuid PRIMARY KEY REFERENCES event (id),
        receipt text NOT NULL,
        number text REFERENCES member (number),
        insured bytea REFERENCES insured (nir),
        -- Where the mails about the letter go; erased when the request ends.
        email text,
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        requested_at timestamptz NOT NULL,
        -- Why no letter is made; null when one is.
        refusal text CHECK (refusal IN ('unknown-holder', 'family-name', 'birth-date', 'postal-code', 'letter-limit')),
        letter uuid REFERENCES letter (id),
        account uuid REFERENCES account (id) ON DELETE SET NULL,
        activated_at timestamptz,
        confirmed_at timestamptz,
        expired_at timestamptz,
        reminded_at timestamptz,
        CHECK ((refusal IS NULL) = (letter IS NOT NULL))
      );
      CREATE INDEX account_request_by_receipt ON account_request (receipt);
      CREATE INDEX account_request_by_letter ON account_request (letter);
      CREATE INDEX account_request_by_account ON account_request (account);

      -- One showing of a provisional password at a kiosk, and what is done under its name afterwards.
      CREATE TABLE activation (
        attempt uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        -- The holder as text: see subjectOf.
        subject text NOT NULL,
        at timestamptz NOT NULL,
        -- JSON of the answer that was given; the text null while there is none.
        answer text NOT NULL,
        counted boolean NOT NULL,
        letter uuid REFERENCES letter (id),
        open_until timestamptz,
        submission uuid,
        email_tries integer NOT NULL DEFAULT 0,
        account uuid REFERENCES account (id) ON DELETE SET NULL
      );
      CREATE INDEX activation_by_subject ON activation (subject, at);

      -- Counts a showing, unless the same attempt is there already or as many count as may: in one round trip, committed
      -- before anything is compared. The lock is that of the holder (see member-locks.ts).
      CREATE FUNCTION count_opening(
        shown uuid, shown_at uuid, holder text, moment timestamptz, since timestamptz, most integer,
        OUT before_answer text, OUT is_same boolean, OUT tries float8[], OUT is_added boolean
      ) LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended(holder, 4200002));
        SELECT answer, kiosk = shown_at AND subject = holder INTO before_answer, is_same
          FROM activation WHERE attempt = shown;
        tries := ARRAY(
          SELECT (extract(epoch FROM at) * 1000)::float8 FROM activation
          WHERE subject = holder AND counted AND at > since ORDER BY at
        );
        is_added := before_answer IS NULL AND cardinality(tries) < most;
        IF is_added THEN
          INSERT INTO activation (attempt, kiosk, subject, at, answer, counted)
            VALUES (shown, shown_at, holder, moment, 'null', true);
        END IF;
      END $$;

      -- What a mail with a link carries: only keyed hashes are kept.
      CREATE TABLE confirmation (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        token_mac bytea NOT NULL UNIQUE,
        code_mac bytea NOT NULL,
        mail uuid NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        code_expires_at timestamptz NOT NULL,
        spent_at timestamptz,
        voided_at timestamptz
      );
      CREATE INDEX confirmation_by_account ON confirmation (account, made_at);

      -- A code by mail for an account whose identifier is an e-mail address; counted alike when nobody has it.
      CREATE TABLE recovery (
        attempt uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        -- Keyed hash of the address that was typed.
        identifier bytea NOT NULL,
        account uuid REFERENCES account (id) ON DELETE SET NULL,
        code_mac bytea NOT NULL,
        at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        proven_at timestamptz,
        spent_at timestamptz
      );
      CREATE INDEX recovery_by_identifier ON recovery (identifier, at);
      CREATE INDEX recovery_by_account ON recovery (account);

      -- Wrong codes shown for a recovery; the same one shown again, since its answer was lost, counts once.
      CREATE TABLE recovery_try (
        attempt uuid NOT NULL REFERENCES recovery (attempt) ON DELETE CASCADE,
        mac bytea NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (attempt, mac)
      );

      -- Mails that the hub sends. sealed: recipient and content, which may hold a link or a code; gone once settled.
      CREATE TABLE mail (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        sealed bytea,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'expired')),
        tries integer NOT NULL DEFAULT 0,
        made_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        settled_at timestamptz,
        last_fault text,
        CHECK ((state = 'waiting') = (sealed IS NOT NULL))
      );
      CREATE INDEX mail_due ON mail (due_at) WHERE state = 'waiting';
    `,
  },
  {
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
  },
];
