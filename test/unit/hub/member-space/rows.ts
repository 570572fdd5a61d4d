import type { CheckedData, DataFile } from '../../../../src-hub/member-space/data/imports/data-file.ts';
import { readTexts } from '../../../../src-hub/member-space/data/imports/read-texts.ts';
import type { RowValues } from '../../../../src-hub/people/imports/fields.ts';

/** Secret of the checks of this folder. */
export const SECRET = 'secret-of-tests-0123456789abcdef-0123';

/** Checks a row as the import does, on 23 November 2026. */
export function checked<Field extends string>(
  file: DataFile<Field>,
  row: Partial<Record<Field, string>>,
): CheckedData {
  const values: RowValues = file.headers.fields.map((field) => row[field] ?? null);
  const { texts, fault } = readTexts(file.headers.fields, values);
  if (fault !== null) return { ok: false, fault };
  const randomBytes = (count: number): Buffer => Buffer.alloc(count, 7);
  return file.check(texts, { line: 12, secret: SECRET, today: '2026-11-23', randomBytes });
}

/** What a row becomes; its fault when it is not taken. */
export function cellsOf<Field extends string>(
  file: DataFile<Field>,
  row: Partial<Record<Field, string>>,
): readonly (string | null)[] | string {
  const result = checked(file, row);
  return result.ok ? result.cells : result.fault;
}
