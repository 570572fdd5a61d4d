import type { HubCommand } from '../core/hub-command.ts';
import { EXIT } from '../basics/exit-codes.ts';
import type { Tidied } from './tidy-steps.ts';
import { tidy } from './tidy.ts';

/** `tidy`: does at once what a serving hub does each hour. */
export const tidyCommand: HubCommand = {
  name: 'tidy',
  usage: 'tidy   deletes what serves no longer; a hub that serves does so each hour',
  async run(args, deps, say) {
    if (args.length > 0) {
      say('Usage: tidy');
      return EXIT.usage;
    }
    const tidied = await tidy(deps);
    if (tidied === null) {
      say('A hub is tidying at this moment.');
      return EXIT.notDone;
    }
    for (const line of linesOf(tidied)) say(line);
    return EXIT.done;
  },
};

function linesOf(tidied: Tidied): string[] {
  const { logins, codes, changes, requests, accounts, activations, recoveries, links, mails } = tidied;
  return [
    `Deleted: ${logins} wrong logins, ${codes} tries with codes of letters, ${changes} former changes.`,
    `Accounts: ${tidied.reminded} reminded, ${tidied.expired} requests expired.`,
    `Member space: ${tidied.addresses} addresses took effect.`,
    `Deleted of the member space: ${tidied.visits} visits, ${tidied.devices} devices, ${tidied.settled} settled requests.`,
    `Delegations: ${tidied.ending} reminded; deleted: ${tidied.acts} acts, ${tidied.delegations} ended, ${tidied.names} wrong names.`,
    `Deleted of accounts: ${requests} requests, ${accounts} never confirmed, ${activations} activations, ${recoveries} recoveries, ${links} links, ${mails} mails.`,
  ];
}
