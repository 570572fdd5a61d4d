import { receiptNumberOf } from '../../../src-shared/values/receipt-number.ts';
import { commandGroup } from '../../cli/command-group.ts';
import { defineCommand, done, notDone } from '../../cli/define-command.ts';
import { argument, oneOf, optionalArgument, readPrivately } from '../../cli/parameters.ts';
import { terminalMoment } from '../../basics/terminal-moment.ts';
import { agencyZone } from '../../../src-shared/time/zone.ts';
import { tableLines } from '../../basics/table-lines.ts';
import { lastDayOf } from '../../letters/codes/letter-term.ts';
import {
  ACCOUNT_STATES,
  newestAccountRequests,
  accountRequestsByReceipt,
  type AccountRequest,
} from './account-requests.ts';
import { explainOtherReceipts } from './other-receipts.ts';
import { nextStepWords } from './staff-words.ts';

/** Largest number of requests in one list. */
const LISTED = 200;

const showCommand = defineCommand({
  name: 'accounts show',
  summary: 'Tells how far the request for an account with a receipt has come',
  takes: {
    receipt: argument(
      'RECEIPT',
      'receipt number, as it stands on the screen and in the mail',
      readPrivately(receiptNumberOf, 'is not a receipt number, eight characters such as KT4M-7XWA'),
    ),
  },
  effect: 'reads',
  notDoneWhen: 'no request has this receipt',
  examples: ['KT4M-7XWA'],
  run: async ({ receipt }, { database, now }) => {
    const requests = await accountRequestsByReceipt(database, receipt, now());
    const lines = [...requests.flatMap(linesOf), ...(await explainOtherReceipts(database, receipt))];
    if (lines.length > 0) return done(lines, { requests });
    return notDone(['No request has this receipt; one that waits at a kiosk has not come yet.']);
  },
});

const listCommand = defineCommand({
  name: 'accounts list',
  summary: 'Lists the newest requests for accounts',
  takes: {
    state: optionalArgument('STATE', `only these: ${ACCOUNT_STATES.join(', ')}`, oneOf(ACCOUNT_STATES)),
  },
  effect: 'reads',
  examples: ['', 'expired', '--json'],
  run: async ({ state }, { database, now }) => {
    const requests = await newestAccountRequests(database, state ?? null, LISTED + 1, now());
    const shown = requests.slice(0, LISTED);
    return done(listLines(shown, requests.length > LISTED), {
      requests: shown,
      isWhole: requests.length <= LISTED,
    });
  },
});

/** `accounts`: shows the state of account requests. */
export const accountsCommand = commandGroup('accounts', [showCommand, listCommand], 'list');

function linesOf(request: AccountRequest): string[] {
  const { expiresAt, number, state } = request;
  const who = number === null ? 'a person only insured' : `member ${number}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['state', state],
    ['of', state === 'refused' ? null : who],
    ['asked for', time(request.requestedAt)],
    ['letter posted', time(request.postedAt)],
    ['last day', expiresAt === null ? null : lastDayOf(expiresAt).toISOString().slice(0, 10)],
    ['reminded', time(request.remindedAt)],
    ['activated', time(request.activatedAt)],
    ['confirmed', time(request.confirmedAt)],
    ['expired', time(request.expiredAt)],
    ['next', nextStepWords(request)],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [[`  ${name}`, value]]));
  return [`Receipt ${request.receipt}`, ...tableLines(rows)];
}

function listLines(requests: readonly AccountRequest[], isMore: boolean): string[] {
  const rows = requests.map((request) => [
    request.receipt,
    request.refusal === null ? request.state : `${request.state}: ${request.refusal}`,
    time(request.requestedAt) ?? '',
    time(latest(request)) ?? '',
  ]);
  const lines = tableLines([['receipt', 'state', `asked for (${agencyZone()})`, 'latest'], ...rows]);
  return isMore ? [...lines, `The newest ${LISTED}; there are more.`] : lines;
}

function latest({ requestedAt, postedAt, activatedAt, confirmedAt, expiredAt }: AccountRequest): Date {
  const moments = [requestedAt, postedAt, activatedAt, confirmedAt, expiredAt];
  return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
}

function time(moment: Date | null): string | null {
  return moment === null ? null : terminalMoment(moment);
}
