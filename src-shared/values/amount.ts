import { z } from 'zod';
import { refused, taken, type Reading } from './reading.ts';

/** Schema of {@link Cents}: a whole number of hundredths; negative when money was taken back. */
export const centsSchema = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000);

/** Hundredths of a currency unit. */
export type Cents = z.infer<typeof centsSchema>;

/**
 * Schema of a currency: three letters of ISO 4217. Care abroad may have been paid in another currency than the euro.
 */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/u);

/**
 * Digits, alone or in groups of three, then one or two decimals after a comma or point. `1.234` is refused as
 * ambiguous.
 */
const AMOUNT = /^([+-])? ?(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?(?: ?€)?$/u;

/** Why a text is not an amount. `too-large`: beyond the bound of the settings. */
export type AmountReason = 'missing' | 'malformed' | 'too-large';

/**
 * Reads an amount in French or English notation: `12,50`, `12.5`, `-3,10`, `1 234,56 €`.
 * @param most largest amount without its sign, in hundredths
 */
export function readAmount(text: string, most: Cents): Reading<Cents, AmountReason> {
  const plain = text.replaceAll(/\s+/gu, ' ').trim().replace(/^[−–]/u, '-');
  if (plain === '') return refused('missing');
  const [, sign, whole, decimals = ''] = AMOUNT.exec(plain) ?? [];
  if (whole === undefined) return refused('malformed');
  const cents = Number(whole.replaceAll(' ', '')) * 100 + Number(decimals.padEnd(2, '0'));
  if (cents > most || !centsSchema.safeParse(cents).success) return refused('too-large');
  return taken(sign === '-' && cents > 0 ? -cents : cents);
}

let known: ReadonlySet<string> | null = null;

/** Reads the currency of an amount of a file: three letters of ISO 4217, or the sign of the euro; nothing is the euro. */
export function readCurrency(text: string): Reading<string, 'unknown-currency'> {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (['', '€', 'EURO', 'EUROS'].includes(code)) return taken('EUR');
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(code) ? taken(code) : refused('unknown-currency');
}
