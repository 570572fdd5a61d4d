import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DELEGATION_SCOPES } from '../../../src-shared/values/delegation.ts';
import { memberSchema } from '../../../src-shared/hub-api/member.ts';
import type { HubCommand } from '../../core/hub-command.ts';
import { EXIT } from '../../basics/exit-codes.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { lastDayOfTerm } from './delegation-state.ts';
import { type GrantOutcome, grantMandate, type Mandate } from './grant-mandate.ts';
import { delegationLines } from './delegation-lines.ts';
import { revokeDelegationBy } from './revoke-delegation.ts';

const USAGE = `delegations grant --giver NUMBER --helper NUMBER --scope ${DELEGATION_SCOPES.join('|')} --until YYYY-MM-DD | delegations list [--of NUMBER] | delegations revoke ID`;

/** Longest mandate, in months: ten years, as for a guardianship. A longer one is a typing error. */
const LONGEST = 120;

const numberOf = (side: string) =>
  z
    .string(`--${side} is missing`)
    .refine((text) => memberSchema.shape.number.safeParse(text).success, `--${side} is no member number`);

const mandateSchema = z
  .object({
    giver: numberOf('giver'),
    helper: numberOf('helper'),
    scope: z.enum(DELEGATION_SCOPES, `--scope is ${DELEGATION_SCOPES.join(', ')}`),
    until: z.iso.date('--until is a day such as 2027-06-30'),
  })
  .refine(({ giver, helper }) => giver !== helper, 'nobody is their own helper');

/** `delegations`: enters mandates of guardians; lists and revokes delegations. */
export const delegationsCommand: HubCommand = {
  name: 'delegations',
  usage: USAGE,
  async run(args, deps, say) {
    const [what = 'list', ...rest] = args;
    const options = optionsOf(rest);
    const { giver, helper, scope, until, of } = options?.values ?? {};
    const [id, ...more] = options?.positionals ?? [];
    const isGrant = [giver, helper, scope, until].some((value) => value !== undefined);
    if (what === 'grant' && options && id === undefined && of === undefined)
      return grant(deps, options.values, say);
    if (what === 'list' && options && id === undefined && !isGrant) {
      for (const line of await delegationLines(deps, of ?? null)) say(line);
      return EXIT.done;
    }
    if (
      what === 'revoke' &&
      z.uuid().safeParse(id).success &&
      more.length === 0 &&
      !isGrant &&
      of === undefined
    )
      return revoke(deps, id ?? '', say);
    say(`Usage: ${USAGE}`);
    return EXIT.usage;
  },
};

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { giver: text, helper: text, scope: text, until: text, of: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return null;
  }
}

async function grant(deps: HubDeps, given: unknown, say: (line: string) => void): Promise<number> {
  const read = mandateSchema.safeParse(given);
  const today = localDay(deps.now());
  const problems = read.success
    ? termProblems(read.data.until, today)
    : read.error.issues.map(({ message }) => message);
  if (!read.success || problems.length > 0) {
    for (const line of [...problems, `Usage: ${USAGE}`]) say(line);
    return EXIT.usage;
  }
  const { until: endsOn, ...mandate } = read.data;
  const granted = await grantMandate(deps, { ...mandate, endsOn });
  say(wordsOf(granted, { ...mandate, endsOn }));
  return granted.result === 'granted' ? EXIT.done : EXIT.notDone;
}

function termProblems(until: string, today: string): string[] {
  if (until < today) return ['--until is over'];
  return until > lastDayOfTerm(today, LONGEST) ? ['--until is more than ten years away'] : [];
}

function wordsOf(granted: GrantOutcome, { giver, helper, endsOn }: Mandate): string {
  switch (granted.result) {
    case 'granted':
      return `Granted: ${helper} acts for ${giver} until ${endsOn}; ${granted.id}`;
    case 'unknown':
      return `Not done: no member ${granted.side === 'giver' ? giver : helper}.`;
    case 'already':
      return `Not done: ${helper} acts for ${giver} already, or was asked to; see delegations list --of ${giver}.`;
  }
}

async function revoke(deps: HubDeps, id: string, say: (line: string) => void): Promise<number> {
  const today = localDay(deps.now());
  const done = await deps.database.transaction((connection) =>
    revokeDelegationBy(connection, deps, id, null, today),
  );
  const words = {
    revoked: `Revoked: ${id}`,
    over: 'Nothing to do: it has ended already.',
    unknown: 'No delegation has this id; see delegations list.',
  };
  say(words[done]);
  return done === 'unknown' ? EXIT.notDone : EXIT.done;
}
