import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, chartMonths } from '../../../../../../src-renderer/ui/display/text/amounts.ts';

const plain = (text: string): string => text.replaceAll(/\s/gu, ' ');

describe('an amount', () => {
  it('is written as people write it', () => {
    expect(plain(amountText(123_450, 'EUR', 'fr'))).toBe('1 234,50 €');
    expect(amountText(123_450, 'EUR', 'en')).toBe('€1,234.50');
    expect(plain(amountText(5, 'EUR', 'fr'))).toBe('0,05 €');
  });

  it('shows what was taken back with a sign that can be seen, and no sign of nothing', () => {
    expect(plain(amountText(-475, 'EUR', 'fr'))).toBe('−4,75 €');
    expect(amountText(-475, 'EUR', 'en')).toBe('−€4.75');
    expect(plain(amountText(-0, 'EUR', 'fr'))).toBe('0,00 €');
  });

  it('keeps its hundredths in any currency, and the letters of one that nobody knows', () => {
    expect(plain(amountText(150_050, 'JPY', 'fr'))).toMatch(/^1 500,50 /u);
    expect(plain(amountText(1200, 'ZZZ', 'fr'))).toBe('12,00 ZZZ');
  });

  it('does not lose a cent of the largest', () => {
    expect(plain(amountText(999_999_999_999, 'EUR', 'fr'))).toBe('9 999 999 999,99 €');
  });
});

describe('the chart of a year', () => {
  it('draws nothing of a year of nothing', () => {
    expect(chartMonths(Array<number>(12).fill(0)).every(({ from, to }) => from === 0 && to === 0)).toBe(true);
  });

  it('puts what was taken back on the other side of zero', () => {
    const [january, february, march] = chartMonths([-100, 300, 0]);
    expect(january).toEqual({ month: 1, cents: -100, from: 0, to: 25 });
    expect(february).toEqual({ month: 2, cents: 300, from: 25, to: 100 });
    expect(march).toMatchObject({ from: 25, to: 25 });
  });

  it('keeps every bar within its width, as long as its share', () => {
    const cents = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 12, maxLength: 12 }), (months) => {
        const span = Math.max(0, ...months) - Math.min(0, ...months);
        for (const { cents: amount, from, to } of chartMonths(months)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(100);
          expect(to - from).toBeCloseTo(span === 0 ? 0 : (Math.abs(amount) / span) * 100, 6);
        }
      }),
    );
  });
});
