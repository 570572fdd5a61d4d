import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../src-hub/basics/settings/settings.ts';
import type { CommandGroup } from '../../../src-hub/cli/command-group.ts';
import { addStaff } from '../../../src-hub/staff/staff-registry.ts';
import { prepareCommand } from '../../../src-hub/cli/prepare-command.ts';
import { COMMANDS } from '../../../src-hub/commands.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import {
  commandsInBlocks,
  commandsInText,
  programOf,
  variantsOf,
  wordsOf,
  type DocumentedCommand,
} from '../../support/documented-commands.ts';
import { RIG_SECRET } from '../../support/hub/hub-rig.ts';
import { accountRequest, newMember } from '../../support/hub/request-fixture.ts';
import { question, sendOne } from '../../support/hub/request-sender.ts';
import { SpaceFixture } from '../../support/hub/space-fixture.ts';

/** Programs that this test does not run, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'borne-adherent': 'the packaged kiosk; its --check-config has tests of its own',
  docker: 'containers need a daemon; what they run of the hub is run here',
  node: 'draws a diagram out of the sources',
  npm: 'sets up, builds and tests the whole project; that its scripts have a file is tested',
  cd: 'changes the folder of a person',
  cp: 'copies files that only that machine has',
  mkdir: 'makes the folders of that machine',
  chown: 'gives files of that machine to an account',
  echo: 'writes a secret of that machine',
  openssl: 'makes a secret of that machine',
  base64: 'checks a release by hand, with openssl; the tests of the manifest do the same',
  install: 'puts a file of the system in its place',
  'apt-get': 'installs packages; the suite of packages runs the real one',
  editor: 'opens the settings for a person',
  '/opt/borne-adherent/updater/run':
    'needs root and a machine with the package; the suite of packages runs it',
  journalctl: 'shows the log of services of the system',
  systemctl: 'starts services of the system',
};

/** Members whose numbers stand in the pages. */
const NUMBERS = ['0123456', '0765432', '00123456', '00654321'];

const FILES: Readonly<Record<string, string>> = {
  import:
    'Numéro;Nom;Prénom;Date de naissance;Code postal;E-mail;Téléphone\n0123456;EXEMPLE;Odette;07/03/1941;44000;;\n',
  insured:
    'nir;family_name;given_name;birth_date;line1;postal_code;town\n185057800608491;Exemple;Zoé;1985-05-17;5 rue de l’Exemple;44000;Nantes\n',
  addresses: 'number;line1;postal_code;town\n0123456;12 rue de l’Exemple;44000;Nantes\n',
  reimbursements:
    'id;number;act;care_on;paid;social_security;mutual;status;paid_on\nR1;0123456;Consultation;2026-03-07;30,00;20,00;10,00;paid;2026-03-09\n',
  contracts: 'number;guarantee;since;until\n0123456;couverture-1;2026-01-01;\n',
  guarantees: 'guarantee;field;label;covers\ncouverture-1;general;Consultation;100 %\n',
  devices: 'number;name;kind;registered\n0123456;Téléphone;phone;2026-03-07\n',
};

/** What stands for words of the usage of `staff`. */
const STAFF: Readonly<Record<string, string>> = {
  NAME: 'Camille',
  ROLE: 'adviser',
  BRANCH: 'Lyon',
  MONTH: '2026-11',
};

/** Commands that end otherwise than with 0 here, and why. */
const ENDS: readonly (readonly [RegExp, number, string])[] = [
  [/^releases (?:add|stage|halt|end) /u, 1, 'no release was made here; the tests of releases make some'],
  [/^import \S+ --full$/u, 1, 'the made-up file has one member, so that it would close more than it may'],
  [
    /^requests answer RECEIPT refused --operator WHO --reason TEXT$/u,
    2,
    'the usage says so: a refusal needs a reply',
  ],
  [/^keys (?:add|use|retire)\b/u, 1, 'that hub has one key, which is in use'],
];

let fixture: SpaceFixture;
let folder: string;
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
  folder = mkdtempSync(path.join(tmpdir(), 'documented-'));
  const { db, clock } = fixture;
  for (const number of NUMBERS)
    await db
      .insertInto('member')
      .values({
        number,
        family_name: 'Exemple',
        given_name: 'Odette',
        birth_date: '1941-03-07',
        postal_code: '44000',
      })
      .execute();
  const [giver, helper] = [await fixture.member(), await fixture.member()];
  const asked = await sendOne(fixture, question(giver));
  const account = await sendOne(fixture, accountRequest(await newMember(fixture.deps.database)));
  const batch = randomUUID();
  await db
    .insertInto('letter_batch')
    .values({
      id: batch,
      folder: path.join(folder, 'batch'),
      made_at: new Date(clock.now),
      handed_over_at: new Date(clock.now),
      placed_at: new Date(clock.now),
    })
    .execute();
  await db
    .insertInto('kiosk')
    .values([{ name: 'Lyon 1' }, { name: 'Nantes 77' }])
    .execute();
  const person = { givenName: 'Odile', familyName: 'Roux', role: 'adviser', branch: 'Lyon' } as const;
  await addStaff(fixture.deps, { badge: '1000', ...person });
  known = {
    ...{ ID: await fixture.delegation(giver, helper), BATCH: batch, NUMBER: '0123456', KIND: 'question' },
    ...{ receipt: receiptNumber(asked.id), account: receiptNumber(account.id) },
  };
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fixture.close();
});

/** The arguments of an example, with what only that place has replaced by what is here. */
function argumentsOf(line: string): string[] {
  const [command = '', sub = ''] = wordsOf(line);
  const fill = (word: string): string => {
    if (/^(?:RECEIPT|[A-Z0-9]{4}-[A-Z0-9]{4})$/u.test(word))
      return (command === 'accounts' ? known['account'] : known['receipt']) ?? '';
    if (word === 'STATE') return command === 'accounts' ? 'expired' : sub === 'list' ? 'received' : 'done';
    if (word === 'MOMENT') return '2026-06-10T08:00:00Z';
    if (word === 'VERSION') return '0.2.0';
    if (word === 'TIME') return '2026-11-20';
    if (word === 'N') return '2';
    if (word === 'KEY') return '1f2e3d4c';
    if (word === 'HASH') return '0'.repeat(64);
    if (command === 'staff' && word in STAFF) return STAFF[word] ?? '';
    if (word === 'BADGE') return sub === 'new' ? '5001' : '1000';
    if (word === 'NAME') return sub === 'new' ? 'Nantes 9' : 'Lyon 1';
    if (word === 'DIR' || (word.startsWith('/') && sub === 'export')) return folder;
    if (word === 'mapping.json' || word === 'FILE.json') return written('mapping.json', '{}');
    if (/^FILE(?:\.csv)?$|\.(?:csv|ndjson)$/u.test(word)) return file(command, sub, word);
    return known[word] ?? word;
  };
  return wordsOf(line).map(fill);
}

/** A file that a command reads; the path of a new one for a command that writes. */
function file(command: string, sub: string, word: string): string {
  const name = `${command}-${sub.replaceAll(/\W/gu, '')}-${path.basename(word)}`;
  if (sub === 'new' || sub === 'export') return path.join(folder, `${randomUUID()}-${name}`);
  const answers = `receipt;state;reply\n${known['receipt'] ?? ''};done;\n`;
  return written(name, command === 'requests' ? answers : (FILES[command] ?? ''));
}

function written(name: string, content: string): string {
  const place = path.join(folder, name);
  if (!existsSync(place)) writeFileSync(place, content);
  return place;
}

/** Runs a command of the hub, and undoes what it did. */
async function run(line: string): Promise<{ code: number; said: string }> {
  const prepared = prepareCommand(COMMANDS, argumentsOf(line));
  if (prepared.kind === 'answered') return { code: prepared.exit, said: prepared.lines.join('\n') };
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const code = await fixture.deps.database.rehearse((database) =>
    prepared.run({ ...fixture.deps, database }, { say, complain: say, progress: () => undefined }),
  );
  return { code, said: said.join('\n') };
}

const HUB = /^(?:npm run hub(?: -- )?|node main\.js ?|docker compose run --rm hub ?)/u;
const isHub = ({ line }: DocumentedCommand): boolean => HUB.test(bare(line));
const bare = (line: string): string => line.replace(/^(?:[A-Z_]+=(?:"[^"]*"|\S+) )+/u, '');
const isProgram = (word: string): boolean => word in NOT_RUN || word === 'npm';

const IN_BLOCKS = commandsInBlocks(isProgram);
const NAMES = COMMANDS.flatMap((command) =>
  'commands' in command ? (command as CommandGroup).commands.map(({ name }) => name) : [command.name],
);
const FIRST_WORDS = COMMANDS.map(({ name }) => name);
const HUB_COMMANDS = [
  ...IN_BLOCKS.filter(isHub).map(({ place, line }) => ({ place, line: bare(line).replace(HUB, '') })),
  ...commandsInText(FIRST_WORDS),
].flatMap(({ place, line }) => variantsOf(line).map((variant) => [place, variant] as const));

describe('the pages', () => {
  it('have commands in blocks and in sentences', () => {
    expect(IN_BLOCKS.filter(isHub).length).toBeGreaterThan(20);
    expect(HUB_COMMANDS.length).toBeGreaterThan(60);
  });

  it('name no other program than those that are run here, or are not for a reason', () => {
    const unknown = IN_BLOCKS.filter((command) => !isHub(command) && !(programOf(command.line) in NOT_RUN));
    expect(unknown).toEqual([]);
  });

  it('give settings that the commands take', () => {
    const withSettings = IN_BLOCKS.filter(({ line }) => line.startsWith('HUB_'));
    expect(withSettings.length).toBeGreaterThan(1);
    for (const { place, line } of withSettings) {
      const pairs = wordsOf(line).filter((word) => /^[A-Z_]+=/u.test(word));
      const environment = Object.fromEntries(
        pairs.map((pair): [string, string] => {
          const [name = '', ...value] = pair.split('=');
          return [name, value.join('=') === '…' ? RIG_SECRET : value.join('=')];
        }),
      );
      const prepared = prepareCommand(COMMANDS, wordsOf(bare(line).replace(HUB, '')));
      if (prepared.kind === 'answered') throw new Error(`${place}: ${prepared.lines.join()}`);
      expect(readSettings(environment, undefined, prepared.command.needs), place).toMatchObject({ ok: true });
    }
  });

  it('call scripts that are there', () => {
    const { scripts } = JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
    ) as { scripts: object };
    for (const { place, line } of IN_BLOCKS.filter((command) => programOf(command.line) === 'npm')) {
      const [, word = '', script = ''] = wordsOf(bare(line));
      expect(Object.keys(scripts), place).toContain(word === 'run' ? script : word);
    }
  });
});

describe('each command of the hub in the pages', () => {
  it.each(HUB_COMMANDS)('%s: %s', async (_place, line) => {
    const [command] = wordsOf(line);
    // It never ends; its arguments are judged.
    if (command === undefined || command === 'serve') {
      expect(prepareCommand(COMMANDS, wordsOf(line)).kind).toBe('ready');
      return;
    }
    if (NAMES.includes(line)) {
      // A sentence that only names it.
      expect(prepareCommand(COMMANDS, [...wordsOf(line), '--help'])).toMatchObject({ exit: 0 });
      return;
    }
    const { code, said } = await run(line);
    const [, expected = 0] = ENDS.find(([pattern]) => pattern.test(line)) ?? [];
    expect(code, said).toBe(expected);
  });
});
