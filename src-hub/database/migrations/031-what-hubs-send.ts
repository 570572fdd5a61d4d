import type { HubMigration } from './migration.ts';

/** What each serving hub sends, so that no channel is offered that no hub has a server for. */
export const migration031: HubMigration = {
  version: 31,
  name: 'what hubs send',
  sql: `
      -- Tables of the outbox whose messages it sends: mail, sms.
      ALTER TABLE hub_process ADD COLUMN sends text[] NOT NULL DEFAULT '{}';
    `,
};
