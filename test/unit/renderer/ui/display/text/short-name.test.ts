import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortName } from '../../../../../../src-renderer/ui/display/text/short-name.ts';

describe('a name in the header', () => {
  it.each([
    ['Zoé Exemple-Dupré', 'Zoé Exemple-Dupré'],
    ['  Zoé   Exemple ', 'Zoé Exemple'],
    ['Marie-Antoinette Dupont-Lagarde', 'Marie-Antoinette D.'],
    ['Maximilienne de La Rochefoucauld-Montbel', 'Maximilienne R.'],
    ['Anne-Charlotte de la Tour-Fictive', 'Anne-Charlotte T.'],
    ['Élisabeth-Joséphine Ô', 'Élisabeth-Joséphine…'],
    ['Wolfeschlegelsteinhausen', 'Wolfeschlegelsteinh…'],
    ['O', 'O'],
  ])('%j is told as %j', (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  it('may have more room', () => {
    expect(shortName('Marie-Antoinette Dupont-Lagarde', 32)).toBe('Marie-Antoinette Dupont-Lagarde');
    expect(shortName('Wolfeschlegelsteinhausenbergerdorff', 32)).toBe('Wolfeschlegelsteinhausenbergerd…');
  });

  it('keeps a letter and its accents together', () => {
    expect(shortName('e\u0301'.repeat(30))).toBe(`${'e\u0301'.repeat(19)}…`);
  });

  it('has at most 20 characters, and says when it is not whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
        const whole = name.trim().replaceAll(/\s+/gu, ' ');
        const short = shortName(name);
        expect([...new Intl.Segmenter().segment(short)].length).toBeLessThanOrEqual(20);
        if (short !== whole) expect(short).toMatch(/[.…]$/u);
      }),
    );
  });
});
