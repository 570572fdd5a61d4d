import type { HubMigration } from './migration.ts';

/** Codes by mail and text message, from one service; text messages that head office sends; what was told to staff. */
export const migration026: HubMigration = {
  version: 26,
  name: 'codes of head office',
  sql: `
      -- Text messages that the hub sends, as the table mail has its mails. sealed: recipient and content.
      CREATE TABLE sms (
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
        -- Price in hundredths of a euro cent, as it was set when the message was made.
        price integer NOT NULL CHECK (price >= 0),
        CHECK ((state = 'waiting') = (sealed IS NOT NULL))
      );
      CREATE INDEX sms_due ON sms (due_at) WHERE state = 'waiting';
      CREATE INDEX sms_by_day ON sms (made_at);

      -- A code that was sent to a person. In place of recovery and space_code, which older hubs still write.
      CREATE TABLE sent_code (
        attempt uuid PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose ~ '^[a-z]+(-[a-z]+)*$'),
        -- Under what the codes and tries of one person count: their subject, or a keyed hash of a typed address.
        counted text NOT NULL,
        -- Subject of the person; null: nobody has that address, and nothing was sent.
        holder text,
        -- For a code to the address of an account.
        account uuid REFERENCES account (id) ON DELETE SET NULL,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        -- Network that the call came from; null: not known.
        network text,
        -- Visit at the kiosk, or session of the member space, that the code belongs to.
        visit uuid NOT NULL,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        -- Keyed hash of the address that is to be proven; null: a channel on file.
        target bytea,
        code_mac bytea NOT NULL,
        -- Row of mail or sms; null: nothing was sent.
        message uuid,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        proven_at timestamptz,
        -- Name of the proof by which an event shows that the code was right; null: none was given.
        proof uuid UNIQUE,
        spent_at timestamptz,
        voided_at timestamptz
      );
      CREATE INDEX sent_code_by_counted ON sent_code (counted, made_at);
      CREATE INDEX sent_code_by_holder ON sent_code (holder, made_at);
      CREATE INDEX sent_code_by_account ON sent_code (account);
      CREATE INDEX sent_code_by_visit ON sent_code (visit, made_at);
      CREATE INDEX sent_code_by_kiosk ON sent_code (kiosk, made_at);
      CREATE INDEX sent_code_by_network ON sent_code (network, made_at) WHERE network IS NOT NULL;
      CREATE INDEX sent_code_by_age ON sent_code (made_at);

      -- Wrong codes that were shown, by their keyed hash: one shown again since its answer was lost counts once.
      CREATE TABLE sent_code_try (
        attempt uuid NOT NULL REFERENCES sent_code (attempt) ON DELETE CASCADE,
        mac bytea NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (attempt, mac)
      );

      -- What the last day has used counts on. Codes under way end: their keyed hashes are made otherwise now.
      INSERT INTO sent_code (attempt, purpose, counted, holder, account, kiosk, visit, channel, target, code_mac, made_at,
          expires_at, proven_at, spent_at, voided_at)
        SELECT code.attempt, code.purpose, code.holder, code.holder, NULL, session.kiosk, code.session, code.channel,
          code.target, code.code_mac, code.made_at, code.expires_at, code.proven_at, code.spent_at,
          coalesce(code.voided_at, CASE WHEN code.proven_at IS NULL THEN now() END)
        FROM space_code code JOIN space_session session ON session.id = code.session
        WHERE code.made_at > now() - interval '90 days'
      UNION ALL
        SELECT attempt, 'account-password', 'address:' || encode(identifier, 'hex'),
          (SELECT coalesce(account.number, 'nir:' || encode(account.insured, 'hex')) FROM account
           WHERE account.id = recovery.account),
          account, kiosk, attempt, 'email', NULL, code_mac, at, expires_at, proven_at, spent_at,
          CASE WHEN proven_at IS NULL THEN now() END
        FROM recovery;
      INSERT INTO sent_code_try (attempt, mac, at)
        SELECT attempt, mac, at FROM space_code_try WHERE attempt IN (SELECT attempt FROM sent_code)
      UNION ALL
        SELECT attempt, mac, at FROM recovery_try;

      -- Limits that were met, one row for each, its kiosk and its day: staff was told of it.
      CREATE TABLE met_limit (
        name text NOT NULL,
        -- Name of the kiosk; empty: it concerns all.
        kiosk text NOT NULL,
        day date NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        times integer NOT NULL DEFAULT 1,
        PRIMARY KEY (name, kiosk, day)
      );

      -- Until then a password that only a kiosk attests opens no change of channel, address, device or delegation.
      ALTER TABLE credential ADD COLUMN held_until timestamptz;

      -- Passwords that only a kiosk attests: they count for its day.
      CREATE TABLE attested_password (
        event uuid PRIMARY KEY,
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        received_at timestamptz NOT NULL
      );
      CREATE INDEX attested_password_by_kiosk ON attested_password (kiosk, received_at);

      -- An accepted letter is the proof of one password.
      ALTER TABLE letter_try ADD COLUMN spent_at timestamptz;

      -- Links by which people say that such a password is not theirs.
      CREATE TABLE disavowal (
        token_hash bytea PRIMARY KEY,
        number text NOT NULL REFERENCES member (number),
        -- The event that set the password.
        event uuid NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX disavowal_by_age ON disavowal (made_at);
    `,
};
