import type { HubCommand } from '../../core/hub-command.ts';
import { EXIT } from '../../basics/exit-codes.ts';

/** `new-epoch`: makes every kiosk load all members again, after a restore that the hub cannot detect. */
export const newEpochCommand: HubCommand = {
  name: 'new-epoch',
  usage: 'new-epoch   every kiosk loads all members anew; after a restore into the same database',
  async run(args, { database }, say) {
    if (args.length > 0) {
      say('Usage: new-epoch');
      return EXIT.usage;
    }
    await database.transaction(async ({ query }) => {
      await query('UPDATE hub SET epoch = gen_random_uuid()');
      // Waiting kiosks get it at once.
      await query(`SELECT pg_notify('member_change', '')`);
    });
    say('A new epoch has begun: kiosks load all members anew.');
    return EXIT.done;
  },
};
