import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { addressesCommand } from '../../../../src-hub/people/addresses/addresses-command.ts';
import { importAddresses } from '../../../../src-hub/people/addresses/import-addresses.ts';
import { migratedPglite } from '../../../support/hub/recycled-pglite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { LetterFixture } from '../../../support/hub/letter-fixture.ts';

const database = await migratedPglite();
afterAll(() => database.close());
const fixture = new LetterFixture(database);

function addressOf(number: string) {
  return database.db
    .selectFrom('member_address')
    .select(['lines', 'postal_code', 'town'])
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
  const first = await importAddresses(database, Buffer.from(file));
  expect(first).toEqual({ ok: true, encoding: 'utf-8', read: 3, changed: 2, refused: [] });
  expect(await addressOf(one)).toEqual({
    lines: ["3 rue de l'Œillet", 'Bât. "C"'],
    postal_code: '44000',
    town: 'Nantes',
  });
  expect((await addressOf(other))?.lines).toEqual(['2 x']);
  expect(await importAddresses(database, Buffer.from(file))).toMatchObject({ changed: 0 });
});

it('changes nothing that kiosks are told', async () => {
  const number = await fixture.member({ lines: null });
  const changes = () => database.db.selectFrom('member_change').selectAll().execute();
  const before = await changes();
  await importAddresses(database, Buffer.from(`${HEAD}${number};3 rue X;;;44000;Nantes\n`));
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
  expect(await importAddresses(database, bytes)).toMatchObject({
    ok: true,
    encoding: 'windows-1252',
    changed: 1,
  });
  expect(await addressOf(number)).toMatchObject({ lines: ['3 rue de l’Été'], town: 'Orléans' });
  const marked = Buffer.from(`\uFEFF${HEAD}${number};4 rue X;;;45000;Orléans\n`);
  expect(await importAddresses(database, marked)).toMatchObject({ ok: true, encoding: 'utf-8', changed: 1 });
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
  const report = await importAddresses(database, Buffer.from(HEAD + rows.join('\n')));
  expect(report).toMatchObject({
    read: 7,
    changed: 1,
    refused: [
      { line: 2, reason: 'number' },
      { line: 3, reason: 'postal-code' },
      { line: 4, reason: 'incomplete' },
      { line: 5, reason: 'line-too-long' },
      { line: 6, reason: 'unknown-member' },
      { line: 7, reason: 'postal-code' },
    ],
  });
  expect((await addressOf(number))?.lines).toEqual(['3 rue Y']);
});

it('the command says what it did and never whose addresses they are', async () => {
  const number = await fixture.member({ lines: null });
  const file = path.join(temporaryFolder(), 'addresses.csv');
  await writeFile(
    file,
    `${HEAD}${number};3 rue Secrète;;;44000;Nantes\n99999998;5 rue Secrète;;;44000;Nantes\n`,
  );
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await addressesCommand.run(args, fixture.deps, (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  expect(await run('import', file)).toEqual({
    code: 0,
    said: 'Read 2 (utf-8), changed 1, refused 1.\n  line 3: unknown-member',
  });
  await writeFile(file, 'number;street\n');
  const columns = await run('import', file);
  expect(columns.code).toBe(1);
  expect(columns.said).toContain('absent: line1, postal_code, town');
  await writeFile(file, `${HEAD}${number};"3 rue Secrète;;;44000;Nantes\n`);
  const quotes = await run('import', file);
  expect(quotes.code).toBe(1);
  expect(quotes.said).toMatch(/line \d+: not CSV$/u);
  const none = await run('import', `${file}.none`);
  expect(none.code).toBe(1);
  expect(none.said).toContain('does not exist');
  expect((await run('export', file)).code).toBe(2);
});
