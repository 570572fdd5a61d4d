import { describe, expect, it } from 'vitest';
import { centsSchema, currencySchema } from '../../../../src-shared/values/amount.ts';

describe('an amount', () => {
  it.each([0, -1, 1, 1e12, -1e12])('%d hundredths are one', (cents) => {
    expect(centsSchema.parse(cents)).toBe(cents);
  });

  it.each([0.5, 1e12 + 1, -1e12 - 1, NaN, '1'])('%j hundredths are none', (cents) => {
    expect(centsSchema.safeParse(cents).success).toBe(false);
  });

  it.each([
    ['EUR', true],
    ['CHF', true],
    ['eur', false],
    ['EU', false],
    ['EURO', false],
    ['€', false],
    [' EUR', false],
    ['EUR ', false],
    ['', false],
  ])('%j is a currency: %s', (currency, is) => {
    expect(currencySchema.safeParse(currency).success).toBe(is);
  });
});
