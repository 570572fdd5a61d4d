import type { HubMigration } from './migration.ts';

/** Keys of kiosks, and the nonces of their signed requests. */
export const migration014: HubMigration = {
  version: 14,
  name: 'signed requests',
  sql: `
      -- Ed25519, 32 bytes. From a website without one, a token is enough.
      ALTER TABLE kiosk ADD COLUMN public_key bytea CHECK (octet_length(public_key) = 32);
      -- When its token last came without its signature.
      ALTER TABLE kiosk ADD COLUMN bad_signature_at timestamptz;
      -- While it is set, its requests are refused.
      ALTER TABLE kiosk ADD COLUMN suspended_at timestamptz;

      -- Each signature is taken once.
      CREATE TABLE signature_nonce (
        kiosk uuid NOT NULL REFERENCES kiosk ON DELETE CASCADE,
        nonce text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (kiosk, nonce)
      );
      CREATE INDEX signature_nonce_at ON signature_nonce (at);

      -- A restored database has lost the nonces of signatures that are older than its restore: these are refused.
      ALTER TABLE hub ADD COLUMN signed_from timestamptz;
    `,
};
