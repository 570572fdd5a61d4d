import { z } from 'zod';
import { receiptNumberOf } from '../../../../src-shared/values/receipt-number.ts';

/** How staff identify a request: by its receipt, or by its id when two have the same receipt. */
export interface RequestName {
  readonly column: 'receipt' | 'id';
  readonly value: string;
}

/** Reads a receipt or id as staff type it. @returns null when it is neither */
export function readRequestName(typed: string): RequestName | null {
  const receipt = receiptNumberOf(typed);
  if (receipt !== null) return { column: 'receipt', value: receipt };
  const id = z.uuid().safeParse(typed.trim().toLowerCase());
  return id.success ? { column: 'id', value: id.data } : null;
}

/** SQL condition that finds the rows of a name; `$1` is its value. */
export function nameCondition({ column }: RequestName): string {
  return column === 'receipt' ? 'receipt = $1' : 'id = $1::uuid';
}
