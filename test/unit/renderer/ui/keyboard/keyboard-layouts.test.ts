import { describe, expect, it } from 'vitest';
import {
  ADDRESS_ROWS,
  COPY_ROWS,
  EMAIL_ROWS,
  LAYOUT_ROWS,
  NAME_ROWS,
  LAYOUTS,
  SENTENCE_ROWS,
  SHIFTED,
} from '../../../../../src-renderer/ui/keyboard/keyboard-layouts.ts';
import { TEXT_ALPHABET } from '../../../../../src-main/challenge/challenge-text.ts';
import { readFamilyName } from '../../../../../src-shared/values/names/person-name.ts';
import { readEmail } from '../../../../../src-shared/values/contact/email.ts';
import { readAddressLines } from '../../../../../src-shared/values/contact/address-lines.ts';
import {
  characterClass,
  MCRN_PASSWORD_POLICY,
} from '../../../../../src-shared/policy/passwords/password-policy.ts';

function keys(rows: readonly string[]): string[] {
  return rows.flatMap((row) => row.split(' '));
}

function isFunction(key: string): boolean {
  return key.length > 2 && key.startsWith('{');
}

describe.each(LAYOUTS)('layout %s', (name) => {
  const all = keys(LAYOUT_ROWS[name]);

  it('has no key twice', () => {
    expect(new Set(all).size).toBe(all.length);
  });

  it('types one character a key, each of a class that passwords know', () => {
    for (const key of all.filter((one) => !isFunction(one))) {
      expect([key, Array.from(key).length]).toEqual([key, 1]);
      expect([key, characterClass(key)]).not.toEqual([key, null]);
    }
  });

  it('can erase, type a space, and lead back to the letters', () => {
    expect(all).toContain('{bksp}');
    expect(all).toContain('{space}');
    expect(name === 'letters' || all.includes('{letters}') || SHIFTED[name] === 'letters').toBe(true);
  });
});

describe('keyboard', () => {
  it('reaches every printable ASCII character but the space, the refused ones too', () => {
    const typed = new Set(Object.values(LAYOUT_ROWS).flatMap(keys));
    const ascii = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index));
    expect(ascii.filter((character) => !typed.has(character))).toEqual([]);
    for (const character of MCRN_PASSWORD_POLICY.refused) expect(typed).toContain(character);
  });

  it('gives capitals of the same letters', () => {
    const capitals = keys(LAYOUT_ROWS.letters)
      .filter((key) => !isFunction(key))
      .map((key) => key.toUpperCase());
    expect(keys(LAYOUT_ROWS.capitals).filter((key) => !isFunction(key))).toEqual(capitals);
  });
});

describe('keys of a name', () => {
  it('type nothing that a name cannot hold, and every letter, hyphen and apostrophe', () => {
    const typed = Object.values(NAME_ROWS)
      .flatMap(keys)
      .filter((key) => !isFunction(key));
    expect(typed.filter((key) => !readFamilyName(`A${key}`).ok)).toEqual([]);
    for (const letter of "abcdefghijklmnopqrstuvwxyzéèêëçàïœ-'") expect(typed).toContain(letter);
  });
});

describe('keys of a line of an address', () => {
  it('type nothing that it cannot hold, and every sign between its words', () => {
    const typed = Object.values(ADDRESS_ROWS)
      .flatMap(keys)
      .filter((key) => !isFunction(key));
    expect(typed.filter((key) => !readAddressLines([`a${key}`]).ok)).toEqual([]);
    for (const sign of "0123456789abcdefghijklmnopqrstuvwxyzéèêç-',./") expect(typed).toContain(sign);
  });
});

describe('keys of sentences', () => {
  it('have no key twice, and their punctuation at hand in every layout of letters', () => {
    for (const [name, rows] of Object.entries(SENTENCE_ROWS)) {
      const all = keys(rows);
      expect(new Set(all).size).toBe(all.length);
      expect(all).toContain('{bksp}');
      if (name !== 'symbols') for (const sign of "',.-?") expect(all).toContain(sign);
    }
  });
});

describe('keys of a text to copy', () => {
  it('type every character that a picture can show', () => {
    const typed = keys(COPY_ROWS.letters ?? []);
    for (const character of TEXT_ALPHABET) expect(typed).toContain(character);
    expect(typed).toContain('{bksp}');
  });
});

describe('keyboard of e-mail addresses', () => {
  const layouts = Object.values(EMAIL_ROWS).map(keys);
  const typed = new Set(layouts.flat().filter((key) => !isFunction(key)));

  it('types exactly what an address can hold, and two ends of addresses', () => {
    const ascii = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index));
    const held = ascii.filter((character) => readEmail(`a${character}b@exemple.fr`).ok);
    const small = held.filter((character) => character === character.toLowerCase());
    expect([...typed].sort()).toEqual([...small, '@', '.fr', '.com'].sort());
  });

  it('leads from each layout to the other, has no key twice, and can erase', () => {
    expect(layouts).toHaveLength(2);
    for (const all of layouts) {
      expect(new Set(all).size).toBe(all.length);
      expect(all).toContain('{bksp}');
    }
    expect(EMAIL_ROWS.letters?.join(' ')).toContain('{symbols}');
    expect(EMAIL_ROWS.symbols?.join(' ')).toContain('{letters}');
  });
});
