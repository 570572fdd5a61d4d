import { defineCommand, done, notDone } from '../cli/define-command.ts';
import type { Tidied } from './tidy-steps.ts';
import { tidy } from './tidy.ts';

/** `tidy`: does at once what a serving hub does each hour. */
export const tidyCommand = defineCommand({
  name: 'tidy',
  summary: 'Deletes what serves no longer, and reminds of what ends; a hub that serves does so each hour',
  takes: {},
  effect: 'changes',
  needs: ['secret'],
  notDoneWhen: 'a hub is tidying at this moment',
  examples: ['', '--dry-run'],
  run: async (_given, deps, { progress }) => {
    const tidied = await tidy(deps, undefined, progress);
    if (tidied === null) return notDone(['A hub is tidying at this moment.']);
    return done(linesOf(tidied), { ...tidied });
  },
});

function linesOf(tidied: Tidied): string[] {
  const { logins, codes, changes, requests, accounts, activations, recoveries, links, mails } = tidied;
  return [
    `Deleted: ${logins} wrong logins, ${codes} tries with codes of letters, ${changes} former changes, ${tidied.nonces} nonces.`,
    `Accounts: ${tidied.reminded} reminded, ${tidied.expired} requests expired.`,
    `Member space: ${tidied.addresses} addresses took effect.`,
    `Deleted of the member space: ${tidied.visits} visits, ${tidied.devices} devices, ${tidied.settled} settled requests.`,
    `Delegations: ${tidied.ending} reminded; deleted: ${tidied.acts} acts, ${tidied.delegations} ended, ${tidied.names} wrong names.`,
    `Deleted of accounts: ${requests} requests, ${accounts} never confirmed, ${activations} activations, ${recoveries} recoveries, ${links} links, ${mails} mails.`,
  ];
}
