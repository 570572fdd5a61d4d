import { describe, expect, it } from 'vitest';
import { maskPhone, parseMobile } from '../../../../src-shared/values/phone.ts';

describe('a mobile number', () => {
  it.each([
    '0612345678',
    '06 12 34 56 78',
    '06.12.34.56.78',
    '06-12–34/56 78',
    '+33612345678',
    '+33 6 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '0033 6 12 34 56 78',
    '0033 06 12 34 56 78',
    '０６１２３４５６７８',
  ])('is read from %j', (typed) => {
    expect(parseMobile(typed)).toBe('+33612345678');
  });

  it('may begin with 07', () => {
    expect(parseMobile('07 12 34 56 78')).toBe('+33712345678');
  });

  it.each([
    '',
    '0512345678',
    '0812345678',
    '061234567',
    '06123456789',
    '10612345678',
    '612345678',
    '33612345678',
    '+32612345678',
    '+330512345678',
    '0+33612345678',
    '06+331234567',
    '06 12 34 56 7x',
  ])('is not read from %j', (typed) => {
    expect(parseMobile(typed)).toBeNull();
  });

  it('shows its last two digits and nothing of the others', () => {
    expect(maskPhone('+33612345678')).toBe('** ** ** ** 78');
  });
});
