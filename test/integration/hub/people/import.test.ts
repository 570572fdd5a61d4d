import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { DEMO_CAST, demoMembers } from '../../../../tools/demo/demo-members.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';

const HEADER = 'N° adhérent;Nom;Prénom;Date de naissance;Code postal;Courriel;Téléphone';

/** A row with an invented name; the number says which. */
const row = (number: string, given = 'Zoé', postalCode = '44000'): string =>
  `${number};Exemple;${given};07/03/1941;${postalCode};zoe@exemple.invalid;06 39 98 00 01`;

interface Said {
  readonly code: number;
  readonly said: readonly string[];
  /** The last line, without the seconds. */
  readonly last: string;
}

interface HubFixture {
  readonly deps: HubDeps;
  readonly folder: string;
  /** Imports a text or bytes. @returns the exit code and what was said */
  readonly run: (content: string | Buffer, ...args: string[]) => Promise<Said>;
  /** Imports a file of the folder. */
  readonly runFile: (name: string, ...args: string[]) => Promise<Said>;
  /** Given name by number, or `closed`. */
  readonly members: () => Promise<Record<string, string>>;
  readonly positions: () => Promise<Map<string, number>>;
}

async function fixture(): Promise<HubFixture> {
  const { deps } = await openHubRig();
  const folder = temporaryFolder();
  const runFile: HubFixture['runFile'] = async (name, ...args) => {
    const said: string[] = [];
    const code = await importCommand.run(
      asOperator(importCommand, [path.join(folder, name), ...args]),
      deps,
      (line) => said.push(line),
    );
    return { code, said, last: (said.at(-1) ?? '').replace(/, seconds [\d.]+$/u, '') };
  };
  const all = () => deps.database.db.selectFrom('member').selectAll().orderBy('number').execute();
  return {
    deps,
    folder,
    runFile,
    run: (content, ...args) => {
      fs.writeFileSync(path.join(folder, 'members.csv'), content);
      return runFile('members.csv', ...args);
    },
    members: async () =>
      Object.fromEntries(
        (await all()).map(({ number, given_name, closed_at }) => [
          number,
          closed_at === null ? given_name : 'closed',
        ]),
      ),
    positions: async () => new Map((await all()).map(({ number, position }) => [number, position])),
  };
}

const file = (...rows: string[]): string => `${[HEADER, ...rows].join('\r\n')}\r\n`;
const numbers = (count: number): string[] => Array.from({ length: count }, (_, at) => String(100_000 + at));

describe('hub import', () => {
  it('loads CSV, and the same file again changes nothing', async () => {
    const { run, deps, positions } = await fixture();
    const content = file(row('00123456'), row('00123457', '"Anaïs; dite ""Ana"""'), '', ';;;;;;');
    expect(await run(content)).toMatchObject({
      code: 0,
      last: 'read 2, added 2, changed 0, unchanged 0, closed 0, rejected 0, encoding utf-8 (detected)',
    });
    const before = await positions();
    expect((await run(content, '--full')).last).toContain('added 0, changed 0, unchanged 2, closed 0');
    expect(await positions()).toEqual(before);
    const [first, second] = await deps.database.db
      .selectFrom('member')
      .selectAll()
      .orderBy('number')
      .execute();
    expect(first).toMatchObject({ number: '00123456', birth_date: '1941-03-07', phone: '+33639980001' });
    expect(second).toMatchObject({ given_name: 'Anaïs; dite "Ana"', language: null, closed_at: null });
  });

  it('loads NDJSON, as the demonstration has it', async () => {
    const { run, deps } = await fixture();
    const lines = demoMembers().map((member) => JSON.stringify(member));
    expect(await run(`\ufeff${lines.join('\n')}`)).toMatchObject({ code: 0 });
    const { number, phone, email } = DEMO_CAST.both;
    const [known] = await deps.database.db
      .selectFrom('member')
      .selectAll()
      .where('number', '=', number)
      .execute();
    expect(known).toMatchObject({ phone, email });
    expect((await run(lines.join('\n'), '--full')).last).toContain('unchanged 200');
  });

  it('touches only the rows that changed, so that only these go to kiosks', async () => {
    const { run, positions } = await fixture();
    await run(file(row('100001'), row('100002'), row('100003')));
    const before = await positions();
    const { last } = await run(file(row('100001'), row('100002', 'Anaïs'), row('100003'), row('100004')));
    expect(last).toContain('added 1, changed 1, unchanged 2');
    const after = await positions();
    const moved = [...after].filter(([number, position]) => before.get(number) !== position);
    expect(moved.map(([number]) => number)).toEqual(['100002', '100004']);
    expect(Math.min(...moved.map(([, position]) => position))).toBeGreaterThan(3);
  });

  it.each([
    ['utf-8', 'utf8'],
    ['windows-1252', 'latin1'],
  ] as const)('reads %s, and says which it took it for', async (encoding, node) => {
    const { run, members } = await fixture();
    const bytes = Buffer.from(file(row('100001', 'Éloïse')), node);
    expect((await run(bytes)).last).toContain(`encoding ${encoding} (detected)`);
    expect(await members()).toEqual({ '100001': 'Éloïse' });
    expect((await run(bytes, '--encoding', encoding)).last).toMatch(
      new RegExp(`unchanged 1.*${encoding}$`, 'u'),
    );
  });

  it('takes commas, tabs, quotes, line breaks within quotes, a mark and other columns', async () => {
    const { run, members } = await fixture();
    const header = `"Remarque",${HEADER.replaceAll(';', ',')}`;
    const remark = '"Un mot,\r\n""cité""\r\n"';
    expect((await run(`\ufeff${header}\r\n${remark},${row('100001').replaceAll(';', ',')}`)).said[0]).toBe(
      'CSV with commas, 7 of 8 columns used',
    );
    expect((await run(file(row('100002')).replaceAll(';', '\t'))).said[0]).toContain('tabs');
    expect(await members()).toEqual({ '100001': 'Zoé', '100002': 'Zoé' });
  });

  it('keeps members whose birth date is partly known or not at all, and both family names', async () => {
    const { run, deps } = await fixture();
    const header = HEADER.replace('Prénom', 'Prénom;Nom de naissance');
    const born = (number: string, name: string, birthName: string, date: string): string =>
      `${number};${name};Zoé;${birthName};${date};44000;;`;
    const rows = [
      born('100001', 'DUPONT', 'MARTIN', '00/05/1941'),
      born('100002', 'DUPONT née MARTIN', '', '99/99/1941'),
      born('100003', 'M. DUPONT', 'Dupont', '1941'),
      born('100004', 'DUPONT', '12345', '00/00/0000'),
      born('100005', '', 'MARTIN', '31/02/1941'),
    ];
    const known = () =>
      deps.database.db
        .selectFrom('member')
        .select(['number', 'family_name', 'birth_name', 'birth_date'])
        .orderBy('number')
        .execute()
        .then((members) => members.map(Object.values));
    const { code, last } = await run([header, ...rows].join('\n'), '--full');
    expect([code, last]).toEqual([0, expect.stringContaining('added 5')]);
    const all = [
      ['100001', 'DUPONT', 'MARTIN', '1941-05-00'],
      ['100002', 'DUPONT', 'MARTIN', '1941-00-00'],
      ['100003', 'DUPONT', null, '1941-00-00'],
      ['100004', 'DUPONT', null, '0000-00-00'],
      ['100005', 'MARTIN', null, '0000-00-00'],
    ];
    expect(await known()).toEqual(all);
    // A file that does not tell leaves what is known; the same name says that there is no other.
    const later = [born('100001', 'DURAND', '', ''), born('100002', 'DUPONT', 'DUPONT', '07/03/1941')];
    await run([header, ...later].join('\n'));
    expect((await known()).slice(0, 2)).toEqual([
      ['100001', 'DURAND', 'MARTIN', '1941-05-00'],
      ['100002', 'DUPONT', null, '1941-03-07'],
    ]);
    await run(file(row('100001')));
    expect((await known())[0]).toEqual(['100001', 'Exemple', 'MARTIN', '1941-03-07']);
  });

  it.each([
    ['Nom de naissance', "Nom d'usage", 'MARTIN', 'DUPONT'],
    ['birthName', 'lastName', 'MARTIN', 'DUPONT'],
    // Beside a name, it is a column like others.
    ["Nom d'usage", 'Nom', null, 'DUPONT'],
  ])('takes the names of %s and %s', async (first, second, birthName, familyName) => {
    const { run, deps } = await fixture();
    const text = `N° adhérent;${first};${second};Prénom;Naissance;CP;Mail;Tél\n100001;MARTIN;DUPONT;Zoé;1941;44000;;`;
    expect((await run(text)).code).toBe(0);
    expect(await deps.database.db.selectFrom('member').selectAll().execute()).toMatchObject([
      { family_name: familyName, birth_name: birthName },
    ]);
  });

  it('finds columns by a mapping file', async () => {
    const { run, folder, members } = await fixture();
    fs.writeFileSync(path.join(folder, 'map.json'), '{ "number": "ID", "email": null, "phone": null }');
    const content = 'ID;Nom;Prénom;Naissance;CP\n100001;Exemple;Zoé;1941-03-07;44000\n';
    expect((await run(content, '--mapping', path.join(folder, 'map.json'))).code).toBe(0);
    expect(await members()).toEqual({ '100001': 'Zoé' });
  });

  it('says which header is missing and what there is, and loads nothing', async () => {
    const { run, members } = await fixture();
    const { code, said } = await run('N° adhérent;Nom;Prénom;CP;Courriel;Tel\n');
    expect({ code, said }).toEqual({
      code: 1,
      said: [
        'no column for birthDate: name it in a mapping',
        'columns of the file: "N° adhérent", "Nom", "Prénom", "CP", "Courriel", "Tel"',
      ],
    });
    expect(await members()).toEqual({});
  });

  it('keeps members of other countries, and those whose postal code cannot be read', async () => {
    const { run, deps } = await fixture();
    const head = 'N° adhérent;Nom;Prénom;Date de naissance;CP;Courriel;Tel;Pays';
    const rows = [
      ...['L-2449;;;Luxembourg', 'B-1000;;;', 'SW1A 1AA;;;GB', '44040 CEDEX;;;', '00000;;;FR', '75001;;;FR'],
    ].map((end, index) => `30000${index};Exemple;Zoé;07/03/1941;${end}`);
    const { code, last } = await run([head, ...rows].join('\n'));
    expect([code, last]).toEqual([0, expect.stringContaining('added 6,')]);
    const kept = () =>
      deps.database.db
        .selectFrom('member')
        .select(['postal_code', 'country'])
        .where('number', 'like', '30000%')
        .orderBy('number')
        .execute();
    const places = [
      ['L-2449', 'LU'],
      ['B-1000', 'BE'],
      ['SW1A 1AA', 'GB'],
      ['44040 CEDEX', 'FR'],
      [null, 'FR'],
      ['75001', 'FR'],
    ].map(([postal_code, country]) => ({ postal_code, country }));
    expect(await kept()).toEqual(places);
    // What cannot be read leaves what is there.
    await run([head, ...rows.map((text) => text.replace(/;[^;]*;;;[^;]*$/u, ';99999;;;'))].join('\n'));
    expect(await kept()).toEqual(places);
  });

  it('sets bad rows aside in a file for its owner alone; mended, it is imported as it is', async () => {
    const { run, runFile, folder, members } = await fixture();
    const bad = row('100002', 'ZQXJ').replace('Exemple', '—');
    const { code, said, last } = await run(file(row('100001'), bad, row('100003'), `${row('100004')};ZQXJ`));
    expect(code).toBe(3);
    expect(last).toContain('read 4, added 2, changed 0, unchanged 0, closed 0, rejected 2');
    expect(said).toContain(
      'line 3: familyName: not 1 to 100 characters with a letter, none of them invisible',
    );
    expect(said.join('\n')).toMatch(/^line 5: more or fewer columns than the header/mu);
    expect(said.join('\n')).not.toMatch(/ZQXJ|10000\d/u);
    const rejects = path.join(folder, 'members.csv.rejects.csv');
    expect(fs.statSync(rejects).mode & 0o777).toBe(0o600);
    const text = fs.readFileSync(rejects, 'utf8');
    expect(text.split('\n')).toHaveLength(4);
    fs.writeFileSync(rejects, text.replace('—', 'Exemple').replace(';ZQXJ\n', '\n'));
    expect((await runFile('members.csv.rejects.csv')).last).toContain('added 2');
    expect(await members()).toMatchObject({ '100002': 'ZQXJ', '100004': 'Zoé' });
  });

  it('sets rejects of rejects aside without a second column of reasons', async () => {
    const { run, runFile, folder } = await fixture();
    await run(file(row('100001').replace('Exemple', '—')));
    await runFile('members.csv.rejects.csv', '--rejects', path.join(folder, 'again.csv'));
    const first = fs.readFileSync(path.join(folder, 'members.csv.rejects.csv'), 'utf8');
    const again = fs.readFileSync(path.join(folder, 'again.csv'), 'utf8');
    expect(again).toBe(first);
  });

  it('sets bad lines of NDJSON aside as NDJSON', async () => {
    const { run, runFile, folder } = await fixture();
    const good = JSON.stringify(DEMO_CAST.both);
    const bad = JSON.stringify({ ...DEMO_CAST.emailOnly, familyName: 44_000 });
    const { said } = await run(`${good}\n${bad}\n{"number":\n`);
    expect(said).toContain('line 2: familyName: not text in quotes (leading zeros would be lost)');
    expect(said).toContain('line 3: not a JSON object');
    const rejects = path.join(folder, 'members.csv.rejects.ndjson');
    const [first = '', second] = fs.readFileSync(rejects, 'utf8').split('\n');
    expect(second).toBe('{"number":');
    fs.writeFileSync(rejects, first.replace(':44000', ':"Exemple"'));
    expect((await runFile('members.csv.rejects.ndjson')).last).toContain('added 1');
  });

  it('of rows with one number takes the last, and says which lines do not count', async () => {
    const { run, members } = await fixture();
    const { said, last } = await run(
      file(row('100001', 'A'), row('100002'), row('100001', 'B'), row('100001', 'C')),
    );
    expect(last).toContain('read 4, added 2');
    expect(said).toContain('2 rows come again; the last counts (lines 2, 4)');
    expect(await members()).toEqual({ '100001': 'C', '100002': 'Zoé' });
  });

  it('--full closes who is absent, and who comes back is a member again', async () => {
    const { run, members } = await fixture();
    const all = numbers(40).map((number) => row(number));
    await run(file(...all));
    expect((await run(file(...all.slice(2)), '--full')).last).toContain('unchanged 38, closed 2');
    expect(await members()).toMatchObject({ '100000': 'closed', '100001': 'closed', '100002': 'Zoé' });
    expect((await run(file(...all.slice(2)), '--full')).last).toContain('closed 0');
    const { said, last } = await run(file(...all), '--full');
    expect(last).toContain('changed 2, unchanged 38');
    expect(said).toContain('2 of the changed were closed and are members again');
  });

  it('--full does not close whose row is faulty but bears the number', async () => {
    const { run, members } = await fixture();
    const all = numbers(40).map((number) => row(number));
    await run(file(...all));
    const { last } = await run(file(row('100000', ' '), ...all.slice(2)), '--full');
    expect(last).toContain('closed 1, rejected 1');
    expect(await members()).toMatchObject({ '100000': 'Zoé', '100001': 'closed' });
  });

  it.each([
    [
      'more than 5 % absent',
      file(...numbers(37).map((number) => row(number, 'Anaïs'))),
      '3 of 40 members (7.5 %)',
    ],
    ['a header alone', file(), '40 of 40 members (100.0 %)'],
  ])('--full with %s changes nothing unless forced', async (_name, content, text) => {
    const { run, members, positions } = await fixture();
    await run(file(...numbers(40).map((number) => row(number))));
    const before = await positions();
    const { code, said } = await run(content, '--full');
    expect(code).toBe(1);
    expect(said.at(-2)).toBe(`${text} are not in the file; nothing was changed`);
    expect(said.at(-1)).toContain('--force');
    expect(await positions()).toEqual(before);
    expect((await run(content, '--full', '--force')).code).toBe(0);
    expect(Object.values(await members())).toContain('closed');
  });

  it.each<[string, Buffer, string]>([
    ['an empty file', Buffer.alloc(0), 'the file is empty: not even a header'],
    [
      'a workbook',
      Buffer.from('PK\u0003\u0004'),
      'this is a zip archive or a workbook: unpack it, or save it as "CSV UTF-8"',
    ],
    [
      'a JSON array',
      Buffer.from('[{}]'),
      'this is one JSON array: NDJSON has one object a line, without brackets',
    ],
  ])('refuses %s', async (_name, content, text) => {
    const { run } = await fixture();
    expect(await run(content)).toMatchObject({ code: 1, said: [text] });
  });

  it('refuses wrong arguments with the way it is used', async () => {
    const { run, runFile, folder } = await fixture();
    const mapping = path.join(folder, 'map.json');
    fs.writeFileSync(mapping, '{ "nom": "x" }');
    for (const args of [
      ['--force'],
      ['--encoding', 'utf-17'],
      ['--what'],
      ['other.csv'],
      ['--mapping', mapping],
      ['--mapping', path.join(folder, 'none.json')],
      ['--rejects', path.join(folder, 'members.csv')],
    ]) {
      const { code, said } = await run(file(), ...args);
      expect({ args, code, usage: said.at(-1) === 'Help: npm run hub -- import --help' }).toEqual({
        args,
        code: 2,
        usage: true,
      });
    }
    expect(await runFile('none.csv')).toMatchObject({ code: 1, said: ['the file cannot be opened: ENOENT'] });
  });

  it('changes nothing when the file of rejects cannot be written', async () => {
    const { run, folder, members } = await fixture();
    const { code, said } = await run(
      file(row('100001'), row('100002', ' ')),
      '--rejects',
      path.join(folder, 'no', 'x.csv'),
    );
    expect({ code, said }).toEqual({
      code: 1,
      said: [
        'line 3: givenName: missing',
        'the file of rejects cannot be written (ENOENT); name another with --rejects',
      ],
    });
    expect(await members()).toEqual({});
  });
});
