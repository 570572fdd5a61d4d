import { textFault } from '../../../people/members/check-row.ts';
import { faultText, type RowValues } from '../../../people/imports/fields.ts';
import { cleanText } from '../../../people/imports/normalise.ts';

/** Texts of a row by field, and the first damage as an English text. */
export interface ReadTexts<Field extends string> {
  readonly texts: Readonly<Record<Field, string>>;
  readonly fault: string | null;
}

/** Cleans the values of a row. Missing values and values that are not text become empty. */
export function readTexts<Field extends string>(
  fields: readonly Field[],
  values: RowValues,
): ReadTexts<Field> {
  let fault: string | null = null;
  const texts = fields.map((field, at): [Field, string] => {
    const value = values[at] ?? '';
    if (typeof value !== 'string') {
      fault ??= faultText({ kind: 'not-text', field });
      return [field, ''];
    }
    const damage = textFault(value);
    if (damage !== null) fault ??= faultText({ kind: damage, field });
    return [field, cleanText(value) ?? ''];
  });
  return { texts: Object.fromEntries(texts) as Record<Field, string>, fault };
}
