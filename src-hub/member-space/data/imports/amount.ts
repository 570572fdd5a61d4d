import { centsSchema, type Cents } from '../../../../src-shared/values/amount.ts';

/**
 * Digits, alone or in groups of three, then one or two decimals after a comma or point. `1.234` is refused as
 * ambiguous.
 */
const AMOUNT = /^([+-])? ?(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?(?: ?€)?$/u;

/**
 * Reads an amount in French or English notation: `12,50`, `12.5`, `-3,10`, `1 234,56 €`.
 * @param text from `cleanText`, so that each gap is one space
 * @returns null when it is not an amount, is ambiguous, or is too large
 */
export function parseAmount(text: string): Cents | null {
  const [, sign, whole, decimals = ''] = AMOUNT.exec(text.replace(/^[−–]/u, '-')) ?? [];
  if (whole === undefined) return null;
  const cents = Number(whole.replaceAll(' ', '')) * 100 + Number(decimals.padEnd(2, '0'));
  if (!centsSchema.safeParse(cents).success) return null;
  return sign === '-' && cents > 0 ? -cents : cents;
}
