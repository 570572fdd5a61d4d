import type { HubMigration } from './migration.ts';

/** The state of a request that was refused at arrival is `rejected`, and so is the column of the reason. */
export const migration007: HubMigration = {
  version: 7,
  name: 'requests that a rule refused as they came are called rejected',
  sql: `
      ALTER TABLE member_request DROP CONSTRAINT member_request_state_check,
        DROP CONSTRAINT member_request_check;
      ALTER TABLE member_request RENAME COLUMN turned_away TO rejected;
      UPDATE member_request SET state = 'rejected' WHERE state = 'turned-away';
      ALTER TABLE member_request
        ADD CONSTRAINT member_request_state_check
          CHECK (state IN ('received', 'in-progress', 'done', 'refused', 'superseded', 'rejected')),
        ADD CONSTRAINT member_request_check CHECK ((state = 'rejected') = (rejected IS NOT NULL));
    `,
};
