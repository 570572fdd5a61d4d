import type { HubMigration } from './migration.ts';

/** Accounts: persons only insured, requests, provisional passwords, confirmations, mail. */
export const migration004: HubMigration = {
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
};
