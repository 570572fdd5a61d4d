import { describe, expect, it } from 'vitest';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { readPhone } from '../../../../src-shared/values/contact/phone.ts';
import {
  hasInvisible,
  readFirst,
  refused,
  saysNothing,
  taken,
  withoutInvisible,
} from '../../../../src-shared/values/reading.ts';

describe('invisible characters', () => {
  it.each([
    '\u200b',
    '\u00ad',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u3164',
    '\u2800',
    '\ue000',
    '\ud800',
    '\u{e0041}',
  ])('are found and removed: %j', (sign) => {
    expect(hasInvisible(`${sign}b`)).toBe(true);
    expect(withoutInvisible(`${sign}a${sign}${sign}b`)).toBe('ab');
  });

  it.each(['', 'a b', 'é', 'e\u0301', '\u00a0', '\u202f', '🏠', '王'])('are not in %j', (text) => {
    expect(hasInvisible(text)).toBe(false);
    expect(withoutInvisible(text)).toBe(text);
  });
});

describe('a field', () => {
  it.each([
    ...['', ' ', '\u200b', '-', '--', '–', '—', '_', '.', '...', '?', '*', '/', '\\', "'", '"', '()'],
    ...[
      '0',
      '000',
      'NC',
      'N.C.',
      'n/c',
      'NA',
      'N/A',
      'N.A',
      'ND',
      'N/D',
      '#N/A',
      'NULL',
      '(null)',
      'nil',
      'none',
    ],
    ...[
      'NaN',
      'undefined',
      'Néant',
      'NE\u0301ANT',
      'aucun',
      'Aucune',
      'sans',
      'rien',
      'inconnu',
      'inconnue',
      'vide',
    ],
    ...['non renseigné', 'non renseignée', 'Non communiqué', 'non communiquée', 'non connu', 'non connue'],
    ...['pas de téléphone', ' xx ', 'XXXX'],
  ])('says nothing: %j', (text) => {
    expect(saysNothing(text)).toBe(true);
  });

  it.each([
    ...[
      'x',
      'N',
      'NB',
      'NCx',
      'xNC',
      'a-',
      '-a',
      '10',
      '01',
      '0a',
      'a0',
      'nulle',
      'xnull',
      '(null',
      'nilo',
      'nonet',
    ],
    ...[
      'aucunement',
      'sansa',
      'rienx',
      'videx',
      'renseigné',
      'non',
      'non renseignées',
      'pas du tout',
      'pas de',
      'xxy',
    ],
    ...[
      'axx',
      'N#A',
      'N-A',
      '06 12 34 56 78',
      'Martin',
      '44000',
      'jean@free.fr',
      'Aucuneau',
      '-5',
      'NA@free.fr',
    ],
  ])('says something: %j', (text) => {
    expect(saysNothing(text)).toBe(false);
  });
});

describe('a field of several values', () => {
  const exact = (text: string) => (/^[0-9]+$/u.test(text) ? taken(Number(text)) : refused('malformed'));
  const trimmed = (text: string) => exact(text.trim());

  it('that is one value is whole', () => {
    expect(readFirst('12', exact)).toEqual({ ok: true, value: 12, isWhole: true });
  });

  it.each([
    ';',
    ',',
    '|',
    '\n',
    '\r',
    '/',
    '  ;  ',
    '  ,  ',
    '  /  ',
    ' ou ',
    '  ou  ',
    '  ET  ',
    '  or  ',
    ' and ',
    ' - ',
    '  -  ',
  ])('is parted at %j: the first one that can be read counts', (between) => {
    const value = { ok: true, isWhole: false };
    expect(readFirst(`12${between}x`, exact)).toEqual({ ...value, value: 12 });
    expect(readFirst(`x${between}12`, exact)).toEqual({ ...value, value: 12 });
    expect(readFirst(`x${between}13${between}12`, exact)).toEqual({ ...value, value: 13 });
  });

  it.each(['12 (fille)', '12 [fille]', '(fille) 12 (le soir)', '[a] 12 (b)', 'x ; 12 (fille)'])(
    'may have a remark in brackets: %j',
    (text) => {
      expect(readFirst(text, trimmed)).toEqual({ ok: true, value: 12, isWhole: false });
    },
  );

  it.each([
    '',
    'x',
    '12-13',
    '12 13',
    '12ou13',
    '12 ou13',
    '12ou 13',
    '12 (',
    '1(2)3',
    '12 x',
    '(12)',
    'x ; y',
  ])('cannot be read: %j', (text) => {
    expect(readFirst(text, trimmed)).toEqual({ ok: false, reason: 'malformed' });
  });

  it.each([
    ['jean@free.fr ; zoe@free.fr', 'jean@free.fr'],
    ['jean@free.fr, zoe@free.fr', 'jean@free.fr'],
    ['zoé@free.fr / jean@free.fr', 'jean@free.fr'],
    ['jean@free.fr (fils)', 'jean@free.fr'],
    ['jean@free.fr ou zoe@free.fr', 'jean@free.fr'],
    ['Jean Exemple <jean@free.fr>', 'jean@free.fr'],
    ['jean@free.fr fils', 'jean@free.fr'],
    ['\u202ajean@free.fr\u202c', 'jean@free.fr'],
    ['jean@fr\u00adee.fr', 'jean@free.fr'],
  ])('of several addresses, %j, gives the first that can be read', (text, email) => {
    expect(readFirst(text, readEmail)).toEqual({ ok: true, value: email, isWhole: false });
  });

  it('of a number copied from an address book, with signs that turn directions, gives the number', () => {
    const value = { ok: true, value: '+33612345678', isWhole: false };
    expect(readFirst('\u202a06 12 34 56 78\u202c', readPhone)).toEqual(value);
    expect(readFirst('06 12 34 56 78\u200e', readPhone)).toEqual(value);
  });

  it('of one address gives it whole, and of none the reason', () => {
    expect(readFirst("d'@free.fr", readEmail)).toEqual({ ok: true, value: "d'@free.fr", isWhole: true });
    expect(readFirst('zoé@free.fr', readEmail)).toEqual({ ok: false, reason: 'accent' });
  });
});
