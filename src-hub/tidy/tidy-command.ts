import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
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

/** What was done, by area, in the form of all summaries. */
function linesOf(tidied: Tidied): string[] {
  const { logins, codes, changes, nonces, reminded, expired, addresses, visits, devices, settled } = tidied;
  const { ending, acts, delegations, names, requests, accounts, activations, recoveries, links, mails } =
    tidied;
  const { activated, lost, branchVisits, calls, tickets, ticketTries, tests, canaries, pages } = tidied;
  const areas = {
    'took effect': { addresses },
    reminded: { accounts: reminded, delegations: ending },
    expired: { 'requests for accounts': expired, 'visits without news': lost },
    deleted: {
      'wrong logins': logins,
      'tries with codes of letters': codes,
      'former changes': changes,
      nonces,
    },
    'deleted of the member space': { visits, devices, 'settled requests': settled },
    'deleted of delegations': { acts, ended: delegations, 'wrong names': names },
    'deleted of accounts': {
      ...{ requests, 'never confirmed': accounts, activations: activations + activated },
      ...{ recoveries, links, mails },
    },
    'deleted of branches': {
      ...{ visits: branchVisits, calls, tickets, 'wrong tickets': ticketTries },
      ...{ 'morning tests': tests, 'their messages': canaries, 'sessions of pages': pages },
    },
  };
  return Object.entries(areas).map(([area, counts]) => `${area}: ${summaryLine(counts)}`);
}
