import type { Language } from '../../../src-shared/language.ts';
import type { Cents } from '../../../src-shared/values/amount.ts';
import { intlLocale } from '../../../src-shared/time/moment-words.ts';

/** Decimals of an amount: it comes in hundredths, whatever the currency's own custom is. */
const DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** An amount as it is written: "1 234,50 €", "−£3.00". `currency`: ISO 4217; one that nobody knows stands as its letters. */
export function amountText(cents: Cents, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(intlLocale(language), {
    style: 'currency',
    currency,
    signDisplay: 'negative',
    ...DECIMALS,
  });
  // A hyphen is hard to see before digits.
  return format.format(cents / 100).replace('-', '−');
}

/** One month of a chart: its amount and its bar, from and to, in hundredths of the chart's width. */
export interface ChartMonth {
  /** Number of the month, from 1. */
  readonly month: number;
  readonly cents: Cents;
  readonly from: number;
  readonly to: number;
}

/** The bars of a year. What was taken back stands on the other side of zero; a year of nothing has no bars. */
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
