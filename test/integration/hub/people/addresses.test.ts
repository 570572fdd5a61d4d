import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { addressesCommand } from '../../../../src-hub/people/addresses/addresses-command.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { LetterFixture } from '../../../support/hub/letters/letter-fixture.ts';

const database = await migratedDatabase();
afterAll(() => database.close());
const fixture = new LetterFixture(database);

/** Imports a text or bytes. */
async function run(content: string | Buffer, ...args: string[]) {
  const file = path.join(temporaryFolder(), 'addresses.csv');
  await writeFile(file, content);
  const lines: string[] = [];
  const code = await addressesCommand.run(['import', file, ...args], fixture.deps, (line) =>
    lines.push(line),
  );
  return { code, file, said: lines.map((line) => line.replace(/, seconds [\d.]+$/u, '')) };
}

function addressOf(number: string) {
  return database.db
    .selectFrom('member_address')
    .select(['lines', 'postal_code', 'town', 'country'])
    .where('number', '=', number)
    .executeTakeFirst();
}

const HEAD = 'number;line1;line2;line3;postal_code;town\n';

it('takes addresses as they stand, empty lines left out, the later of two', async () => {
  const [one, other] = [
    await fixture.member({ lines: null }),
    await fixture.member({ lines: ['12 rue Ancienne'] }),
  ];
  const file = `${HEAD}${one};3 rue de l'Œillet;;"Bât. ""C""";44000;Nantes\n${other};1 x;;;44100;Nantes\n${other};2 x;;;44100;Nantes\n`;
  const first = await run(file);
  expect(first.code).toBe(0);
  expect(first.said.at(-1)).toBe(
    'read 3, added 1, changed 1, unchanged 0, removed 0, rejected 0, encoding utf-8 (detected)',
  );
  expect(await addressOf(one)).toEqual({
    lines: ["3 rue de l'Œillet", 'Bât. "C"'],
    postal_code: '44000',
    town: 'Nantes',
    country: 'FR',
  });
  expect((await addressOf(other))?.lines).toEqual(['2 x']);
  expect((await run(file)).said.at(-1)).toContain('added 0, changed 0, unchanged 2');
});

it('takes an address abroad, and keeps a CEDEX as it is written', async () => {
  const numbers = await Promise.all([1, 2, 3].map(() => fixture.member({ lines: null })));
  const rows = ['L-2449;Luxembourg;Luxembourg', '44040 CEDEX;Nantes;', '44040;NANTES CEDEX 1;FR'];
  const text = numbers.map((number, index) => `${number};3 rue X;${rows[index] ?? ''}`).join('\n');
  expect((await run(`Numéro;Adresse;Code postal;Ville;Pays\n${text}`)).code).toBe(0);
  const places = await Promise.all(numbers.map(addressOf));
  expect(places.map((place) => [place?.postal_code, place?.town, place?.country])).toEqual([
    ['L-2449', 'Luxembourg', 'LU'],
    ['44040', 'Nantes CEDEX', 'FR'],
    ['44040', 'NANTES CEDEX 1', 'FR'],
  ]);
});

it('changes nothing that kiosks are told', async () => {
  const number = await fixture.member({ lines: null });
  const changes = () => database.db.selectFrom('member_change').selectAll().execute();
  const before = await changes();
  await run(`${HEAD}${number};3 rue X;;;44000;Nantes\n`);
  expect(await addressOf(number)).toBeDefined();
  expect(await changes()).toEqual(before);
});

it('reads Windows-1252, commas, a byte-order mark, other orders and more columns', async () => {
  const number = await fixture.member({ lines: null });
  const ansi = Buffer.from(
    `town,line1,number,postal_code,note\r\nOrl\u00e9ans,3 rue de l\u2019\u00c9t\u00e9,${number},45000,x\r\n`,
    'latin1',
  );
  const bytes = Buffer.from(ansi.map((byte) => (byte === 0x19 ? 0x92 : byte)));
  expect((await run(bytes)).said.at(-1)).toMatch(/added 1, .*encoding windows-1252 \(detected\)$/u);
  expect(await addressOf(number)).toMatchObject({ lines: ['3 rue de l’Été'], town: 'Orléans' });
  const marked = Buffer.from(`\uFEFF${HEAD}${number};4 rue X;;;45000;Orléans\n`);
  expect((await run(marked)).said.at(-1)).toMatch(/changed 1, .*encoding utf-8 \(detected\)$/u);
});

it('refuses by line what cannot be printed or nobody has, and takes the rest', async () => {
  const number = await fixture.member({ lines: null });
  const rows = [
    `12;3 rue X;;;44000;Nantes`,
    `${number};3 rue X;;;4400;Nantes`,
    `${number};;;;44000;Nantes`,
    `${number};${'x'.repeat(39)};;;44000;Nantes`,
    `99999999;3 rue X;;;44000;Nantes`,
    `${number};3 rue X`,
    `${number};3 rue Y;;;44000;Nantes`,
  ];
  const { code, said, file } = await run(HEAD + rows.join('\n'));
  expect(code).toBe(3);
  expect(said.slice(1)).toEqual([
    'line 2: number: not 6 to 10 digits',
    'line 3: postalCode: not the 5 digits of a French postal code (has it lost a leading zero?)',
    'line 4: line1 or town is missing, or has no letter that can be printed',
    'line 5: a line of the address has more than 38 characters',
    'line 6: number: no member has it; import members first',
    'line 7: more or fewer columns than the header (a separator within a text needs quotes around the text)',
    `6 set aside in ${file}.rejects.csv: mend and import that file`,
    'read 7, added 1, changed 0, unchanged 0, removed 0, rejected 6, encoding utf-8 (detected)',
  ]);
  expect((await addressOf(number))?.lines).toEqual(['3 rue Y']);
  // All of them, and those that only the database knows.
  const rejects = await readFile(`${file}.rejects.csv`, 'utf8');
  for (const row of rows.slice(0, 6)) expect(rejects).toContain(`;${row}\n`);
});

it('reads what the import of members reads: UTF-16, French headers, a quote that is not closed', async () => {
  const [one, other] = [await fixture.member({ lines: null }), await fixture.member({ lines: null })];
  const french = `Adresses du mois\nN° adhérent;Adresse;Complément;Code postal;Ville\n${one};"3 rue X;;44000;Nantes\n${other};5 rue É;;44000;Nantes\n`;
  const { code, said } = await run(Buffer.from(`\ufeff${french}`, 'utf16le'));
  expect(code).toBe(3);
  expect(said[0]).toBe('CSV with semicolons, 5 of 5 columns used, header in line 2 below a title');
  expect(said[1]).toMatch(/^line 3: a quote that is not closed/u);
  expect((await addressOf(other))?.lines).toEqual(['5 rue É']);
  expect(await addressOf(one)).toBeUndefined();
});

it('the command says what it did and never whose addresses they are', async () => {
  const number = await fixture.member({ lines: null });
  const { code, said } = await run(
    `${HEAD}${number};3 rue Secrète;;;44000;Nantes\n99999998;5 rue Secrète;;;44000;Nantes\n`,
  );
  expect(code).toBe(3);
  expect(said.join('\n')).not.toMatch(/Secrète|99999998/u);
  const columns = await run('number;street\n');
  expect(columns.code).toBe(1);
  expect(columns.said).toContain('no column for line1: name it in a mapping');
  const bad = await run('x;y\nz;z\n');
  expect(bad.code).toBe(1);
  const none = await run(`${HEAD}99999998;5 rue X;;;44000;Nantes\n`);
  expect(none).toMatchObject({ code: 1 });
  expect(none.said.at(-1)).toBe('no row of the file is good; nothing was changed');
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  expect(await addressesCommand.run(['import', '/none/such.csv'], fixture.deps, say)).toBe(1);
  expect(lines).toEqual(['the file cannot be opened: ENOENT']);
  expect(await addressesCommand.run(['export', 'x'], fixture.deps, say)).toBe(2);
});
