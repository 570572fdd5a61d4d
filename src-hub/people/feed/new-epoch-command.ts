import { defineCommand, done } from '../../cli/define-command.ts';

/** `new-epoch`: makes every kiosk load all members again, after a restore that the hub cannot detect. */
export const newEpochCommand = defineCommand({
  name: 'new-epoch',
  summary: 'Makes every kiosk load all members anew, after a restore into the same database',
  takes: {},
  effect: 'changes',
  examples: ['', '--dry-run'],
  run: async (_given, { database, now }) => {
    await database.transaction(async ({ query }) => {
      // Nonces of signatures from before may be lost, so these are refused.
      await query('UPDATE hub SET epoch = gen_random_uuid(), signed_from = $1::timestamptz', [
        now().toISOString(),
      ]);
      // Waiting kiosks get it at once.
      await query(`SELECT pg_notify('member_change', '')`);
    });
    return done(['A new epoch has begun: kiosks load all members anew.']);
  },
});
