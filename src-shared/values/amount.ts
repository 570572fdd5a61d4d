import { z } from 'zod';

/** Schema of {@link Cents}: a whole number of hundredths; negative when money was taken back. */
export const centsSchema = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000);

/** Hundredths of a currency unit. */
export type Cents = z.infer<typeof centsSchema>;

/**
 * Schema of a currency: three letters of ISO 4217. Care abroad may have been paid in another currency than the euro.
 */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/u);

let known: ReadonlySet<string> | null = null;

/**
 * Reads the currency of an amount of a file: three letters of ISO 4217, or the sign of the euro; nothing is the euro.
 * @returns null when there is no such currency
 */
export function readCurrency(text: string): string | null {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (code === '' || code === '€') return 'EUR';
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(code) ? code : null;
}
