import { defineCommand, done } from './cli/define-command.ts';
import { migrateHub } from './database/migrate.ts';

/** `migrate`: brings the schema up to date. */
export const migrateCommand = defineCommand({
  name: 'migrate',
  summary: 'Brings the schema of the database up to date; harmless when it is',
  takes: {},
  effect: 'changes',
  currentSchema: false,
  examples: ['', '--dry-run'],
  run: async (_given, { database }, { dryRun }) => {
    const applied = await migrateHub(database);
    if (applied.length === 0) return done(['The schema was current.'], { applied });
    const what = dryRun ? 'Migrations to apply' : 'Migrations applied';
    return done([`${what}: ${applied.join(', ')}.`], { applied });
  },
});
