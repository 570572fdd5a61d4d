import { DELEGATION_SCOPES } from '../../../src-shared/values/member-space/delegation.ts';
import { memberSchema } from '../../../src-shared/hub-api/member.ts';
import { EXIT } from '../../basics/exit-codes.ts';
import { commandGroup } from '../../cli/command-group.ts';
import { defineCommand, done, notDone } from '../../cli/define-command.ts';
import {
  argument,
  neededOption,
  oneOf,
  option,
  readBy,
  readPrivately,
  type Option,
} from '../../cli/parameters.ts';
import { ACTOR } from '../../cli/help-text.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { z } from 'zod';
import { lastDayOfTerm } from './delegation-state.ts';
import { type GrantOutcome, grantMandate, type Mandate } from './grant-mandate.ts';
import { delegationLines, listDelegations } from './delegation-lines.ts';
import { revokeDelegationBy } from './revoke-delegation.ts';

/** Longest mandate, in months: ten years, as for a guardianship. A longer one is a typing error. */
const LONGEST = 120;

const readNumber = readPrivately(
  (text) => (memberSchema.shape.number.safeParse(text).success ? text : null),
  'is no member number, 6 to 10 digits',
);
const numberOf = (about: string): Option<string> => neededOption('NUMBER', about, readNumber);
const readDay = readBy(
  (text) => (z.iso.date().safeParse(text).success ? text : null),
  'is not a day such as 2027-06-30',
);

const grantCommand = defineCommand({
  name: 'delegations grant',
  summary: 'Enters the mandate of a guardian, who may then act for a member',
  takes: {
    giver: numberOf('number of the member for whom the helper acts'),
    helper: numberOf('number of the member who acts'),
    scope: neededOption(
      'SCOPE',
      `what the helper may do: ${DELEGATION_SCOPES.join(', ')}`,
      oneOf(DELEGATION_SCOPES),
    ),
    until: neededOption('YYYY-MM-DD', 'last day of the mandate, at most ten years away', readDay),
  },
  effect: 'changes',
  audited: {
    concerns: ({ giver, helper, scope, until }, person) =>
      `${person(helper)} acts for ${person(giver)}: ${scope} until ${until}`,
    keeps: ['id'],
  },
  needs: ['secret'],
  notDoneWhen: 'one of the two is no member, or the helper acts for the giver already',
  examples: [`--giver 00123456 --helper 00654321 --scope ask --until 2027-06-30 ${ACTOR}`],
  check: ({ giver, helper }) =>
    giver === helper ? ['Nobody is their own helper: --giver and --helper differ.'] : [],
  run: async ({ giver, helper, scope, until: endsOn }, deps) => {
    const problems = termProblems(endsOn, localDay(deps.now()));
    if (problems.length > 0) return { exit: EXIT.usage, lines: problems, facts: {} };
    const mandate = { giver, helper, scope, endsOn };
    const granted = await grantMandate(deps, mandate);
    const lines = [wordsOf(granted, mandate)];
    return granted.result === 'granted' ? done(lines, { id: granted.id }) : notDone(lines);
  },
});

const listCommand = defineCommand({
  name: 'delegations list',
  summary: 'Lists who may act for whom',
  takes: { of: option('NUMBER', 'only those that this member gives or has', readNumber) },
  effect: 'reads',
  examples: ['', '--of 00123456'],
  run: async ({ of }, deps) => {
    const list = await listDelegations(deps, of ?? null);
    return done(delegationLines(list), { ...list });
  },
});

const revokeCommand = defineCommand({
  name: 'delegations revoke',
  summary: 'Ends a delegation at once',
  takes: {
    id: argument(
      'ID',
      'id of the delegation, as `delegations list` shows it',
      readBy((text) => (z.uuid().safeParse(text).success ? text : null), 'is not the id of a delegation'),
    ),
  },
  effect: 'changes',
  audited: { concerns: ({ id }) => `delegation ${id}`, keeps: ['result'] },
  needs: ['secret'],
  notDoneWhen: 'no delegation has this id',
  examples: [`01890a5d-ac96-4b5a-8000-1234567890ab ${ACTOR}`],
  run: async ({ id }, deps) => {
    const today = localDay(deps.now());
    const result = await deps.database.transaction((connection) =>
      revokeDelegationBy(connection, deps, id, null, today),
    );
    const words = {
      revoked: `Revoked: ${id}`,
      over: 'Nothing to do: it has ended already.',
      unknown: 'No delegation has this id; see delegations list.',
    };
    return result === 'unknown' ? notDone([words[result]]) : done([words[result]], { id, result });
  },
});

/** `delegations`: enters mandates of guardians; lists and revokes delegations. */
export const delegationsCommand = commandGroup(
  'delegations',
  [grantCommand, listCommand, revokeCommand],
  'list',
);

function termProblems(until: string, today: string): string[] {
  if (until < today) return ['--until is over.'];
  return until > lastDayOfTerm(today, LONGEST) ? ['--until is more than ten years away.'] : [];
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
