import type { Language } from '../../../../src-shared/messages/languages.ts';
import type { Cents } from '../../../../src-shared/values/amount.ts';
import { intlLocale } from '../../../../src-shared/time/moment-words.ts';

/** Two decimals for every currency, since amounts are in hundredths. */
const DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/**
 * An amount in words: "1 234,50 €", "−£3.00".
 * @param currency ISO 4217 code; an unknown one is shown as it is
 */
export function amountText(cents: Cents, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(intlLocale(language), {
    style: 'currency',
    currency,
    signDisplay: 'negative',
    ...DECIMALS,
  });
  // A hyphen before digits is hard to see.
  return format.format(cents / 100).replace('-', '−');
}

/** One month of a chart: its amount, and the ends of its bar in hundredths of the chart's width. */
export interface ChartMonth {
  /** Number of the month, from 1. */
  readonly month: number;
  readonly cents: Cents;
  readonly from: number;
  readonly to: number;
}

/** The bars of a year. Negative amounts stand on the other side of zero. A year without amounts has no bars. */
export function chartMonths(months: readonly Cents[]): ChartMonth[] {
  const lowest = Math.min(0, ...months);
  const span = Math.max(0, ...months) - lowest;
  const place = (cents: Cents): number => (span === 0 ? 0 : ((cents - lowest) / span) * 100);
  return months.map((cents, index) => ({
    month: index + 1,
    cents,
    from: Math.min(place(0), place(cents)),
    to: Math.max(place(0), place(cents)),
  }));
}
