import type { HubCommand } from '../commands.ts';
import { EXIT } from '../exit-codes.ts';
import { tidy } from './tidy.ts';

/** `tidy`: what a serving hub does each hour, now. */
export const tidyCommand: HubCommand = {
  name: 'tidy',
  usage: 'tidy   deletes what serves no longer; a hub that serves does so each hour',
  async run(args, parts, say) {
    if (args.length > 0) {
      say('Usage: tidy');
      return EXIT.usage;
    }
    const tidied = await tidy(parts);
    if (tidied === null) {
      say('A hub is tidying at this moment.');
      return EXIT.notDone;
    }
    const { logins, codes, changes } = tidied;
    say(`Deleted: ${logins} wrong logins, ${codes} tries with codes of letters, ${changes} former changes.`);
    return EXIT.done;
  },
};
