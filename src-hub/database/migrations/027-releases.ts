import type { HubMigration } from './migration.ts';

/** Releases that kiosks may fetch, for which kiosks, and how far each kiosk is. */
export const migration027: HubMigration = {
  version: 27,
  name: 'releases for kiosks',
  sql: `
      CREATE TABLE release (
        version text PRIMARY KEY,
        -- Exact bytes of the manifest, which the signature is over.
        manifest bytea NOT NULL,
        signature text NOT NULL,
        added_at timestamptz NOT NULL,
        -- Offered to nobody until it is staged again; ended: for good.
        halted_at timestamptz,
        ended_at timestamptz
      );

      -- Which kiosks are offered a release: by branch, or (branch empty) all others.
      CREATE TABLE release_stage (
        version text NOT NULL REFERENCES release (version),
        branch text NOT NULL,
        percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
        staged_at timestamptz NOT NULL,
        PRIMARY KEY (version, branch)
      );

      -- Signed exceptions: the release may take the place of that newer version.
      CREATE TABLE release_permit (
        version text NOT NULL REFERENCES release (version),
        from_version text NOT NULL,
        bytes bytea NOT NULL,
        signature text NOT NULL,
        added_at timestamptz NOT NULL,
        PRIMARY KEY (version, from_version)
      );

      -- How far each kiosk is with each release. No reference to release: kiosks may have releases from elsewhere.
      CREATE TABLE kiosk_release (
        kiosk uuid NOT NULL REFERENCES kiosk (id),
        version text NOT NULL,
        state text NOT NULL CHECK (state IN ('offered', 'fetched', 'installed', 'came-back', 'refused')),
        -- Why it came back or was refused, in the kiosk's own word.
        why text,
        at timestamptz NOT NULL,
        PRIMARY KEY (kiosk, version)
      );

      -- When it last could find out whether there is a release for it; null: never.
      ALTER TABLE kiosk ADD COLUMN update_checked_at timestamptz;
    `,
};
