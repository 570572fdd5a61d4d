import { describe, expect, it } from 'vitest';
import { groupNir, nirCharacters, readNir, takesCorsica } from '../../../../src-shared/values/nir.ts';

describe('characters of a NIR', () => {
  it('are digits, without the gaps of a card', () => {
    expect(nirCharacters('1 99 05 44-109.012 21')).toBe('199054410901221');
    expect(nirCharacters('1990544109012219999')).toBe('199054410901221');
    expect(nirCharacters('１９９')).toBe('199');
  });

  it('take a letter only where Corsica has one', () => {
    expect(nirCharacters('1 99 05 2a 109 012 17')).toBe('199052A10901217');
    expect(nirCharacters('1 99 05 4A 1')).toBe('1990541');
    expect(nirCharacters('A1B')).toBe('1');
    expect(nirCharacters('199052AB')).toBe('199052A');
  });

  it('read O, I and L as the digits that they look like', () => {
    expect(nirCharacters('I99O5')).toBe('19905');
    expect(nirCharacters('l99')).toBe('199');
  });

  it('leave what a NIR can be as it is', () => {
    const typed = nirCharacters('1 99 05 2A 109 012 17');
    expect(readNir(typed)).toEqual({ ok: true, value: typed });
  });

  it('offer A and B after the 2 of a department, and nowhere else', () => {
    const typed = '199052A10901217';
    const places = Array.from(typed, (_, place) => place).filter((place) =>
      takesCorsica(typed.slice(0, place)),
    );
    expect(places).toEqual([6]);
    expect(takesCorsica('199054')).toBe(false);
  });

  it('stand in the groups of a card, from the first digit on', () => {
    expect(groupNir('199052A10901217').replaceAll('\u00a0', ' ')).toBe('1 99 05 2A 109 012 17');
    expect(groupNir('1990').replaceAll('\u00a0', ' ')).toBe('1 99 0');
    expect(groupNir('')).toBe('');
  });
});
