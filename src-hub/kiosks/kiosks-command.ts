import type { HubCommand } from '../core/hub-command.ts';
import { tableLines } from '../basics/table-lines.ts';
import { EXIT } from '../basics/exit-codes.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { addKiosk, type IssuedCode, reinstateKiosk, renewKiosk, revokeKiosk } from './kiosk-registry.ts';
import { unreadableChanges } from '../people/feed/unreadable-changes.ts';
import { SECOND } from '../../src-shared/time/units.ts';

const USAGE = 'kiosks new NAME [--website] | list | revoke NAME | reinstate NAME | renew NAME';

/** Names appear in lists and in letters to branches: printable, and not too long. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

export const kiosksCommand: HubCommand = {
  name: 'kiosks',
  usage: USAGE,
  async run([what = 'list', ...rest], deps, say) {
    const website = rest.includes('--website');
    const [name, ...more] = rest.filter((argument) => argument !== '--website');
    if (what === 'list' && rest.length === 0) {
      for (const line of await listLines(deps)) say(line);
      return EXIT.done;
    }
    const action = ACTIONS[what];
    if (action === undefined || name === undefined || more.length > 0 || (website && what !== 'new')) {
      say(`Usage: ${USAGE}`);
      return EXIT.usage;
    }
    if (!NAME.test(name)) {
      say('A name has 1 to 60 letters, digits, spaces, dots, dashes and underscores.');
      return EXIT.usage;
    }
    const { done, lines } = await action(deps, name, website);
    for (const line of lines) say(line);
    return done ? EXIT.done : EXIT.notDone;
  },
};

interface Outcome {
  readonly done: boolean;
  readonly lines: readonly string[];
}

type Action = (deps: HubDeps, name: string, website: boolean) => Promise<Outcome>;

const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  new: async (deps, name, website) => {
    const issued = await addKiosk(deps, name, website ? 'website' : 'kiosk');
    return issued === null
      ? failed(`The name ${name} is taken: use renew for a new code.`)
      : issuedLines(issued);
  },
  renew: async (deps, name) => {
    const issued = await renewKiosk(deps, name);
    return issued === null ? nobody(name) : issuedLines(issued);
  },
  revoke: async (deps, name) =>
    (await revokeKiosk(deps, name)) ? { done: true, lines: [`Revoked: ${name}`] } : nobody(name),
  reinstate: async (deps, name) =>
    (await reinstateKiosk(deps, name)) ? { done: true, lines: [`Reinstated: ${name}`] } : nobody(name),
};

function issuedLines({ code, expiresAt }: IssuedCode): Outcome {
  return {
    done: true,
    lines: [`Enrolment code: ${code}`, `Once, until ${expiresAt.toISOString()}; it is not shown again.`],
  };
}

const failed = (line: string): Outcome => ({ done: false, lines: [line] });
const nobody = (name: string): Outcome => failed(`No kiosk is named ${name}; see kiosks list.`);

async function listLines({ database, now }: HubDeps): Promise<string[]> {
  const rows = await database.db.selectFrom('kiosk').selectAll().orderBy('name').execute();
  const unreadable = await unreadableChanges(database);
  const time = (moment: Date | null): string => moment?.toISOString().slice(0, 16) ?? '-';
  const stateOf = (row: (typeof rows)[number]): string => {
    if (row.revoked_at !== null) return 'revoked';
    if (row.token_hash !== null) return 'enrolled';
    return (row.code_expires_at?.getTime() ?? 0) > now().getTime() ? 'code waits' : 'code expired';
  };
  const table = rows.map((row) => [
    row.name,
    row.kind,
    stateOf(row),
    time(row.last_seen_at),
    row.clock_offset === null ? '-' : `${Math.round(row.clock_offset / SECOND)} s`,
    time(row.other_machine_at),
    String(unreadable.filter(({ kiosk }) => kiosk === row.name).length),
    row.version ?? '-',
  ]);
  return tableLines([
    ['name', 'kind', 'state', 'last seen', 'clock behind', 'other machine', 'unreadable', 'version'],
    ...table,
  ]);
}
