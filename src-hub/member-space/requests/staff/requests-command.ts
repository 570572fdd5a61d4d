import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { HubCommand } from '../../../core/hub-command.ts';
import { EXIT } from '../../../basics/exit-codes.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { REQUEST_STATES } from '../../../../src-shared/hub-api/space-data.ts';
import { REQUEST_KINDS } from '../../../../src-shared/member-requests/request-kinds.ts';
import { answerCommand } from './answer-command.ts';
import { exportRequestsCommand, importAnswersCommand } from './requests-files.ts';
import { listRequests } from './list-requests.ts';
import { readRequestName } from './request-name.ts';
import { showRequest } from './show-request.ts';

const USAGES = [
  'requests list [--kind KIND] [--state STATE]',
  'requests show RECEIPT',
  'requests answer RECEIPT in-progress|done|refused [--reply "…"]',
  'requests export FILE [--since MOMENT]',
  'requests import FILE',
];

/** Arguments of a subcommand. Options that it does not have are refused. */
interface Given {
  readonly positionals: readonly string[];
  readonly values: {
    readonly kind?: string | undefined;
    readonly state?: string | undefined;
    readonly reply?: string | undefined;
    readonly since?: string | undefined;
  };
}

type Say = (line: string) => void;
type Run = (given: Given, deps: HubDeps, say: Say) => Promise<number> | null;

/** `requests`: lists, shows, answers, exports and imports requests of the member space. */
export const requestsCommand: HubCommand = {
  name: 'requests',
  usage: USAGES.join(' | '),
  async run([what = '', ...args], deps, say) {
    const given = readArguments(args);
    const run = Object.hasOwn(RUNS, what) ? RUNS[what] : undefined;
    const done = given === null ? null : (run?.(given, deps, say) ?? null);
    if (done !== null) return done;
    for (const usage of USAGES) say(`Usage: ${usage}`);
    return EXIT.usage;
  },
};

/** Subcommands. Null: wrong arguments. */
const RUNS: Readonly<Record<string, Run>> = {
  list: ({ positionals, values: { kind, state, ...others } }, deps, say) => {
    const kinds = z.enum(REQUEST_KINDS).optional().safeParse(kind);
    const states = z.enum(REQUEST_STATES).optional().safeParse(state);
    if (!kinds.success || !states.success || positionals.length > 0 || hasAny(others)) return null;
    return listRequests(deps, { kind: kinds.data ?? null, state: states.data ?? null }, say);
  },
  show: ({ positionals: [typed, ...more], values }, deps, say) => {
    const name = typed === undefined ? null : readRequestName(typed);
    return name === null || more.length > 0 || hasAny(values) ? null : showRequest(deps, name, say);
  },
  answer: ({ positionals: [typed, state, ...more], values: { reply, ...others } }, deps, say) => {
    const name = typed === undefined ? null : readRequestName(typed);
    if (name === null || more.length > 0 || hasAny(others)) return null;
    return answerCommand(deps, name, { state, reply: reply ?? null }, say);
  },
  export: ({ positionals: [file, ...more], values: { since = '1970-01-01', ...others } }, deps, say) => {
    const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(since);
    if (file === undefined || !moment.success || more.length > 0 || hasAny(others)) return null;
    return exportRequestsCommand(deps, file, new Date(moment.data), say);
  },
  import: ({ positionals: [file, ...more], values }, deps, say) =>
    file === undefined || more.length > 0 || hasAny(values) ? null : importAnswersCommand(deps, file, say),
};

function readArguments(args: readonly string[]): Given | null {
  const text = { type: 'string' } as const;
  try {
    const options = { kind: text, state: text, reply: text, since: text };
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    // The error's message would quote the argument.
    return null;
  }
}

function hasAny(values: Given['values']): boolean {
  return Object.values(values).some((value) => value !== undefined);
}
