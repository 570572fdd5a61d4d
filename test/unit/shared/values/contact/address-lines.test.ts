import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDRESS_LINE_MAX_LENGTH,
  readAddressLines,
} from '../../../../../src-shared/values/contact/address-lines.ts';
import { NAUGHTY_STRINGS } from '../../../../support/hostile/naughty-strings.ts';

const problemOf = (...lines: string[]): string | null => {
  const parsed = readAddressLines(lines);
  return parsed.ok ? null : parsed.reason;
};

describe('lines of an address', () => {
  it.each([
    [['12 rue de la Fosse'], ['12 rue de la Fosse']],
    [
      ['Appt 4', '  Résidence   Les Tilleuls ', '3 bis, allée d’Orléans'],
      ['Appt 4', 'Résidence Les Tilleuls', "3 bis, allée d'Orléans"],
    ],
    [['', 'LIEU-DIT L\u2019Œuvre', ' '], ["LIEU-DIT L'Œuvre"]],
    [['5 & 7 rue X'], ['5 & 7 rue X']],
    [['N° 12'], ['N° 12']],
    [['(3e étage)'], ['(3e étage)']],
    [['[3e étage]'], ['(3e étage)']],
    [['Résidence “Les Pins”'], ['Résidence "Les Pins"']],
    [['Bât. A/B, 1 bis, n°5, 12ᵉ ét.'], ['Bât. A/B, 1 bis, n°5, 12ᵉ ét.']],
    [['1ʳ rue Ⅳ'], ['1ʳ rue Ⅳ']],
    [['5 à 7, rue de l’Île (fond de cour)'], ["5 à 7, rue de l'Île (fond de cour)"]],
    [['Résidence «\u00a0Les Pins\u00a0»'], ['Résidence « Les Pins »']],
    [['12 \u2013 14 rue du Pré\u2010Gervais'], ['12 - 14 rue du Pré-Gervais']],
    [['rue de l\u02bcÉglise'], ["rue de l'Église"]],
    [['1/3 av. du Gal-de-Gaulle', '', ''], ['1/3 av. du Gal-de-Gaulle']],
    // Typed as a letter and its accent apart.
    [['rue de l\u2019E\u0301glise'], ["rue de l'Église"]],
  ])('%j are taken as %j', (typed, lines) => {
    expect(readAddressLines(typed)).toEqual({ ok: true, value: lines });
  });

  it.each([
    ['missing', []],
    ['missing', ['', ' ', '\u00a0']],
    ['missing', ['\u200b', '\u00ad', '\u3164\u2800', '\u{e0041}', '\u0301']],
    ['characters', ['12 rue <b>']],
    ['characters', ['12 rue\tde la Fosse']],
    ['characters', ['12 rue de la Fosse\n44000']],
    ['characters', ['12 rue de la\u0000Fosse']],
    ['characters', ['улица Ленина 5']],
    ['characters', ['12 rue 🏠']],
    ['characters', ['-']],
    ['characters', ['(&)']],
    ['characters', ['ŋ rue']],
    ['characters', ['rue\u3164X']],
    ['too-long', ['Œ'.repeat(20)]],
    ['too-long', ['& '.repeat(12).concat('rue')]],
    ['characters', ['12 rue\u202e de la Fosse']],
    ['too-long', ['1 '.repeat(ADDRESS_LINE_MAX_LENGTH)]],
    ['too-long', ['1 rue A', '2', '3', '4']],
  ])('are told to be %s: %j', (problem, typed) => {
    expect(problemOf(...typed)).toBe(problem);
  });

  it('may have 38 characters each, and no more', () => {
    expect(problemOf('a'.repeat(38))).toBeNull();
    expect(problemOf('a'.repeat(39))).toBe('too-long');
  });

  it('fit on an envelope whatever is typed, and are the same when they are typed again', () => {
    // Mostly of characters of a street's name.
    const street = fc.string({
      unit: fc.constantFrom(...Array.from("abÉœÇ012 '’/.,-"), 'e\u0301', '\u00a0'),
      maxLength: 42,
    });
    const line = fc.oneof(
      { weight: 12, arbitrary: street },
      { weight: 1, arbitrary: fc.constantFrom(...NAUGHTY_STRINGS) },
      { weight: 1, arbitrary: fc.string() },
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (typed) => {
        const parsed = readAddressLines(typed);
        if (!parsed.ok) return;
        taken += 1;
        expect(parsed.value.length).toBeGreaterThan(0);
        expect(parsed.value.length).toBeLessThanOrEqual(3);
        for (const line of parsed.value) {
          expect(line).toMatch(/^[\p{Script=Latin}0-9 '/.,;:&°º()"«»+#№*-]{1,38}$/u);
          expect(line).not.toMatch(/^ | {2}| $/u);
        }
        expect(readAddressLines(parsed.value)).toEqual(parsed);
      }),
      { numRuns: 500 },
    );
    // Nearly two in five, when this was written.
    expect(taken).toBeGreaterThan(100);
  });
});
