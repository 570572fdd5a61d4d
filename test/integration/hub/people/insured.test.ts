import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nirHash } from '../../../../src-hub/people/nir-key.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { insuredCommand } from '../../../../src-hub/people/insured/insured-command.ts';
import { keyOf } from '../../../../src-shared/values/nir.ts';
import { RIG_KEYS, openHubRig } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { DEMO_INSURED, demoInsuredFile } from '../../../../tools/demo/demo-insured.ts';
import { LetterFixture } from '../../../support/hub/letters/letter-fixture.ts';
import { dumpOf, inventedNir } from '../../../support/hub/request-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';

const HEAD = 'nir;family_name;given_name;birth_date;line1;line2;line3;line4;postal_code;town;language';

const database = await migratedDatabase();
afterAll(() => database.close());
const { deps } = new LetterFixture(database);
let folder: string;
beforeEach(async () => {
  await database.db.deleteFrom('insured').execute();
  folder = temporaryFolder();
});

/** A row; the given name says which. */
const row = (
  nir: string,
  given = 'Zoé',
  rest = 'Exemple;07/03/1990;5 rue Inventée;;;;44100;Nantes;',
): string => {
  const [family, ...others] = rest.split(';');
  return [nir, family, given, ...others].join(';');
};

interface Said {
  readonly code: number;
  readonly said: string;
}

async function run(content: string | Buffer, ...args: string[]): Promise<Said> {
  writeFileSync(path.join(folder, 'insured.csv'), content);
  return command(deps, path.join(folder, 'insured.csv'), ...args);
}

async function command(given: HubDeps, ...args: string[]): Promise<Said> {
  const lines: string[] = [];
  const code = await insuredCommand.run(asOperator(insuredCommand, args), given, (line) => lines.push(line));
  return { code, said: lines.join('\n').replace(/, seconds [\d.]+$/u, '') };
}

const file = (...rows: string[]): string => `${[HEAD, ...rows].join('\r\n')}\r\n`;

/** Given names by keyed hash, or `closed`. */
async function kept(): Promise<Record<string, string>> {
  const rows = await database.db
    .selectFrom('insured')
    .innerJoin('nir_hash', 'nir_hash.person', 'insured.nir')
    .select(['hash', 'given_name', 'closed_at'])
    .execute();
  return Object.fromEntries(
    rows.map(({ hash, given_name, closed_at }) => [
      hash.toString('hex'),
      closed_at === null ? given_name : 'closed',
    ]),
  );
}

const hashOf = (nir: string): string => nirHash(RIG_KEYS, nir).toString('hex');

describe('hub insured', () => {
  it('takes CSV, and the same file again changes nothing', async () => {
    const [one, other] = [inventedNir(), inventedNir()];
    const typed = `${one.slice(0, 1)} ${one.slice(1, 3)} ${one.slice(3, 5)} ${one.slice(5)}`;
    const full = 'Müller-d’Été;1952-02-29;Résidence; 2  rue "x";;BP 1;01000;Ville;français';
    const content = file(row(typed), row(other, 'Téo', full.replace(' 2  rue "x"', '"2  rue ""x"""')), '');
    const said = 'read 2, added 2, changed 0, unchanged 0, closed 0, rejected 0, encoding utf-8 (detected)';
    const form = 'CSV with semicolons, 11 of 11 columns used';
    expect(await run(content)).toEqual({ code: 0, said: `${form}\n${said}` });
    const before = await database.db.selectFrom('insured').selectAll().execute();
    expect((await run(content, '--full')).said).toContain('added 0, changed 0, unchanged 2, closed 0');
    expect(await database.db.selectFrom('insured').selectAll().execute()).toEqual(before);
    expect(Object.keys(await kept()).toSorted()).toEqual([hashOf(one), hashOf(other)].toSorted());
    // Who has the key and a copy of the database finds in the index alone who it is: not by what names the person.
    expect(before.map(({ nir }) => nir.toString('hex'))).not.toContain(hashOf(other));
    expect(before.find(({ given_name }) => given_name === 'Téo')).toMatchObject({
      family_name: 'Müller-d’Été',
      birth_date: '1952-02-29',
      lines: ['Résidence', '2 rue "x"', 'BP 1'],
      postal_code: '01000',
      language: 'fr',
    });
  });

  it.each<[string, (nir: string) => string | Buffer]>([
    ['Windows-1252', (nir) => Buffer.from(file(row(nir)), 'latin1')],
    [
      'a byte-order mark, commas and blank lines',
      (nir) => `\ufeff\n\n${file(row(nir)).replaceAll(';', ',')}`,
    ],
    ['tabs and old Macintosh lines', (nir) => file(row(nir)).replaceAll(';', '\t').replaceAll('\r\n', '\r')],
    ['other columns in another order', (nir) => otherOrder(nir)],
    ['NDJSON', (nir) => `\n${JSON.stringify(asObject(nir))}\n`],
  ])('reads %s', async (_what, contentOf) => {
    const nir = inventedNir();
    expect((await run(contentOf(nir))).said).toContain('read 1, added 1,');
    expect(await kept()).toEqual({ [hashOf(nir)]: 'Zoé' });
  });

  it('takes the file of the demonstration, Corsica and 29 February in it', async () => {
    expect((await run(demoInsuredFile())).said).toContain(
      'added 3, changed 0, unchanged 0, closed 0, rejected 0',
    );
    expect(Object.keys(await kept())).toContain(hashOf(DEMO_INSURED.corsican.nir));
  });

  it.each([
    ['00/05/1941', '1941-05-00', ''],
    ['1941', '1941-00-00', ''],
    ['31/02/1990', '0000-00-00', 'line 2: birthDate: left as it was: a day that does not exist'],
    ['24/11/2026', '0000-00-00', 'line 2: birthDate: left as it was: in the future'],
    ['', '0000-00-00', 'line 2: birthDate: left as it was: missing'],
  ])('keeps whose birth date is %j as %s', async (date, kept, words) => {
    const { code, said } = await run(
      file(row(inventedNir(), 'Zoé', `DUPONT née MARTIN;${date};5 rue;;;;44100;Nantes;`)),
    );
    expect(code).toBe(0);
    expect(said).toContain(words);
    const rows = await database.db.selectFrom('insured').selectAll().execute();
    expect(rows).toMatchObject([{ family_name: 'DUPONT', birth_name: 'MARTIN', birth_date: kept }]);
  });

  it('changes who differs, the last of two rows of one NIR counting', async () => {
    const [one, other] = [inventedNir(), inventedNir()];
    await run(file(row(one), row(other)));
    const { said } = await run(file(row(one, 'Zoé'), row(other, 'Léa'), row(other, 'Noé')));
    expect(said).toContain('1 rows come again; the last counts (lines 3)');
    expect(said).toContain('read 3, added 0, changed 1, unchanged 1, closed 0, rejected 0');
    expect(await kept()).toEqual({ [hashOf(one)]: 'Zoé', [hashOf(other)]: 'Noé' });
  });

  it.each([
    ['a lost zero', '5 rue;;;;1000;Nantes;', 'postalCode: left as it was'],
    ['no street', ';;;;44100;Nantes;', 'line1 or town is missing'],
    ['a long street', `${'x'.repeat(39)};;;;44100;Nantes;`, '38'],
  ])('keeps a person without an address for %s, and letters wait', async (_what, address, words) => {
    const nir = inventedNir();
    const { code, said } = await run(file(row(nir, 'Zoé', `Exemple;07/03/1990;${address}`)));
    expect([code, said]).toEqual([0, expect.stringContaining(words)]);
    expect(said).toContain('added 1,');
    const stored = database.db.selectFrom('insured').select(['lines', 'postal_code', 'town', 'country']);
    expect(await stored.executeTakeFirstOrThrow()).toEqual({
      ...{ lines: null, postal_code: null, town: null, country: 'FR' },
    });
  });

  it('takes an address abroad, and the CEDEX from the postal code', async () => {
    const [one, other] = [inventedNir(), inventedNir()];
    const rows = [
      row(one, 'Zoé', 'Exemple;07/03/1990;5 rue;;;;L-2449;Luxembourg;'),
      row(other, 'Noé', 'Exemple;07/03/1990;5 rue;;;;44040 CEDEX 1;Nantes;'),
    ];
    await run(file(...rows));
    const stored = database.db.selectFrom('insured').select(['postal_code', 'town', 'country']);
    expect(await stored.orderBy('country').execute()).toEqual([
      { postal_code: '44040', town: 'Nantes CEDEX 1', country: 'FR' },
      { postal_code: 'L-2449', town: 'Luxembourg', country: 'LU' },
    ]);
  });

  it.each<[string, (nir: string) => string, string]>([
    ['no NIR', () => row(''), 'nir: missing'],
    ['a NIR that a workbook has rounded', () => row('1,99029E+14'), 'nir: not 13'],
    ['a NIR without its key', (nir) => row(nir.slice(0, 13)), 'nir: the two digits of the key are missing'],
    ['a wrong key', (nir) => row(wrongKey(nir)), 'nir: the key does not fit'],
    ['no name', (nir) => row(nir, ''), 'givenName: missing'],
    [
      'a name without letters',
      (nir) => row(nir, 'Zoé', '🎉;07/03/1990;5 rue;;;;44100;Nantes;'),
      'familyName: not 1 to 100 characters',
    ],
    ['a name of 200 letters', (nir) => row(nir, 'é'.repeat(200)), 'givenName: not 1 to 100'],
    ['too few columns', (nir) => `${nir};Exemple`, 'more or fewer columns'],
    ['an open quote', (nir) => row(nir, '"Zoé'), 'a quote'],
    ['a control character', (nir) => row(nir, 'Zo\u0007é'), 'a control character'],
  ])('names a row with %s by its line alone, and takes the others', async (_what, bad, words) => {
    const [nir, good] = [inventedNir(), inventedNir()];
    const { code, said } = await run(file(bad(nir), row(good, 'Noé')));
    expect(code).toBe(3);
    expect(said).toContain('line 2: ');
    expect(said).toContain(words);
    expect(said).toContain('read 2, added 1, changed 0, unchanged 0, closed 0, rejected 1');
    expect(await kept()).toEqual({ [hashOf(good)]: 'Noé' });
    expect(said).not.toContain(nir.slice(0, 13));
    expect(readdirSync(folder), 'no file of rejects').toEqual(['insured.csv']);
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['no header', row(inventedNir()), 'there is no header'],
    ['a workbook', Buffer.from('PK\u0003\u0004 xl/sheet'), 'an Excel workbook (.xlsx)'],
  ])('does nothing with %s, and quotes nothing of it', async (_what, content, words) => {
    const { code, said } = await run(content);
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect(said).not.toMatch(/Exemple|1990/u);
  });

  it('says what is wrong with the arguments or the file', async () => {
    expect(await command(deps)).toMatchObject({ code: 2 });
    expect(await command(deps, 'a', 'b')).toMatchObject({ code: 2 });
    expect(await command(deps, 'a', '--force')).toMatchObject({ code: 2 });
    expect(await command(deps, 'a', '--fulll')).toMatchObject({ code: 2 });
    const none = await command(deps, path.join(folder, 'none.csv'));
    expect(none).toEqual({ code: 1, said: 'the file cannot be opened: ENOENT' });
  });

  it('stopped in between, it has changed nothing', async () => {
    writeFileSync(path.join(folder, 'insured.csv'), file(row(inventedNir())));
    const stopping = AbortSignal.abort();
    const stopped = await command({ ...deps, stopping }, path.join(folder, 'insured.csv'));
    expect(stopped).toEqual({ code: 1, said: 'stopped: nothing was changed' });
    expect(await kept()).toEqual({});
  });
});

describe('--full', () => {
  it('closes who is missing, not whose row is faulty, and takes them again later', async () => {
    const nirs = Array.from({ length: 40 }, inventedNir);
    await run(file(...nirs.map((nir) => row(nir))));
    const [gone = '', faulty = '', ...others] = nirs;
    const rest = others.map((nir) => row(nir));
    const { said } = await run(file(row(faulty, ''), ...rest), '--full');
    expect(said).toContain('closed 1, rejected 1');
    const after = await kept();
    expect([after[hashOf(gone)], after[hashOf(faulty)]]).toEqual(['closed', 'Zoé']);
    expect((await run(file(row(gone)))).said).toContain('changed 1');
    expect((await kept())[hashOf(gone)]).toBe('Zoé');
  });

  it('asks to be forced when more than 5 % would be closed', async () => {
    const nirs = [inventedNir(), inventedNir()];
    await run(file(...nirs.map((nir) => row(nir))));
    const half = file(row(nirs[0] ?? ''));
    expect(await run(half, '--full')).toMatchObject({ code: 1 });
    expect(Object.values(await kept())).toEqual(['Zoé', 'Zoé']);
    expect((await run(half, '--full', '--force')).said).toContain('closed 1');
  });
});

it('nothing of a NIR is in the database, the log or the words of a fault of the database', async () => {
  const rig = await openHubRig();
  const [nir, faulty] = [inventedNir(), inventedNir()];
  writeFileSync(path.join(folder, 'insured.csv'), file(row(nir), row(faulty, '')));
  const { said } = await command(rig.deps, path.join(folder, 'insured.csv'));
  const dumped = await dumpOf(rig.deps.database);
  expect(dumped).toContain(hashOf(nir));
  await rig.deps.database.db.schema.dropTable('insured').cascade().execute();
  const broken = await command(rig.deps, path.join(folder, 'insured.csv'));
  expect(broken).toMatchObject({ code: 1 });
  expect(broken.said).toContain('SQLSTATE 42P01');
  const everything = [dumped, rig.log.text(), said, broken.said].join('\n');
  for (const secret of [nir, faulty, nir.slice(0, 13), faulty.slice(0, 13)]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
  }
});

function wrongKey(nir: string): string {
  const number = nir.slice(0, 13);
  return number + String((Number(keyOf(number)) % 97) + 1).padStart(2, '0');
}

function asObject(nir: string): Record<string, string | number> {
  const names = { family_name: 'Exemple', given_name: 'Zoé', birth_date: '1990-03-07' };
  return { nir, ...names, line1: '5 rue Inventée', postal_code: '44100', town: 'Nantes', age: 36 };
}

function otherOrder(nir: string): string {
  return `Town;Note;POSTAL_CODE;line1;birth_date;given_name;family_name;nir\nNantes;x;44100;5 rue;07/03/1990;Zoé;Exemple;${nir}`;
}
