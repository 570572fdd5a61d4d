import type { HubMigration } from './migration.ts';

/** Changes of the feed of which a kiosk could not read a field. */
export const migration011: HubMigration = {
  version: 11,
  name: 'changes that a kiosk could not read',
  sql: `
      CREATE TABLE unreadable_change (
        kiosk uuid NOT NULL REFERENCES kiosk ON DELETE CASCADE,
        -- The change. Once its member has changed again, it has another position, and this row no longer counts.
        position bigint NOT NULL,
        field text NOT NULL,
        told_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kiosk, position)
      );
    `,
};
