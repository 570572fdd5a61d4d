import type { HubMigration } from './migration.ts';

/** Members and their feed, kiosks, events, credentials, letters. */
export const migration001: HubMigration = {
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
};
