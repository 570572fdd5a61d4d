import { z } from 'zod';
import { parseReceiptNumber } from '../../../../src-shared/values/receipt-number.ts';

/** How staff name a request: by its receipt, or by its id when two have one receipt. */
export interface RequestName {
  readonly column: 'receipt' | 'id';
  readonly value: string;
}

/** Reads a name as staff type it. @returns null when it is none */
export function readRequestName(typed: string): RequestName | null {
  const receipt = parseReceiptNumber(typed);
  if (receipt !== null) return { column: 'receipt', value: receipt };
  const id = z.uuid().safeParse(typed.trim().toLowerCase());
  return id.success ? { column: 'id', value: id.data } : null;
}

/** SQL by which the rows of a name are found; `$1` is its value. */
export function nameCondition({ column }: RequestName): string {
  return column === 'receipt' ? 'receipt = $1' : 'id = $1::uuid';
}
