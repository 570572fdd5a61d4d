import type { HubMigration } from './migration.ts';

/** Alerts that go to an address of staff too; whom an adviser helped, for limits. */
export const migration033: HubMigration = {
  version: 33,
  name: 'alerts to an address, and whom advisers help',
  sql: `
      -- When HUB_ALERT_URL took it; until then a hub tries again from post_due_at on.
      ALTER TABLE met_limit ADD COLUMN posted_at timestamptz;
      ALTER TABLE met_limit ADD COLUMN post_due_at timestamptz;
      -- The member, as the audit names one: enough to count by, too little to tell who it is. Null: nobody.
      ALTER TABLE staff_act ADD COLUMN person text;
      CREATE INDEX staff_act_by_person ON staff_act (person, act, at) WHERE person IS NOT NULL;
    `,
};
