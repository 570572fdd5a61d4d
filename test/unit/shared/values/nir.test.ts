import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, maskNir, NIR_LENGTH, readNir } from '../../../../src-shared/values/nir.ts';

const DIGITS = Array.from('0123456789');

/** Numbers of thirteen characters, also of Corsica and with unknown months. */
const numbers = fc
  .tuple(
    fc.constantFrom(...Array.from('123478')),
    fc.integer({ min: 0, max: 99 }),
    fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 99 })),
    fc.oneof(
      fc.integer({ min: 0, max: 99 }).map((department) => String(department).padStart(2, '0')),
      fc.constantFrom('2A', '2B'),
    ),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([sex, year, month, department, rest]) => {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${sex}${two(year)}${two(month)}${department}${String(rest).padStart(6, '0')}`;
  });
const nirs = numbers.map((number) => `${number}${keyOf(number)}`);

/** A number of thirteen characters with its key. */
function keyed(number: string): string {
  return number + keyOf(number);
}

const problemOf = (typed: string): string | null => {
  const parsed = readNir(typed);
  return parsed.ok ? null : parsed.reason;
};

describe('a social-security number', () => {
  it.each([
    // Reckoned by hand: 97 minus the number modulo 97; 2A counts as 19 and 2B as 18.
    ['1 85 05 78 006 084 91', '185057800608491'],
    ['2.69.05.49.588.157-80', '269054958815780'],
    ['1851 2 2A 004 001 96', '185122A00400196'],
    ['185122b00400126', '185122B00400126'],
    ['１８５０５７８００６０８４９１', '185057800608491'],
    ['l85O578OO6O849l', '185057800608491'],
    // Corsica before 1976, a provisional number, an unknown month, born abroad.
    ['260072000401583', '260072000401583'],
    ['785057800608482', '785057800608482'],
    ['160209910900119', '160209910900119'],
    ['185079935004245', '185079935004245'],
    ['I85o578oo6o849i', '185057800608491'],
    // Months 20 to 42 and from 50: not known, or replaced.
    [keyed('1424299109001'), keyed('1424299109001')],
    [keyed('1305099109001'), keyed('1305099109001')],
    [keyed('2999999100001'), keyed('2999999100001')],
    [keyed('885022B123456'), keyed('885022B123456')],
    ['1 85 05 78 006 084 / 91', '185057800608491'],
    ['1‑85‑05‑78‑006‑084‑91', '185057800608491'],
    ['185\u202f057\u00a0800608491', '185057800608491'],
  ])('%j is read as %j', (typed, nir) => {
    expect(readNir(typed)).toEqual({ ok: true, value: nir });
  });

  it.each([
    ['', 'missing'],
    [' - ', 'missing'],
    ['1850578006084', 'no-key'],
    ['1 85 05 2A 004 001', 'no-key'],
    ['2 60 07 20 004 015', 'no-key'],
    ['1 60 20 99 109 001', 'no-key'],
    ['1850578006084.0', 'malformed'],
    ['1,85058E+14', 'malformed'],
    ['185057800608491.0', 'malformed'],
    ['185\u200b057800608491', 'malformed'],
    ['185O57800608A', 'malformed'],
    ['185137800608', 'malformed'],
    ['18505780060849', 'malformed'],
    ['1850578006084911', 'malformed'],
    ['585057800608491', 'malformed'],
    ['185137800608491', 'malformed'],
    ['185007800608491', 'malformed'],
    ['185052C00608491', 'malformed'],
    ['18505A800608491', 'malformed'],
    ['18505780060849A', 'malformed'],
    ['٣٨٥٠٥٧٨٠٠٦٠٨٤٩١', 'malformed'],
    ["1' OR '1'='1", 'malformed'],
    ['185057800608498', 'key'],
    ['185057800608400', 'key'],
    ['185122A00400126', 'key'],
    ['185121900400126', 'key'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(problemOf(typed)).toBe(problem);
  });

  it('is read in any grouping, and in small letters', () => {
    fc.assert(
      fc.property(nirs, fc.constantFrom('', ' ', '\u00a0', '\u202f', '.', '-', '–'), (nir, gap) => {
        expect(readNir(Array.from(nir.toLowerCase()).join(gap))).toEqual({ ok: true, value: nir });
        expect(nir).toHaveLength(NIR_LENGTH);
      }),
    );
  });

  it('with one wrong digit is found out, wherever it is', () => {
    fc.assert(
      fc.property(nirs, (nir) => {
        const wrong = Array.from(nir, (own, place) =>
          DIGITS.filter((digit) => digit !== own).map(
            (digit) => nir.slice(0, place) + digit + nir.slice(place + 1),
          ),
        ).flat();
        expect(wrong.length).toBeGreaterThanOrEqual(9 * NIR_LENGTH);
        expect(wrong.filter((typed) => problemOf(typed) === null)).toEqual([]);
      }),
    );
  });

  it('with 2A and 2B taken for one another is found out', () => {
    fc.assert(
      fc.property(nirs, (nir) => {
        const other = nir.slice(5, 7) === '2A' ? '2B' : '2A';
        if (!/^2[AB]/u.test(nir.slice(5, 7))) return;
        expect(problemOf(nir.slice(0, 5) + other + nir.slice(7))).toBe('key');
      }),
    );
  });

  it('with two different neighbours swapped is found out', () => {
    fc.assert(
      fc.property(nirs, (nir) => {
        const swapped = Array.from(
          nir,
          (one, place) => nir.slice(0, place) + nir.charAt(place + 1) + one + nir.slice(place + 2),
        ).filter((typed) => typed !== nir);
        expect(swapped.length).toBeGreaterThan(0);
        expect(swapped.filter((typed) => problemOf(typed) === null)).toEqual([]);
      }),
    );
  });

  it('has a key from 01 to 97', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(keyOf(number)).toMatch(/^(0[1-9]|[1-8]\d|9[0-7])$/u);
      }),
    );
  });

  it('is masked but for its key', () => {
    fc.assert(
      fc.property(nirs, (nir) => {
        const masked = maskNir(nir);
        expect(masked.replaceAll(/[^0-9A-Z]/gu, '')).toBe(nir.slice(-2));
        expect(masked).toHaveLength('1 85 05 78 006 084 91'.length);
      }),
    );
  });

  it('is never invented from anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const parsed = readNir(typed);
        if (parsed.ok) expect(keyOf(parsed.value.slice(0, 13))).toBe(parsed.value.slice(13));
      }),
    );
  });
});
