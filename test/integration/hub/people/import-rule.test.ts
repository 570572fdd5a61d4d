import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../../src-hub/commands.ts';
import { LetterFixture } from '../../../support/hub/letters/letter-fixture.ts';
import { migratedPglite } from '../../../support/hub/databases/recycled-database.ts';
import { inventedNir } from '../../../support/hub/request-fixture.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';

const database = await migratedPglite();
afterAll(() => database.close());
const fixture = new LetterFixture(database);
const member = await fixture.member({ lines: null });
const folder = fs.mkdtempSync(path.join(tmpdir(), 'borne-rule-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs a command on a file of that content. */
async function run(words: string, content: string | Buffer, ...options: string[]) {
  const file = path.join(folder, 'file.csv');
  fs.writeFileSync(file, content);
  const [name, ...more] = words.split(' ');
  const said: string[] = [];
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) throw new Error('no such command');
  const code = await command.run(asOperator(command, [...more, file, ...options]), fixture.deps, (line) =>
    said.push(line),
  );
  return { code, said };
}

/** Words of a command, headers in French, a good row, a bad one that says whose it is. */
const FILES: readonly (readonly [words: string, header: string, good: string, bad: string])[] = [
  [
    'insured',
    'NIR;Nom;Prénom;Né(e) le;Adresse;Code postal;Ville',
    `${inventedNir()};Exemple;Zoé;07/03/1941;5 rue É;44000;Nantes`,
    `${inventedNir()};Exemple;;07/03/1941;5 rue É;44000;Nantes`,
  ],
  [
    'addresses import',
    'N° adhérent;Adresse;Code postal;Ville',
    `${member};5 rue É;44000;Nantes`,
    `${member};;44000;Nantes`,
  ],
  [
    'reimbursements',
    'Référence;Adhérent;Acte;Date de soins;Montant payé;Part SS;Part mutuelle;Statut',
    `R-1;${member};Consultation;07/03/2026;30;20;9;payé`,
    `R-2;${member};Consultation;07/03/2026;100000000;20;9;payé`,
  ],
  [
    'contracts',
    'Adhérent;Garantie;Début',
    `${member};Couverture 2;01/01/2026`,
    `${member};Module Z;01/01/2026`,
  ],
  [
    'devices',
    'Adhérent;Nom;Type;Enregistré le',
    `${member};Téléphone;téléphone;01/01/2026`,
    `${member};Montre;montre;01/01/2026`,
  ],
];

describe.each(FILES)('%s', (words, header, good, bad) => {
  const file = (...rows: string[]): string => `Édité le 01/11/2026\n${[header, ...rows].join('\n')}\n`;

  it('ends with 3 when a row is set aside, with 1 when all are', async () => {
    const some = await run(words, file(good, bad), '--dry-run');
    expect(some.code).toBe(3);
    expect(some.said.join('\n')).toMatch(/^line 4: /mu);
    expect(some.said.at(-2)).toContain('rejected 1');
    const none = await run(words, file(bad, bad));
    expect(none.code).toBe(1);
    expect(none.said.at(-1)).toBe('no row of the file is good; nothing was changed');
  });

  it('reads UTF-16 below a title, and sets aside a row of quotes alone', async () => {
    const bytes = Buffer.from(`\ufeff${file(`"${bad}`, good)}`, 'utf16le');
    const { code, said } = await run(words, bytes, '--dry-run');
    expect(code).toBe(3);
    expect(said[0]).toMatch(/header in line 2 below a title$/u);
    expect(said[1]).toMatch(/^line 3: a quote that is not closed/u);
  });

  it('writes rows that are set aside where a file is named, mended they are taken', async () => {
    const rejects = path.join(folder, 'rejects.csv');
    await run(words, file(good, bad), '--dry-run', '--rejects', rejects);
    const text = fs.readFileSync(rejects, 'utf8');
    expect(fs.statSync(rejects).mode & 0o777).toBe(0o600);
    expect(text.split('\n')[0]).toBe(`set-aside-because;${header}`);
    const { code } = await run(words, text.replace(bad, good));
    expect(code).toBe(0);
  });

  it('names a workbook, and a file without a header, without content', async () => {
    expect((await run(words, Buffer.from('PK\u0003\u0004xl/workbook'))).said).toEqual([
      'this is an Excel workbook (.xlsx): save it as "CSV UTF-8"',
    ]);
    const { code, said } = await run(words, `${good}\n${good}\n`);
    expect(code).toBe(1);
    expect(said[0]).toMatch(/^there is no header: a line before the rows names the columns/u);
    expect(said.join('\n')).not.toContain(member);
  });
});

it('requests import ends with 1 when no row is good', async () => {
  const { code, said } = await run('requests import', 'Reçu;État;Réponse\nKT4M-7XWA;done;\nx;done;\n');
  expect(code).toBe(1);
  expect(said.at(-1)).toBe('read 2, answered 0, answered before 0, refused 2');
});
