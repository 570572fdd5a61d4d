import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../../../src-hub/people/imports/files/read-mapping.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { findColumns, type Mapping } from '../../../../src-hub/people/imports/files/mapping.ts';
import { MEMBER_COLUMNS, MEMBER_FIELDS } from '../../../../src-hub/people/imports/member-columns.ts';

const USUAL = ['N° adhérent', 'NOM', 'Prénom', 'Date de naissance', 'Code postal', 'Courriel', 'Téléphone'];

const found = (header: readonly string[], mapping: Mapping = {}) =>
  findColumns(header, mapping, MEMBER_COLUMNS);

describe('findColumns', () => {
  it.each([
    ['French headers', USUAL],
    ['others', ['numero_adherent', 'nom de famille', 'PRENOM', 'Né(e) le', 'CP', 'E-mail', 'Mobile']],
    ['names of the fields', MEMBER_FIELDS.slice(0, 7)],
  ])('finds %s', (_name, header) => {
    expect(found(header)).toEqual({ ok: true, found: 7, at: [0, 1, 2, 3, 4, 5, 6, null, null, null] });
  });

  it('finds them in any order among others', () => {
    expect(found(['Agence', ...USUAL.toReversed(), 'Langue'])).toEqual({
      ok: true,
      found: 8,
      at: [7, 6, 5, 4, 3, 2, 1, 8, null, null],
    });
  });

  it.each(['Pays', 'Code pays', 'COUNTRY', 'country'])('finds the country under %s', (head) => {
    expect(found([...USUAL, head])).toMatchObject({ ok: true, at: [0, 1, 2, 3, 4, 5, 6, null, null, 7] });
  });

  it('takes what the mapping says, by exact name first', () => {
    const header = [...USUAL.slice(0, 6), 'Téléphone', 'Portable', 'TEL2'];
    expect(found(header, { phone: 'tel2' })).toMatchObject({
      ok: true,
      at: [0, 1, 2, 3, 4, 5, 8, null, null, null],
    });
    expect(found(USUAL.slice(0, 5), { email: null, phone: null })).toMatchObject({ ok: true });
  });

  it('says which header is missing and what there is', () => {
    expect(found(['Numéro', 'Nom', 'Prénom', 'Né le', 'CP', 'Courriel', 'Téléphone'])).toEqual({
      ok: false,
      found: 6,
      missing: ['birthDate'],
      problems: [
        'no column for birthDate: name it in a mapping',
        'columns of the file: "Numéro", "Nom", "Prénom", "Né le", "CP", "Courriel", "Téléphone"',
      ],
    });
    expect(found(USUAL.slice(0, 6))).toMatchObject({
      problems: [
        'no column for phone: name it in a mapping, or "phone": null when the file has none',
        expect.anything(),
      ],
    });
    expect(found(USUAL, { email: 'MEL' })).toMatchObject({
      problems: ['no column "MEL" for email', expect.anything()],
    });
  });

  it('asks when two columns could be one field', () => {
    expect(found([...USUAL, 'Portable'])).toMatchObject({
      ok: false,
      problems: [
        'several columns could be phone: "Téléphone", "Portable"; say which in a mapping',
        expect.anything(),
      ],
    });
  });

  it.each([
    ['00123456', 'Exemple', 'Zoé', '17/05/1984'],
    ['x', 'zoe@exemple.invalid'],
  ])('does not show a first line that is a member', (...header) => {
    const columns = found(header);
    expect(columns.ok ? [] : columns.problems).toContain(
      'the first line looks like a member, not like headers',
    );
    expect(JSON.stringify(columns)).not.toMatch(/Exemple|zoe|0012/u);
  });

  it.each([
    ['{ "nombre": "x" }', 'mapping: nombre: there is no such field; it has number, familyName'],
    ['{ "number": null }', 'mapping: number: cannot be null, since each row needs it'],
    ['{ "birth_date": "a", "birthDate": "b" }', 'mapping: birthDate: given twice'],
    ['["number"]', 'mapping: one JSON object of texts'],
    ['{ "number": 1 }', 'mapping: one JSON object of texts'],
    ['{', 'the mapping cannot be read: not JSON'],
  ])('refuses the mapping %s', (text, problem) => {
    const read = readMapping(fileOf(text), MEMBER_COLUMNS);
    expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining(problem)]);
  });

  it('takes fields in another style, and null for what a file may lack', () => {
    const text = '{ "birth_date": "NAIS", "Family-Name": "N", "email": null, "language": null }';
    expect(readMapping(fileOf(`\ufeff${text}`), MEMBER_COLUMNS)).toEqual({
      ok: true,
      mapping: { birthDate: 'NAIS', familyName: 'N', email: null, language: null },
    });
  });
});

function fileOf(text: string): string {
  const file = path.join(temporaryFolder(), 'mapping.json');
  writeFileSync(file, text);
  return file;
}
