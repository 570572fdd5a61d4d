import { parseReceiptNumber } from '../../../src-shared/values/receipt-number.ts';
import type { HubCommand } from '../../core/hub-command.ts';
import { EXIT } from '../../basics/exit-codes.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { tableLines } from '../../basics/table-lines.ts';
import { lastDayOf } from '../../letters/codes/letter-term.ts';
import {
  ACCOUNT_STATES,
  newestAccountRequests,
  accountRequestsByReceipt,
  type AccountRequest,
  type AccountState,
} from './account-requests.ts';
import { explainOtherReceipts } from './other-receipts.ts';
import { nextStepWords } from './staff-words.ts';

const USAGE = `accounts show RECEIPT | accounts list [${ACCOUNT_STATES.join('|')}]`;

/** Largest number of requests in one list. */
const LISTED = 200;

/** `accounts`: shows the state of account requests. */
export const accountsCommand: HubCommand = {
  name: 'accounts',
  usage: USAGE,
  async run([what = 'list', which, ...more], deps, say) {
    const sayAll = (lines: readonly string[]): void => lines.forEach(say);
    if (what === 'show' && which !== undefined && more.length === 0) {
      const receipt = parseReceiptNumber(which);
      const lines = receipt === null ? [] : await showLines(deps, receipt);
      sayAll(
        lines.length > 0
          ? lines
          : ['No request has this receipt; one that waits at a kiosk has not come yet.'],
      );
      return lines.length > 0 ? EXIT.done : EXIT.notDone;
    }
    const state = ACCOUNT_STATES.find((name) => name === which) ?? null;
    if (what === 'list' && more.length === 0 && (which === undefined || state !== null)) {
      sayAll(await listLines(deps, state));
      return EXIT.done;
    }
    say(`Usage: ${USAGE}`);
    return EXIT.usage;
  },
};

async function showLines({ database, now }: HubDeps, receipt: string): Promise<string[]> {
  const requests = await accountRequestsByReceipt(database, receipt, now());
  return [...requests.flatMap(linesOf), ...(await explainOtherReceipts(database, receipt))];
}

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

async function listLines({ database, now }: HubDeps, state: AccountState | null): Promise<string[]> {
  const requests = await newestAccountRequests(database, state, LISTED + 1, now());
  const rows = requests
    .slice(0, LISTED)
    .map((request) => [
      request.receipt,
      request.refusal === null ? request.state : `${request.state}: ${request.refusal}`,
      time(request.requestedAt) ?? '',
      time(latest(request)) ?? '',
    ]);
  const lines = tableLines([['receipt', 'state', 'asked for', 'latest'], ...rows]);
  return requests.length > LISTED ? [...lines, `The newest ${LISTED}; there are more.`] : lines;
}

function latest({ requestedAt, postedAt, activatedAt, confirmedAt, expiredAt }: AccountRequest): Date {
  const moments = [requestedAt, postedAt, activatedAt, confirmedAt, expiredAt];
  return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
}

function time(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString().slice(0, 16).concat('Z');
}
