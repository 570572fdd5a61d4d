import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { CommandGroup } from '../../../../src-hub/cli/command-group.ts';
import type { DeclaredCommand } from '../../../../src-hub/cli/define-command.ts';
import { prepareCommand } from '../../../../src-hub/cli/prepare-command.ts';
import { COMMANDS } from '../../../../src-hub/commands.ts';
import { ACTING } from '../../../support/hub/as-operator.ts';
import { openHubRig, RIG_SECRET, type HubRig } from '../../../support/hub/hub-rig.ts';
import { itWith } from '../../../support/peers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Commands that change something and have no row, and why. */
const NOT_AUDITED: Readonly<Record<string, string>> = {
  migrate: 'changes the schema only, and has to run before there is a table of the audit',
  import: 'takes what the members’ system says; only --force has somebody who answers for it',
  insured: 'as import',
  'addresses import': 'as import: it removes nobody',
  reimbursements: 'as import',
  guarantees: 'as import',
  contracts: 'as import',
  devices: 'as import',
  'letters export': 'hands over what people have asked for, each night by a timer',
  tidy: 'does what a serving hub does each hour by itself',
  'new-epoch': 'makes kiosks load again; nobody gains or loses a right',
};

const DECLARED = COMMANDS.flatMap((command): DeclaredCommand[] =>
  'commands' in command ? [...(command as CommandGroup).commands] : [command as DeclaredCommand],
);

async function run(rig: HubRig, ...args: string[]): Promise<{ code: number; said: string }> {
  const prepared = prepareCommand(COMMANDS, args);
  if (prepared.kind === 'answered') return { code: prepared.exit, said: prepared.lines.join('\n') };
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const code = await prepared.run(rig.deps, { say, complain: say, progress: () => undefined });
  return { code, said: lines.join('\n') };
}

async function member(rig: HubRig, number: string): Promise<void> {
  const person = { family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' };
  await rig.deps.database.db
    .insertInto('member')
    .values({ number, ...person, postal_code: '44000' })
    .execute();
}

const rowsOf = async (rig: HubRig): Promise<Record<string, unknown>[]> =>
  (JSON.parse((await run(rig, 'audit', 'list', '--json')).said) as { rows: Record<string, unknown>[] }).rows;

/** Changes the table as somebody would who owns the database. */
async function tamper(rig: HubRig, statement: string): Promise<void> {
  await rig.deps.database.transaction(async ({ query }) => {
    await query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
    await query(statement);
    await query('ALTER TABLE audit ENABLE TRIGGER audit_append_only');
  });
}

/** A hub with rows 1 to 5. */
async function withRows(engine?: 'pglite' | 'postgresql'): Promise<HubRig> {
  const rig = await openHubRig({ engine });
  for (const word of ['new', 'suspend', 'resume', 'revoke', 'renew'])
    expect((await run(rig, 'kiosks', word, 'Nantes 1', ...ACTING)).code).toBe(0);
  return rig;
}

const headOf = async (rig: HubRig): Promise<string> =>
  (JSON.parse((await run(rig, 'audit', 'verify', '--json')).said) as { head: string }).head;

const GRANT = 'delegations grant --giver 00123456 --helper 00654321 --scope ask --until 2027-06-30'.split(
  ' ',
);

describe('a command that changes rights', () => {
  it('is refused without a name or a reason, and has a row with them', async () => {
    const rig = await openHubRig({ now: new Date('2026-11-29T09:00:00Z') });
    for (const number of ['00123456', '00654321']) await member(rig, number);
    for (const part of [[], ACTING.slice(0, 2), ACTING.slice(2)]) {
      const { code, said } = await run(rig, ...GRANT, ...part);
      expect(code).toBe(2);
      expect(said).toContain('is missing');
    }
    expect(await rig.deps.database.db.selectFrom('delegation').selectAll().execute()).toEqual([]);
    expect(await rowsOf(rig)).toEqual([]);
    const { code, said } = await run(rig, ...GRANT, ...ACTING);
    expect(code).toBe(0);
    const [row] = await rowsOf(rig);
    expect(row).toMatchObject({
      ...{ id: 1, at: '2026-11-29T09:00:00.000000Z', operator: 'A. Martin', reason: 'case 12' },
      command: 'delegations grant',
      concerns: expect.stringMatching(
        /^00•••21 \([0-9a-f]{12}\) acts for 00•••56 \([0-9a-f]{12}\): ask until 2027-06-30$/u,
      ) as string,
      result: `done: id ${/[0-9a-f-]{36}/u.exec(said)?.[0]}`,
    });
    expect(JSON.stringify(row)).not.toMatch(/00123456|00654321|Exemple/u);
    expect((await run(rig, 'audit', 'list', '--of', '00123456')).said).toContain('A. Martin');
    expect((await run(rig, 'audit', 'list', '--of', '00123457')).said).toBe('No rows.');
    expect(rig.log.lines.filter(({ event }) => event === 'audited')).toMatchObject([
      { fields: { operator: 'A. Martin', row: 1, hash: row?.['hash'] } },
    ]);
  });

  it('has a row when it was not done, none for a dry run, and never a secret', async () => {
    const rig = await openHubRig();
    expect((await run(rig, 'kiosks', 'suspend', 'nobody', ...ACTING)).code).toBe(1);
    const made = await run(rig, 'kiosks', 'new', 'Nantes 1', ...ACTING);
    expect((await run(rig, 'kiosks', 'revoke', 'Nantes 1', '--dry-run', ...ACTING)).code).toBe(0);
    const rows = await rowsOf(rig);
    expect(rows.map(({ command, result }) => [command, result])).toEqual([
      ['kiosks new', 'done'],
      ['kiosks suspend', 'not done'],
    ]);
    const code = /code: ([A-Z0-9-]+)/u.exec(made.said)?.[1] ?? 'none';
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rig.log.lines)).not.toContain(code);
  });

  it.each([
    ['', 'x'],
    ['   ', 'x'],
    ['A. Martin\u0000', 'x'],
    ['A. Martin', 'one\ntwo'],
    ['A. Martin', 'a\u202Eb'],
    ['A. Martin', '\u001B[2Jx'],
    ['A'.repeat(81), 'x'],
    ['A. Martin', 'x'.repeat(301)],
  ])('takes no name %j with reason %j', async (operator, reason) => {
    const rig = await openHubRig();
    const args = ['--operator', operator, '--reason', reason];
    const { code, said } = await run(rig, 'kiosks', 'new', 'Nantes 1', ...args);
    expect(code).toBe(2);
    expect(said).toContain('is not one line of 1 to');
    expect(await rowsOf(rig)).toEqual([]);
  });

  it('changes nothing when its row cannot be written', async () => {
    const rig = await openHubRig();
    await sql`ALTER TABLE audit ADD CONSTRAINT full_disk CHECK (id = 0) NOT VALID`.execute(
      rig.deps.database.db,
    );
    await expect(run(rig, 'kiosks', 'new', 'Nantes 1', ...ACTING)).rejects.toThrow('full_disk');
    await sql`ALTER TABLE audit DROP CONSTRAINT full_disk`.execute(rig.deps.database.db);
    expect(await rig.deps.database.db.selectFrom('kiosk').selectAll().execute()).toEqual([]);
  });

  it('asks with --force of an import, and not without', async () => {
    const rig = await openHubRig();
    const file = path.join(temporaryFolder(), 'none.csv');
    const forced = await run(rig, 'import', file, '--full', '--force');
    expect(forced).toMatchObject({ code: 2 });
    expect(forced.said).toContain('--operator is missing: --force needs it.');
    expect((await run(rig, 'import', file, '--full')).code).toBe(1);
    expect(await rowsOf(rig)).toEqual([]);
    expect((await run(rig, 'import', file, '--full', '--force', ...ACTING)).code).toBe(1);
    expect(await rowsOf(rig)).toMatchObject([{ concerns: 'file none.csv, full', result: 'not done' }]);
  });

  it('cannot bring signs of control into the list', async () => {
    const rig = await openHubRig();
    const name = 'Nantes\u001B[2J\u202E';
    expect((await run(rig, 'kiosks', 'void', name, '--since', '2026-11-20', ...ACTING)).code).toBe(1);
    expect((await run(rig, 'audit', 'list')).said).toContain(
      'kiosk Nantes\\u001b[2J\\u202e since 2026-11-20',
    );
  });

  it('of many transactions has a row before them too', async () => {
    const rig = await openHubRig();
    const file = path.join(temporaryFolder(), 'none.csv');
    expect((await run(rig, 'requests', 'import', file, ...ACTING)).code).toBe(1);
    expect((await rowsOf(rig)).map(({ result }) => String(result).split(':')[0])).toEqual([
      'not done',
      'begun',
    ]);
  });
});

describe('each command that changes something', () => {
  it.each(
    DECLARED.filter(({ declaration }) => declaration.effect === 'changes').map(
      (command) => [command.name, command] as const,
    ),
  )('%s has a row in the audit, or none for a reason', (name, { declaration }) => {
    const { operator, reason } = declaration.takes;
    const isAudited =
      operator?.kind === 'option' && operator.needed && reason?.kind === 'option' && reason.needed;
    expect(isAudited).toBe(!(name in NOT_AUDITED));
    // What removes many at once has a name by --force.
    expect('force' in declaration.takes).toBe(operator !== undefined && !isAudited);
  });

  it('is meant by the list', () => {
    const names = DECLARED.map(({ name }) => name);
    expect(Object.keys(NOT_AUDITED).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('audit verify', () => {
  it('finds nothing in what was only added', async () => {
    const rig = await withRows();
    const head = await headOf(rig);
    expect(await run(rig, 'audit', 'verify')).toEqual({
      code: 0,
      said: `rows 5, faults 0, head ${head}`,
    });
    await run(rig, 'kiosks', 'suspend', 'Nantes 1', ...ACTING);
    expect((await run(rig, 'audit', 'verify', '--head', head)).code).toBe(0);
  });

  it('is true of an empty table', async () => {
    const rig = await openHubRig();
    const head = await headOf(rig);
    expect((await run(rig, 'audit', 'verify', '--head', head)).code).toBe(0);
    expect((await run(rig, 'audit', 'verify', '--head', 'a'.repeat(64))).code).toBe(1);
    expect((await run(rig, 'audit', 'verify', '--head', 'a')).code).toBe(2);
  });

  const COLUMNS = ['operator', 'command', 'concerns', 'reason', 'result'].map(
    (column) => `${column} = overlay(${column} placing '~' from 1)`,
  );
  const CHANGES = [
    ...COLUMNS,
    `at = at + interval '1 microsecond'`,
    `key_id = 'ffffffff'`,
    `previous = set_byte(previous, 31, get_byte(previous, 31) # 1)`,
    `hash = set_byte(hash, 0, get_byte(hash, 0) # 128)`,
  ];

  it.each(CHANGES)('finds one changed byte: %s', async (change) => {
    const rig = await withRows();
    await tamper(rig, `UPDATE audit SET ${change} WHERE id = 3`);
    const { code, said } = await run(rig, 'audit', 'verify', '--json');
    expect(code).toBe(1);
    const { faults } = JSON.parse(said) as { faults: { row: number; words: string }[] };
    expect(faults).toMatchObject([{ row: 3 }]);
    expect(faults[0]?.words).toContain('Row 3 was');
  });

  it.each([
    ['DELETE FROM audit WHERE id = 3', 'Row 3 is missing.'],
    ['DELETE FROM audit WHERE id IN (2, 3)', 'Rows 2 to 3 are missing.'],
    ['DELETE FROM audit WHERE id = 1', 'Row 1 is missing.'],
  ])('finds removed rows: %s', async (statement, words) => {
    const rig = await withRows();
    await tamper(rig, statement);
    const { code, said } = await run(rig, 'audit', 'verify');
    expect(code).toBe(1);
    expect(said.split('\n')[0]).toBe(words);
  });

  it('finds a row that was removed and whose number another one took', async () => {
    const rig = await withRows();
    await tamper(rig, 'DELETE FROM audit WHERE id = 3');
    await tamper(rig, 'UPDATE audit SET id = id - 1 WHERE id > 3');
    const { code, said } = await run(rig, 'audit', 'verify');
    expect(code).toBe(1);
    expect(said).toContain('Row 3 was changed.');
  });

  it('finds a removed end and a restored backup by the noted head', async () => {
    const rig = await withRows();
    const head = await headOf(rig);
    await tamper(rig, 'DELETE FROM audit WHERE id = 5');
    expect((await run(rig, 'audit', 'verify')).code).toBe(0);
    const found = await run(rig, 'audit', 'verify', '--head', head);
    expect(found.code).toBe(1);
    expect(found.said).toContain('rows after row 4 were removed, or a backup from before was restored');
    // What is added since does not hide it.
    await run(rig, 'kiosks', 'suspend', 'Nantes 1', '--operator', 'B. Durand', '--reason', 'case 13');
    expect((await run(rig, 'audit', 'verify', '--head', head)).code).toBe(1);
  });

  it('finds rows that were made without the secret', async () => {
    const rig = await withRows();
    const settings = { ...rig.deps.settings, HUB_SECRET: HubSecret.from(`${RIG_SECRET}-another`) };
    const other = { ...rig, deps: { ...rig.deps, settings } };
    await run(other, 'kiosks', 'suspend', 'Nantes 1', ...ACTING);
    const { code, said } = await run(rig, 'audit', 'verify');
    expect(code).toBe(1);
    expect(said.split('\n')[0]).toMatch(/^Row 6 was made under another HUB_SECRET \([0-9a-f]{8}\)/u);
  });
});

describe('the table', () => {
  const only = async (engine: 'pglite' | 'postgresql'): Promise<void> => {
    const rig = await withRows(engine);
    const { db } = rig.deps.database;
    for (const statement of [
      `UPDATE audit SET reason = 'x'`,
      'DELETE FROM audit WHERE id = 5',
      'TRUNCATE audit',
    ])
      await expect(sql.raw(statement).execute(db)).rejects.toThrow('never changed or deleted');
    expect((await run(rig, 'audit', 'verify')).said).toContain('rows 5');
  };

  it('takes rows only, on PGlite', () => only('pglite'));
  itWith('PostgreSQL')('takes rows only, on PostgreSQL', () => only('postgresql'));

  itWith('PostgreSQL')('has one chain when commands run at the same time', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const names = Array.from({ length: 12 }, (_, index) => `Nantes ${index}`);
    const ended = await Promise.all(names.map((name) => run(rig, 'kiosks', 'new', name, ...ACTING)));
    expect(ended.map(({ code }) => code)).toEqual(names.map(() => 0));
    const { code, said } = await run(rig, 'audit', 'verify');
    expect(code).toBe(0);
    expect(said).toContain('rows 12');
  });
});

describe('audit export', () => {
  it('writes all rows with their hashes, for its owner alone', async () => {
    const rig = await withRows();
    const file = path.join(temporaryFolder(), 'audit.ndjson');
    expect(await run(rig, 'audit', 'export', file)).toEqual({ code: 0, said: 'exported 5' });
    const rows = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; previous: string; hash: string });
    expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map(({ previous }) => previous)).toEqual([
      '0'.repeat(64),
      ...rows.slice(0, 4).map(({ hash }) => hash),
    ]);
    expect(rows.at(-1)?.hash).toBe(await headOf(rig));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lost = await run(rig, 'audit', 'export', path.join(temporaryFolder(), randomUUID(), 'x'));
    expect(lost).toMatchObject({ code: 1, said: expect.stringContaining('does not exist') as string });
  });
});
