import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import type { DataFile } from '../../../../src-hub/member-space/data/imports/data-file.ts';
import { faultText, type RowValues } from '../../../../src-hub/people/imports/files/fields.ts';
import type { Note } from '../../../../src-hub/people/imports/findings.ts';
import { RowFields } from '../../../../src-hub/people/imports/row-fields.ts';

/** Secret of the checks of this folder. */
export const SECRET = HubSecret.from('secret-of-tests-0123456789abcdef-0123');

/** Checks a row as the import does, on 23 November 2026. */
function checked<Field extends string>(file: DataFile<Field>, row: Partial<Record<Field, string>>) {
  const values: RowValues = file.headers.fields.map((field) => row[field] ?? null);
  const fields = new RowFields(file.headers.fields, values);
  const randomBytes = (count: number): Buffer => Buffer.alloc(count, 7);
  const context = { line: 12, secret: SECRET, today: '2026-11-23', mostCents: 100_000_000, randomBytes };
  return { data: file.check(fields, context), fields };
}

/** What a row becomes; its fault when it is not taken. */
export function cellsOf<Field extends string>(
  file: DataFile<Field>,
  row: Partial<Record<Field, string>>,
): readonly (string | null)[] | string {
  const { data, fields } = checked(file, row);
  if (fields.fault !== null) return faultText(fields.fault);
  return data?.cells ?? 'refused without a word';
}

/** What is worth a look in a row that is taken. */
export function notesOf<Field extends string>(
  file: DataFile<Field>,
  row: Partial<Record<Field, string>>,
): readonly Note[] {
  return checked(file, row).fields.notes;
}
