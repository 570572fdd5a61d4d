import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import TOWNS from '../../../../../resources/postal-codes/france.json' with { type: 'json' };
import { addressBlock } from '../../../../../src-shared/values/contact/address-block.ts';
import { postalText } from '../../../../../src-shared/values/contact/postal-text.ts';

const HOME = {
  givenName: 'Odette',
  familyName: 'Exemple',
  lines: ['3 rue de l’Invention'],
  postalCode: '44000',
  town: 'Nantes',
};

describe('address blocks', () => {
  it('are capitals without accents or punctuation, the town last', () => {
    expect(addressBlock({ ...HOME, lines: ['Bât. Œillet, 2ème étage', '', '12 bis, rue d’Été'] })).toEqual({
      ok: true,
      lines: ['ODETTE EXEMPLE', 'BAT OEILLET 2EME ETAGE', "12 BIS RUE D'ETE", '44000 NANTES'],
    });
  });

  it.each([
    ['FR', '44040', 'NANTES CEDEX 1', ['44040 NANTES CEDEX 1']],
    ['RE', '97400', 'Saint-Denis', ['97400 SAINT-DENIS']],
    ['FR', '97133', 'Saint-Barthélemy', ['97133 SAINT-BARTHELEMY']],
    ['NC', '98800', 'Nouméa', ['98800 NOUMEA']],
    ['MC', '98000', 'Monaco', ['98000 MONACO']],
    ['LU', 'L-2449', 'Luxembourg', ['L-2449 LUXEMBOURG', 'LUXEMBOURG']],
    ['BE', 'B-1000', 'Bruxelles', ['B-1000 BRUXELLES', 'BELGIQUE']],
    ['CH', '1201', 'Genève', ['1201 GENEVE', 'SUISSE']],
    ['DE', 'D-10115', 'Berlin', ['D-10115 BERLIN', 'ALLEMAGNE']],
    ['GB', 'SW1A 1AA', 'London', ['LONDON SW1A 1AA', 'ROYAUME-UNI']],
    ['CI', '', 'Abidjan', ['ABIDJAN', "COTE D'IVOIRE"]],
  ])('of %s end with their town, then the country abroad', (country, postalCode, town, end) => {
    const block = addressBlock({ ...HOME, country, postalCode, town });
    expect(block).toEqual({ ok: true, lines: ['ODETTE EXEMPLE', "3 RUE DE L'INVENTION", ...end] });
  });

  it.each([
    ['51290', 'Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson', '51290 ST-REMY-EN-BOUZEMONT-ST-GENEST'],
    ['24260', 'Saint-Félix-de-Reillac-et-Mortemart', '24260 ST-FELIX-DE-REILLAC-ET-MORTEMART'],
    ['34520', 'La Vacquerie-et-Saint-Martin-de-Castries', '34520 LA VACQUERIE-ET-ST-MARTIN'],
    ['48220', 'Pont de Montvert - Sud Mont Lozère', '48220 PONT DE MONTVERT - SUD MONT'],
  ])('shorten a town that La Poste shortens: %s %s', (postalCode, town, line) => {
    const block = addressBlock({ ...HOME, postalCode, town });
    expect(block.ok && block.lines.at(-1)).toBe(line);
  });

  it('are there for every town of the table', () => {
    const towns = Object.entries(TOWNS).flatMap(([postalCode, names]) =>
      names.map((town) => ({ postalCode, town })),
    );
    expect(towns.filter((place) => !addressBlock({ ...HOME, ...place }).ok)).toEqual([]);
    expect(towns.length).toBeGreaterThan(35_000);
  });

  it('abroad have one line less for the street', () => {
    const abroad = { ...HOME, country: 'BE', postalCode: '1000', town: 'Bruxelles' };
    expect(addressBlock({ ...abroad, lines: ['1', '2', '3'] })).toMatchObject({ ok: true });
    expect(addressBlock({ ...abroad, lines: ['1', '2', '3', '4'] })).toEqual({
      ok: false,
      reason: 'too-many-lines',
    });
  });

  it.each([
    ['Odette', 'Exemple', 'ODETTE EXEMPLE'],
    ['Zoé 🎉', 'Exemple', 'ZOE EXEMPLE'],
    ['', 'Exemple', 'EXEMPLE'],
    ['=Odette', '@Exemple', 'ODETTE EXEMPLE'],
    ['Jean-Baptiste Maximilien', 'd’Exemple-Inventé', "J-B M D'EXEMPLE-INVENTE"],
    ['Đặng Þór', 'Ðorđe-GROẞ', 'DANG THOR DORDE-GROSS'],
    // 38 characters, with the first initial alone.
    ['Jean-Baptiste', 'Exemple'.repeat(5) + 'X', `J ${'EXEMPLE'.repeat(5)}X`],
    ['Jørgen', 'Ægirßon-Łódź', 'JORGEN AEGIRSSON-LODZ'],
  ])('%s %s', (givenName, familyName, name) => {
    const block = addressBlock({ ...HOME, givenName, familyName });
    expect(block.ok && block.lines[0]).toBe(name);
  });

  it('have at most six lines of 38 characters', () => {
    const lines = ['1', '2', 'a'.repeat(38), 'Bât🎉C'];
    expect(addressBlock({ ...HOME, lines })).toEqual({
      ok: true,
      lines: ['ODETTE EXEMPLE', '1', '2', 'A'.repeat(38), 'BAT C', '44000 NANTES'],
    });
  });

  it('shorten a name of 200 characters and never a street', () => {
    const block = addressBlock({ ...HOME, givenName: 'Anne '.repeat(20), familyName: 'Exemple '.repeat(12) });
    expect(block.ok && block.lines[0]).toBe('EXEMPLE EXEMPLE EXEMPLE EXEMPLE EXEMPL');
    expect(addressBlock({ ...HOME, lines: [`12 rue ${'longue '.repeat(6)}`] })).toEqual({
      ok: false,
      reason: 'line-too-long',
    });
  });

  it.each([
    [{ familyName: '🎉🎉' }, 'name'],
    [{ familyName: '王' }, 'name'],
    [{ lines: ['·'] }, 'incomplete'],
    [{ town: '—' }, 'incomplete'],
    [{ lines: ['1', '2', '3', '4', '5'] }, 'too-many-lines'],
    [{ town: 'Villeneuve'.repeat(4) }, 'line-too-long'],
  ])('%j has none: %s', (wrong, reason) => {
    expect(addressBlock({ ...HOME, ...wrong })).toEqual({ ok: false, reason });
  });

  it('end a shortened town with a letter, whatever stands before the word that is left out', () => {
    const block = addressBlock({ ...HOME, town: 'aaaaaaaaaaaaaa.-Ła,aaaaaaaßaaœa' });
    expect(block).toMatchObject({ ok: true });
    if (block.ok) expect(block.lines.at(-1)).toMatch(/A$/u);
  });

  it('fit an envelope and a spreadsheet whatever they are made of', () => {
    // Mostly letters that French mail knows, up to a little more than fits; the rest is anything.
    const word = fc.string({
      unit: fc.constantFrom(...Array.from("aeéœÇßŁbcd012 '’/.,-=")),
      minLength: 1,
      maxLength: 44,
      size: 'max',
    });
    const text = fc.oneof(
      { weight: 9, arbitrary: word },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
    );
    let made = 0;
    let longest = 0;
    fc.assert(
      fc.property(
        fc.record({
          postalCode: fc.constant('44000'),
          givenName: text,
          familyName: text,
          lines: fc.array(text, { maxLength: 5 }),
          town: text,
        }),
        (addressee) => {
          const block = addressBlock(addressee);
          if (!block.ok) return;
          made += 1;
          longest += block.lines.some((line) => line.length === 38) ? 1 : 0;
          expect(block.lines.length).toBeLessThanOrEqual(6);
          for (const line of block.lines) {
            expect(line).toMatch(/^[A-Z0-9][A-Z0-9'/ -]{0,37}$/u);
            expect(line).not.toMatch(/ {2}| $/u);
          }
        },
      ),
      { numRuns: 1000 },
    );
    // One in four, and one in fourteen with a line as long as may be, when this was written.
    expect(made).toBeGreaterThan(150);
    expect(longest).toBeGreaterThan(20);
  });

  it('are the same when made twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(postalText(postalText(text))).toBe(postalText(text));
      }),
    );
  });
});
