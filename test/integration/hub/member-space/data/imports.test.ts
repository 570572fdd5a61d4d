import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nirHash } from '../../../../../src-hub/people/nir-key.ts';
import { COMMANDS } from '../../../../../src-hub/commands.ts';
import { backOfficeOf } from '../../../../../src-hub/member-space/data/back-office-of.ts';
import { keyOf } from '../../../../../src-shared/values/nir.ts';
import { RIG_KEYS } from '../../../../support/hub/hub-rig.ts';
import { migratedDatabase } from '../../../../support/hub/databases/recycled-database.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { LetterFixture } from '../../../../support/hub/letters/letter-fixture.ts';
import { importText, reimbursementsOf, row, type Said } from './support.ts';

const database = await migratedDatabase();
afterAll(() => database.close());
const { deps } = new LetterFixture(database);
const { db } = database;

const NUMBER = '2990244109001';
const NIR = NUMBER + keyOf(NUMBER);
const INSURED = randomBytes(32);
const SUBJECT = `nir:${INSURED.toString('hex')}`;
const [ONE, OTHER] = ['3000001', '3000002'] as const;

const person = { family_name: 'Exemple', given_name: 'Zoé', birth_date: '1990-02-28', postal_code: '44000' };
await db
  .insertInto('member')
  .values([ONE, OTHER].map((number) => ({ number, ...person })))
  .execute();
await db
  .insertInto('insured')
  .values({ ...person, nir: INSURED, lines: ['1 rue Haute'], town: 'NANTES' })
  .execute();
await db
  .insertInto('nir_hash')
  .values({ hash: nirHash(RIG_KEYS, NIR), person: INSURED, key: RIG_KEYS.key.id })
  .execute();

beforeEach(async () => {
  for (const table of ['reimbursement', 'contract', 'guarantee_item', 'device'] as const)
    await db.deleteFrom(table).execute();
});

const load = (rows: readonly string[], ...options: string[]): Promise<Said> =>
  importText(deps, 'reimbursements', reimbursementsOf(...rows), ...options);

const kept = async (): Promise<string[]> => {
  const rows = await db.selectFrom('reimbursement').select(['id', 'act']).orderBy('id').execute();
  return rows.map(({ id, act }) => `${id} ${act}`);
};

const all = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => row(`R-${index + 100}`, ONE));

describe('reimbursements', () => {
  it('are the same after the same file twice, and take what changed', async () => {
    const rows = [row('R-1', ONE), row('R-2', OTHER), row('R-3', '', { nir: NIR, act: 'Pharmacie' })];
    expect(await load(rows)).toMatchObject({
      ...{ code: 0, last: 'read 3, added 3, changed 0, unchanged 0, removed 0, rejected 0' },
    });
    expect((await load(rows)).last).toBe('read 3, added 0, changed 0, unchanged 3, removed 0, rejected 0');
    rows[1] = row('R-2', ONE, { act: 'Dentiste', currency: 'XPF' });
    expect((await load(rows)).last).toBe('read 3, added 0, changed 1, unchanged 2, removed 0, rejected 0');
    const office = backOfficeOf(deps);
    expect(await office.latestReimbursement(ONE)).toMatchObject({ id: 'R-2', currency: 'XPF' });
    expect(await office.latestReimbursement(OTHER)).toBeNull();
    expect(await office.latestReimbursement(SUBJECT)).toMatchObject({ id: 'R-3', act: 'Pharmacie' });
  });

  it('take the last of several rows with one id, and say which came again', async () => {
    const said = await load([row('R-1', ONE), row('R-2', ONE), row('R-1', ONE, { act: 'Dernier' })]);
    expect(said.lines).toContain('1 rows come again; the last counts (lines 2)');
    expect(said.last).toBe('read 3, added 2, changed 0, unchanged 0, removed 0, rejected 0');
    expect(await kept()).toEqual(['R-1 Dernier', 'R-2 Consultation']);
  });

  it('name what they reject by line and kind, in order, without content', async () => {
    const bad = { act: 'SECRET' };
    const said = await load([
      row('R-1', '3999999', bad),
      row('R-2', ONE, { ...bad, mutual: 'SECRET' }),
      row('R-3', ONE),
      row('R-4', '', { ...bad, nir: `${NUMBER.slice(0, -1)}2${keyOf(`${NUMBER.slice(0, -1)}2`)}` }),
      row('R-5', '', { ...bad, nir: `${NUMBER}00` }),
      'SECRET;too;few',
    ]);
    expect(said.code).toBe(3);
    expect(said.lines.slice(1, -1)).toEqual([
      'line 2: unknown person',
      'line 3: mutual: not an amount such as 12,50, -3.10 or 1 234,56',
      'line 5: unknown person',
      'line 6: nir: the key does not fit, so at least one character is wrong',
      'line 7: more or fewer columns than the header (a separator within a text needs quotes around the text)',
    ]);
    expect(said.last).toBe('read 6, added 1, changed 0, unchanged 0, removed 0, rejected 5');
    expect(said.lines.join('\n')).not.toMatch(/SECRET|3999999|29902/u);
    expect(await kept()).toEqual(['R-3 Consultation']);
  });

  it('name twenty of many faults', async () => {
    const said = await load([
      ...Array.from({ length: 30 }, (_, at) => row(`X-${at}`, '3999999')),
      row('R-1', ONE),
    ]);
    expect(said.lines.filter((line) => line.startsWith('line '))).toHaveLength(20);
    expect(said.lines).toContain('and 10 more');
  });

  it('change nothing when no row is good', async () => {
    const said = await load([row('R-1', '3999999')]);
    expect(said).toMatchObject({ code: 1, last: 'no row of the file is good; nothing was changed' });
    expect(said.lines[0]).toBe('line 2: unknown person');
  });

  it('go with --full when the file has them not; too many must be forced', async () => {
    await load(all(40));
    expect((await load(all(38), '--full')).last).toBe(
      'read 38, added 0, changed 0, unchanged 38, removed 2, rejected 0',
    );
    const refused = await load(all(36), '--full');
    expect(refused.code).toBe(1);
    expect(refused.lines).toEqual([
      '2 of 38 reimbursements (5.3 %) are not in the file; nothing was changed',
      'if that is meant, run it again with --force',
    ]);
    expect(await kept()).toHaveLength(38);
    expect((await load([], '--full')).code).toBe(1);
    expect((await load(all(36), '--full', '--force')).last).toContain('removed 2');
    expect(await kept()).toHaveLength(36);
  });

  it('stay although their row is at fault, when its id can be read', async () => {
    await load(all(40));
    const rows = all(40);
    rows[0] = row('R-100', ONE, { mutual: '?' });
    rows[1] = row('R-101', ONE, { act: ' ' });
    expect((await load(rows, '--full')).last).toBe(
      'read 40, added 0, changed 0, unchanged 38, removed 0, rejected 2',
    );
  });

  it('come as NDJSON, with amounts as numbers or texts', async () => {
    const one = { id: 'N-1', number: ONE, act: 'Kiné "5"', care_on: '2026-03-07', status: 'paid' };
    const amounts = { paid: 12.5, social_security: '4,20', mutual: -3.1 };
    const said = await load([]).then(() =>
      importText(
        deps,
        'reimbursements',
        [
          { ...one, ...amounts },
          { ...one, ...amounts, id: 'N-2', paid: 12.345 },
          { ...one, ...amounts, id: 'N-3', number: 3_000_001 },
        ]
          .map((value) => JSON.stringify(value))
          .join('\n'),
      ),
    );
    expect(said.lines).toEqual([
      'NDJSON',
      'line 2: paid: not an amount such as 12,50, -3.10 or 1 234,56',
      'line 3: number: not text in quotes (leading zeros would be lost)',
      expect.stringContaining('read 3, added 1') as string,
    ]);
    expect(await backOfficeOf(deps).latestReimbursement(ONE)).toEqual({
      ...{ id: 'N-1', act: 'Kiné "5"', careOn: '2026-03-07', currency: 'EUR', paidOn: null },
      ...{ paid: 1250, socialSecurity: 420, mutual: -310, remains: 1140, status: 'paid' },
    });
  });

  it('come with other headers, by usual names or a mapping, in Windows-1252', async () => {
    const french = 'Référence;N° adhérent;Acte;Date de soins;Montant payé;Part SS;Part mutuelle;Statut';
    const cells = `R-1;${ONE};Rééducation;07/03/2026;1 234,56;0;0;payé`;
    const bytes = Buffer.from(`${french}\r\n${cells}\r\n`, 'latin1');
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file.csv'), bytes);
    const lines: string[] = [];
    const command = COMMANDS.find(({ name }) => name === 'reimbursements');
    const run = (...args: string[]) => command?.run(args, deps, (line) => lines.push(line));
    expect(await run(path.join(folder, 'file.csv'))).toBe(0);
    expect(lines.at(-1)).toContain('added 1');
    expect(lines.at(-1)).toContain('windows-1252');
    expect(await kept()).toEqual(['R-1 Rééducation']);
    const mapping = path.join(folder, 'mapping.json');
    writeFileSync(mapping, JSON.stringify({ act: 'WHAT', paid: 'N° adhérent' }));
    expect(await run(path.join(folder, 'file.csv'), '--mapping', mapping)).toBe(1);
    expect(lines).toContain('no column "WHAT" for act');
    writeFileSync(mapping, JSON.stringify({ acts: 'WHAT' }));
    expect(await run(path.join(folder, 'file.csv'), '--mapping', mapping)).toBe(2);
  });

  it('are told what the arguments may be', async () => {
    const usage = 'Help: npm run hub -- reimbursements --help';
    expect(await load([row('R-1', ONE)], '--force')).toMatchObject({ code: 2, last: usage });
    expect(await load([row('R-1', ONE)], '--secret')).toMatchObject({ code: 2, last: usage });
    expect(await load([row('R-1', ONE)], 'more')).toMatchObject({ code: 2, last: usage });
    expect(await kept()).toEqual([]);
  });
});

describe('contracts', () => {
  const contracts = (rows: readonly string[], ...options: string[]): Promise<Said> =>
    importText(deps, 'contracts', ['number;nir;guarantee;since;until', ...rows].join('\n'), ...options);
  const terms = async (): Promise<unknown[]> =>
    db.selectFrom('contract').select(['holder', 'guarantee', 'since', 'until']).orderBy('since').execute();

  it('end when a file says so, and are another one from another day', async () => {
    await contracts([`${ONE};;Couverture 1;01/01/2020;`, `;${NIR};Module +;01/01/2021;`]);
    const said = await contracts([
      `${ONE};;couverture-1;2020-01-01;2025-12-31`,
      `${ONE};;module a;2026-01-01;`,
    ]);
    expect(said.last).toBe('read 2, added 1, changed 1, unchanged 0, removed 0, rejected 0');
    expect(await terms()).toEqual([
      { holder: ONE, guarantee: 'couverture-1', since: '2020-01-01', until: '2025-12-31' },
      { holder: SUBJECT, guarantee: 'module-plus', since: '2021-01-01', until: null },
      { holder: ONE, guarantee: 'module-a', since: '2026-01-01', until: null },
    ]);
  });

  it('of a person with a faulty row stay with --full', async () => {
    await contracts([`${ONE};;module a;2020-01-01;`, `${OTHER};;module a;2020-01-02;`]);
    const said = await contracts(
      [`${ONE};;module z;2020-01-01;`, `${OTHER};;module a;2020-01-02;`],
      '--full',
    );
    expect(said.last).toBe('read 2, added 0, changed 0, unchanged 1, removed 0, rejected 1');
    expect(await terms()).toHaveLength(2);
    const gone = await contracts([`${OTHER};;module a;2020-01-02;`], '--full', '--force');
    expect(gone.last).toBe('read 1, added 0, changed 0, unchanged 1, removed 1, rejected 0');
  });
});

describe('guarantees', () => {
  const guarantees = (rows: readonly string[], ...options: string[]): Promise<Said> =>
    importText(deps, 'guarantees', ['guarantee;field;label;covers', ...rows].join('\n'), ...options);
  const labels = async (): Promise<string[]> => {
    const found = await backOfficeOf(deps).guarantees(ONE, '2026-11-23');
    return found.flatMap(({ id, items }) => items.map(({ label }) => `${id} ${label}`));
  };

  it('are the file, in its order', async () => {
    const rows = [
      'module-a;optique;Verres;100 €',
      'couverture-1;général;Visites;100 %',
      'module-a;optical;Autres;1 €',
    ];
    expect((await guarantees(rows)).last).toBe(
      'read 3, added 3, changed 0, unchanged 0, removed 0, rejected 0',
    );
    expect((await guarantees(rows)).last).toContain('unchanged 3');
    expect(await labels()).toEqual(['couverture-1 Visites', 'module-a Verres', 'module-a Autres']);
    await guarantees([rows[2] ?? '', rows[1] ?? '', rows[0] ?? '']);
    expect(await labels()).toEqual(['couverture-1 Visites', 'module-a Autres', 'module-a Verres']);
    const fewer = await guarantees([rows[1] ?? '']);
    expect(fewer.lines).toContain('1 of 2 guarantees (50.0 %) are not in the file; nothing was changed');
    expect(await labels()).toHaveLength(3);
    expect((await guarantees([rows[1] ?? ''], '--force')).code).toBe(0);
    expect(await labels()).toEqual(['couverture-1 Visites']);
  });

  it('are taken whole or not at all', async () => {
    await guarantees(['couverture-1;general;Visites;100 %']);
    const said = await guarantees(
      ['couverture-1;general;Visites;200 %', 'module-a;yeux;Verres;1 €'],
      '--force',
    );
    expect(said).toMatchObject({
      code: 1,
      last: 'the file is the whole table, so each row must be good; nothing was changed',
    });
    expect(said.lines[0]).toMatch(/^line 3: field:/u);
    expect((await backOfficeOf(deps).guarantees(ONE, '2026-11-23'))[0]?.items[0]?.covers).toBe('100 %');
    expect((await guarantees(['couverture-1;general;Visites;100 %'], '--full')).code).toBe(2);
  });
});

describe('devices', () => {
  const devices = (...rows: string[]): Promise<Said> =>
    importText(deps, 'devices', ['number;name;kind;registered', ...rows].join('\n'));

  it('come once, with a token that nobody has; blocked and deleted ones stay so', async () => {
    const rows = [
      `${ONE};Téléphone;téléphone;01/03/2026`,
      `${ONE};Tablette;tablet;2026-03-01`,
      `9999999;X;pc;2026-03-01`,
    ];
    expect((await devices(...rows)).last).toBe(
      'read 3, added 2, changed 0, unchanged 0, removed 0, rejected 1',
    );
    const at = new Date('2026-11-01');
    await db.updateTable('device').set({ blocked_at: at }).where('name', '=', 'Téléphone').execute();
    const deleted = { deleted_at: at, token_hash: null };
    await db.updateTable('device').set(deleted).where('name', '=', 'Tablette').execute();
    expect((await devices(...rows)).last).toBe(
      'read 3, added 0, changed 0, unchanged 2, removed 0, rejected 1',
    );
    const found = await db.selectFrom('device').selectAll().orderBy('name', 'desc').execute();
    expect(found).toMatchObject([
      { name: 'Téléphone', kind: 'phone', blocked_at: at, deleted_at: null, used_at: new Date('2026-03-01') },
      { name: 'Tablette', kind: 'tablet', deleted_at: at },
    ]);
    expect(found[0]?.token_hash).toHaveLength(32);
    expect((await devices(`${ONE};Autre;pc;2026-03-01`, `${ONE};Deuxième;pc;2026-03-01`)).last).toContain(
      'added 2',
    );
    const hashes = await db
      .selectFrom('device')
      .select('token_hash')
      .where('kind', '=', 'computer')
      .execute();
    expect(new Set(hashes.map(({ token_hash }) => token_hash?.toString('hex'))).size).toBe(2);
  });
});
