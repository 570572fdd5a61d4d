import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';

const HEADER = 'N° adhérent;Nom;Prénom;Date de naissance;Code postal;Courriel;Téléphone';

const row = (number: string, given = 'Zoé'): string =>
  `${number};Exemple;${given};07/03/1941;44000;zoe@exemple.invalid;06 39 98 00 01`;

const file = (...rows: string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

let rig: Promise<HubRig> | null = null;

beforeEach(() => {
  rig = null;
});

/** The hub of a test, opened at its first use. */
function hub(): Promise<HubRig> {
  return (rig ??= openHubRig());
}

const folder = fs.mkdtempSync(path.join(tmpdir(), 'borne-files-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly said: readonly string[];
}

async function run(content: string | Buffer, ...args: string[]): Promise<Said> {
  return runWith((await hub()).deps, content, ...args);
}

async function runWith(given: HubDeps, content: string | Buffer, ...args: string[]): Promise<Said> {
  const name = path.join(folder, 'members.csv');
  fs.writeFileSync(name, content);
  const said: string[] = [];
  const code = await importCommand.run(asOperator(importCommand, [name, ...args]), given, (line) =>
    said.push(line),
  );
  return { code, said };
}

/** Given name by number, or `closed`. */
async function members(): Promise<Record<string, string>> {
  const { deps } = await hub();
  const rows = await deps.database.db.selectFrom('member').selectAll().orderBy('number').execute();
  return Object.fromEntries(
    rows.map(({ number, given_name, closed_at }) => [number, closed_at === null ? given_name : 'closed']),
  );
}

const numbers = Array.from({ length: 40 }, (_, at) => String(100_000 + at));

describe('--full and a row that is set aside', () => {
  const others = numbers.slice(2).map((number) => row(number));

  it.each<[string, string]>([
    ['a cell too many at its end', `${row('100000')};x`],
    ['a cell too many before its number', `x;${row('100000')}`],
    ['two cells too many', row('100000').replace('Exemple', 'Exemple;a;b')],
    ['a cell too few', row('100000').replace(/;[^;]*$/u, '')],
    ['its number alone', '100000'],
    ['a stray quote', row('100000').replace('Exemple', 'Exem"ple')],
    ['an open quote', row('100000').replace('Exemple', '"Exemple')],
    ['an open quote before its number', `"${row('100000')}`],
    ['a cell that is too long', row('100000').replace('Exemple', 'x'.repeat(200))],
    ['a line that is too long', row('100000').replace('zoe@', `${'x'.repeat(70_000)}@`)],
  ])('keeps the member of a row with %s, and closes who is not there', async (_what, bad) => {
    await run(file(...numbers.map((number) => row(number))));
    const { code, said } = await run(file(bad, ...others), '--full');
    expect(said.at(-1)).toContain('closed 1, rejected 1');
    expect(code).toBe(3);
    expect(await members()).toMatchObject({ 100000: 'Zoé', 100001: 'closed', 100002: 'Zoé' });
  });

  it.each<[string, string]>([
    ['a number with a decimal', row('100000.0')],
    ['a rounded number', row('1,00000E+05')],
    ['no number', row('')],
    ['nothing but a remark', 'Total;39'],
    ['a remark of one cell', 'fin du fichier'],
  ])('closes nobody for a row with %s, not even by force', async (_what, bad) => {
    await run(file(...numbers.map((number) => row(number))));
    for (const options of [['--full'], ['--full', '--force']]) {
      const { code, said } = await run(file(bad, ...others), ...options);
      expect(code).toBe(3);
      expect(said).toContain(
        'nobody was closed: 1 rows that were set aside do not say whose they are; mend them and run it again',
      );
      expect(said.at(-1)).toContain('closed 0, rejected 1');
    }
    expect(Object.values(await members())).not.toContain('closed');
  });

  it('does not let two open quotes swallow the rows between them', async () => {
    await run(file(...numbers.map((number) => row(number))));
    const all = numbers.map((number) => row(number, 'Anaïs'));
    all[3] = '100003;"Exemple;A;1941-03-07;44000;;';
    all[5] = '100005;Exemple";Zoé;07/03/1941;44000;a@exemple.invalid;06 39 98 00 01';
    const { code, said } = await run(file(...all), '--full');
    expect(code).toBe(3);
    expect(said.at(-1)).toContain('changed 38, unchanged 0, closed 0, rejected 2');
    expect(await members()).toMatchObject({ 100003: 'Zoé', 100004: 'Anaïs', 100005: 'Zoé' });
  });

  it('has a bound in numbers, too', async () => {
    await run(file(...numbers.map((number) => row(number))));
    const { deps } = await hub();
    const settings = { ...deps.settings, HUB_IMPORT_MOST_CLOSED: 1, HUB_IMPORT_MOST_PERCENT: 50 };
    const two = await runWith({ ...deps, settings }, file(...others), '--full');
    expect(two).toMatchObject({ code: 1 });
    expect(two.said.at(-2)).toBe('2 of 40 members (5.0 %) are not in the file; nothing was changed');
    const one = await runWith({ ...deps, settings }, file(row('100000'), ...others), '--full');
    expect(one.said.at(-1)).toContain('closed 1');
  });
});

describe('exit codes', () => {
  it('are 0 when all is taken, 3 when rows were set aside, 1 when nothing was', async () => {
    expect((await run(file(row('100001')))).code).toBe(0);
    expect((await run(file(row('100001').replace('zoe@', 'zoé@')))).code).toBe(0);
    expect((await run(file(row('100001'), row('1')))).code).toBe(3);
    const { code, said } = await run(file(row('1'), row('2')));
    expect({ code, last: said.at(-1) }).toEqual({
      code: 1,
      last: 'no row of the file is good; nothing was changed',
    });
  });
});

describe('what IT is told', () => {
  it('is every finding by line and column in a report, without content, for its owner alone', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => row(String(100_000 + at)).replace('zoe@', 'SECRÉT@'));
    const report = path.join(folder, 'report.csv');
    const { said } = await run(file(...rows, row('SECRET')), '--report', report);
    expect(said).toContain('and 10 more');
    expect(said).toContain('fields: emptied 30');
    const lines = fs.readFileSync(report, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(32);
    expect(lines[0]).toBe('"line";"column";"what";"why"');
    expect(lines[1]).toBe('"2";"email";"emptied";"not an e-mail address: an accent before the @"');
    expect(lines.at(-1)).toBe('"32";"number";"row set aside";"not 6 to 10 digits"');
    expect(fs.statSync(report).mode & 0o777).toBe(0o600);
    expect(`${said.join('\n')}${lines.join('\n')}`).not.toMatch(/SECR/u);
  });

  it('is the same with --dry-run, which changes nothing and writes no file that was not named', async () => {
    const rejects = path.join(folder, 'members.csv.rejects.csv');
    fs.rmSync(rejects, { force: true });
    const text = file(row('100001'), row('1'));
    const { code, said } = await run(text, '--dry-run');
    expect(code).toBe(3);
    expect(said).toContain('line 3: number: not 6 to 10 digits');
    expect(said.at(-1)).toBe('Dry run: nothing was changed.');
    expect(await members()).toEqual({});
    expect(fs.existsSync(rejects)).toBe(false);
    const named = path.join(folder, 'named.csv');
    await run(text, '--dry-run', '--rejects', named);
    expect(fs.readFileSync(named, 'utf8')).toContain('"line 3: number: not 6 to 10 digits";1;Exemple');
    expect((await run(text)).said.at(-1)).toContain('added 1');
    expect(fs.existsSync(rejects)).toBe(true);
  });

  it('is a line of 10 MB, whole in the file of rejects', async () => {
    const long = `100002;${'x'.repeat(10 * 1024 * 1024)};Zoé`;
    const { code, said } = await run(file(row('100001'), long, row('100003')));
    expect(code).toBe(3);
    expect(said).toContain('line 3: the line is too long (has the file lost its ends of lines?)');
    const rejects = fs.readFileSync(path.join(folder, 'members.csv.rejects.csv'), 'utf8');
    expect(rejects.endsWith(`;${long}\n`)).toBe(true);
    expect(Object.keys(await members())).toEqual(['100001', '100003']);
  });
});

describe('a file as it really comes', () => {
  const expected = { 100001: 'Zoé' };
  const encoded = (bytes: Record<string, number>): Buffer =>
    Buffer.from(Array.from(file(row('100001')), (sign) => bytes[sign] ?? sign.charCodeAt(0)));

  it.each<[string, Buffer, string]>([
    ['MacRoman', encoded({ é: 0x8e, '°': 0xa1 }), 'macintosh'],
    ['code page 850', encoded({ é: 0x82, '°': 0xf8 }), 'cp850'],
  ])('in %s is suspected, and read as somebody says', async (name, bytes, encoding) => {
    const { code, said } = await run(bytes);
    expect(code).toBe(1);
    expect(said.join('\n')).toContain(`give --encoding ${encoding}`);
    expect(await members()).toEqual({});
    const read = await run(bytes, '--encoding', name === 'MacRoman' ? 'MacRoman' : encoding);
    expect(read).toMatchObject({ code: 0 });
    expect(read.said.at(-1)).toContain(`encoding ${encoding} (the file looks like windows-1252)`);
    expect(await members()).toEqual(expected);
  });

  it.each<[string, string | Buffer]>([
    ['UTF-16', Buffer.from(`\ufeff${file(row('100001'))}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(file(row('100001')), 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${file(row('100001'))}`, 'utf16le').swap16()],
    ['with a title', `Liste des adhérents;;;;;;\n\n${file(row('100001'))}`],
    [
      'with two titles and a name of the separator',
      `sep=;\nListe\nÉditée le 01/02/2026\n${file(row('100001'))}`,
    ],
    [
      'with commas in a title of semicolons',
      `Liste, par agence, du mois, en cours, x, y\n${file(row('100001'))}`,
    ],
    ['with bars', file(row('100001')).replaceAll(';', '|')],
    [
      'with English headers',
      `member_number?;x\n${file(row('100001')).replace(HEADER, 'Number;Family name;GIVEN_NAME;birth_date;Postal code;e-mail;phone')}`,
    ],
    [
      'NDJSON with French keys',
      JSON.stringify({
        Numéro: '100001',
        Nom: 'Exemple',
        Prénom: 'Zoé',
        'Date de naissance': '07/03/1941',
        CP: '44000',
        Courriel: null,
        Tél: '',
      }),
    ],
  ])('%s is read', async (_what, content) => {
    const { code, said } = await run(content);
    expect({ code, said: code === 0 ? [] : said }).toEqual({ code: 0, said: [] });
    expect(await members()).toEqual(expected);
  });

  it('without a header is told plainly, without content', async () => {
    const { code, said } = await run(`${row('100001', 'SECRET')}\n${row('100002', 'SECRET')}\n`);
    expect(code).toBe(1);
    expect(said[0]).toBe(
      'there is no header: a line before the rows names the columns (number, familyName, givenName …)',
    );
    expect(said.join('\n')).not.toMatch(/SECRET|10000/u);
  });

  it('with half a header below a title is told which line looks like it, and what is missing', async () => {
    const { said } = await run('Liste des adhérents\nNuméro;Nom;Prénom\n');
    expect(said).toContain('line 2 looks like the header');
    expect(said).toContain('no column for birthDate: name it in a mapping');
  });

  it('with two keys of one field sets that line aside', async () => {
    const good = { numero: '100001', nom: 'Exemple', prenom: 'Zoé', naissance: '1941-03-07', cp: '44000' };
    const lines = [good, { ...good, numero: '100002', tel: 'x', mobile: 'y' }].map((value) =>
      JSON.stringify(value),
    );
    const { code, said } = await run(`${lines.join('\n')}\n{"numero":"100003","nom":"Ex`);
    expect(code).toBe(3);
    expect(said).toContain('line 2: two keys of the same meaning: leave one of them out');
    expect(said).toContain('line 3: not a JSON object');
    expect(said.join('\n')).not.toContain('nobody was closed');
  });
});
