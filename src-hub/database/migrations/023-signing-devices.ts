import type { HubMigration } from './migration.ts';

/** Devices that sign their requests. */
export const migration023: HubMigration = {
  version: 23,
  name: 'devices that sign',
  sql: `
      -- Ed25519, 32 bytes. From a device without one, a token is enough.
      ALTER TABLE device ADD COLUMN public_key bytea CHECK (octet_length(public_key) = 32);
      -- Nonces of devices stand beside those of kiosks: ids of both are random.
      ALTER TABLE signature_nonce DROP CONSTRAINT signature_nonce_kiosk_fkey;
    `,
};
