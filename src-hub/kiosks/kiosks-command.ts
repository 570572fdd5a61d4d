import { commandGroup } from '../cli/command-group.ts';
import { defineCommand, done, notDone } from '../cli/define-command.ts';
import type { Told } from '../cli/declaration.ts';
import { argument, flag, type TextReader } from '../cli/parameters.ts';
import { tableLines } from '../basics/table-lines.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import {
  addKiosk,
  type IssuedCode,
  renewKiosk,
  resumeKiosk,
  revokeKiosk,
  suspendKiosk,
} from './kiosk-registry.ts';
import { unreadableChanges } from '../people/feed/unreadable-changes.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Names appear in lists and in letters to branches: printable, and not too long. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

const readName: TextReader<string> = (text) =>
  NAME.test(text)
    ? { ok: true, value: text }
    : {
        ok: false,
        problem: 'is no name: it has 1 to 60 letters, digits, spaces, dots, dashes and underscores',
      };

const name = argument('NAME', 'name of the kiosk or website, as `kiosks list` shows it', readName);

const newCommand = defineCommand({
  name: 'kiosks new',
  summary: 'Registers a kiosk, or the website, and tells its enrolment code, which serves once',
  takes: {
    name: argument('NAME', 'name for lists, such as the branch and a number', readName),
    website: flag('it is the website, not a kiosk'),
  },
  effect: 'changes',
  needs: ['secret'],
  notDoneWhen: 'the name is taken',
  examples: ['"Nantes 1"', 'site --website'],
  run: async ({ name, website }, deps, { dryRun }) => {
    const issued = await addKiosk(deps, name, website ? 'website' : 'kiosk');
    if (issued === null) return notDone([`The name ${name} is taken: use renew for a new code.`]);
    return issuedTold(name, issued, dryRun);
  },
});

const renewCommand = defineCommand({
  name: 'kiosks renew',
  summary: 'Ends the token and key of a kiosk, and tells a new enrolment code',
  takes: { name },
  effect: 'changes',
  needs: ['secret'],
  notDoneWhen: 'there is no such kiosk',
  examples: ['"Nantes 1"'],
  run: async ({ name }, deps, { dryRun }) => {
    const issued = await renewKiosk(deps, name);
    return issued === null ? nobody(name) : issuedTold(name, issued, dryRun);
  },
});

const revokeCommand = defineCommand({
  name: 'kiosks revoke',
  summary: 'Ends the service of a kiosk for good, from its next request on; only renew brings it back',
  takes: { name },
  effect: 'changes',
  notDoneWhen: 'there is no such kiosk',
  examples: ['"Nantes 1"'],
  run: async ({ name }, deps) =>
    (await revokeKiosk(deps, name)) ? done([`Revoked: ${name}`], { name }) : nobody(name),
});

const suspendCommand = defineCommand({
  name: 'kiosks suspend',
  summary: 'Refuses the requests of a kiosk until it is resumed',
  takes: { name },
  effect: 'changes',
  notDoneWhen: 'there is no such kiosk',
  examples: ['"Nantes 1"'],
  run: async ({ name }, deps) =>
    (await suspendKiosk(deps, name)) ? done([`Suspended: ${name}`], { name }) : nobody(name),
});

const resumeCommand = defineCommand({
  name: 'kiosks resume',
  summary: 'Ends the suspension of a kiosk: its token and key work again',
  takes: { name },
  effect: 'changes',
  notDoneWhen: 'there is no such kiosk',
  examples: ['"Nantes 1"'],
  run: async ({ name }, deps) =>
    (await resumeKiosk(deps, name)) ? done([`Resumed: ${name}`], { name }) : nobody(name),
});

const listCommand = defineCommand({
  name: 'kiosks list',
  summary: 'Tells the state of each kiosk',
  takes: {},
  effect: 'reads',
  examples: ['', '--json'],
  run: async (_given, deps) => done(await listLines(deps)),
});

/** `kiosks`: registers, lists, suspends, revokes and renews kiosks and websites. */
export const kiosksCommand = commandGroup(
  'kiosks',
  [newCommand, listCommand, suspendCommand, resumeCommand, revokeCommand, renewCommand],
  'list',
);

function issuedTold(name: string, { code, expiresAt }: IssuedCode, dryRun: boolean): Told {
  if (dryRun) return done([`A code for ${name} would be made.`], { name });
  return done([`Enrolment code: ${code}`, `Once, until ${expiresAt.toISOString()}; it is not shown again.`], {
    name,
    code,
    expiresAt,
  });
}

const nobody = (name: string): Told => notDone([`No kiosk is named ${name}; see kiosks list.`]);

async function listLines({ database, now }: HubDeps): Promise<string[]> {
  const rows = await database.db.selectFrom('kiosk').selectAll().orderBy('name').execute();
  const unreadable = await unreadableChanges(database);
  const time = (moment: Date | null): string => moment?.toISOString().slice(0, 16) ?? '-';
  const stateOf = (row: (typeof rows)[number]): string => {
    if (row.revoked_at !== null) return 'revoked';
    if (row.suspended_at !== null) return 'suspended';
    if (row.token_hash !== null) return 'enrolled';
    return (row.code_expires_at?.getTime() ?? 0) > now().getTime() ? 'code waits' : 'code expired';
  };
  const table = rows.map((row) => [
    row.name,
    row.kind,
    stateOf(row),
    time(row.last_seen_at),
    row.clock_offset === null ? '-' : `${Math.round(row.clock_offset / SECOND)} s`,
    time(row.bad_signature_at),
    String(unreadable.filter(({ kiosk }) => kiosk === row.name).length),
    row.version ?? '-',
  ]);
  return tableLines([
    ['name', 'kind', 'state', 'last seen', 'clock behind', 'bad signature', 'unreadable', 'version'],
    ...table,
  ]);
}
