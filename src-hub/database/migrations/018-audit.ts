import type { HubMigration } from './migration.ts';

/** Who did what at head office, in rows that are chained by hash. */
export const migration018: HubMigration = {
  version: 18,
  name: 'audit of commands',
  sql: `
      CREATE TABLE audit (
        -- Without gaps: taken under a lock, not from a sequence.
        id bigint PRIMARY KEY CHECK (id > 0),
        at timestamptz NOT NULL,
        operator text NOT NULL,
        command text NOT NULL,
        -- Masked, with a keyed hash where a person is meant.
        concerns text NOT NULL,
        reason text NOT NULL,
        result text NOT NULL,
        -- Names the key of the hash, and tells nothing of it.
        key_id text NOT NULL,
        -- Hash of the row before; 32 zeros for the first.
        previous bytea NOT NULL,
        hash bytea NOT NULL
      );
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of the audit are added, never changed or deleted';
      END $$;
      CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
    `,
};
