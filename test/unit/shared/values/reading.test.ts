import { describe, expect, it } from 'vitest';
import { readEmail } from '../../../../src-shared/values/email.ts';
import {
  hasInvisible,
  readFirst,
  saysNothing,
  withoutInvisible,
} from '../../../../src-shared/values/reading.ts';

describe('a field of a file', () => {
  it.each([
    '',
    ' ',
    '-',
    '—',
    'NEANT',
    'néant',
    'N/A',
    '#N/A',
    'NULL',
    'aucune',
    'Non renseigné',
    '.',
    '\u200b',
    '0',
  ])('that has %j says nothing', (text) => {
    expect(saysNothing(text)).toBe(true);
  });

  it.each(['Martin', '44000', 'jean@free.fr', 'Aucuneau', '-5', 'NA@free.fr'])(
    'that has %j says something',
    (text) => {
      expect(saysNothing(text)).toBe(false);
    },
  );

  it.each([
    ['jean@free.fr ; zoe@free.fr', 'jean@free.fr'],
    ['jean@free.fr, zoe@free.fr', 'jean@free.fr'],
    ['zoé@free.fr / jean@free.fr', 'jean@free.fr'],
    ['jean@free.fr (fils)', 'jean@free.fr'],
    ['jean@free.fr ou zoe@free.fr', 'jean@free.fr'],
  ])('of several addresses, %j, gives the first that can be read', (text, email) => {
    expect(readFirst(text, readEmail)).toEqual({ ok: true, value: email, isWhole: false });
  });

  it('of one address gives it whole, and of none the reason', () => {
    expect(readFirst('d’@free.fr'.replace('’', "'"), readEmail)).toEqual({
      ...{ ok: true, value: "d'@free.fr", isWhole: true },
    });
    expect(readFirst('zoé@free.fr', readEmail)).toEqual({ ok: false, reason: 'accent' });
  });
});

describe('a sign that shows nothing', () => {
  it.each(['\u200b', '\u00ad', '\u3164', '\u2800', '\u202e', '\u2066', '\ufeff', '\u{e0041}', '\ud800'])(
    '%j is found, and can go',
    (sign) => {
      expect(hasInvisible(`a${sign}b`)).toBe(true);
      expect(withoutInvisible(`a${sign}b`)).toBe('ab');
    },
  );

  it('is no gap, letter, accent or picture', () => {
    expect(hasInvisible("N'Guessan é e\u0301 王 🦊 \u00a0")).toBe(false);
  });
});
