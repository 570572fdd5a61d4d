import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../../../src-shared/values/letter-code.ts';
import {
  MEMBER_NUMBER_MAX_DIGITS,
  MEMBER_NUMBER_MIN_DIGITS,
} from '../../../../../src-shared/values/member-number.ts';
import {
  DEFAULT_SCANNER,
  SCANNER_LAYOUTS,
  scannerSettingsSchema,
  type ScannerSettings,
} from '../../../../../src-shared/journey/scanner-settings.ts';
import { NIR_ALPHABET, NIR_LENGTH } from '../../../../../src-shared/values/nir.ts';
import { DIGITS } from '../../../../../src-renderer/ui/keyboard/code-groups.ts';
import { readScan, type Takes } from '../../../../../src-renderer/ui/keyboard/read-scan.ts';
import { strokesFor, typedOn, type Layout } from '../../../../support/devices/wedge-scanner.ts';

const NUMBER: Takes = { alphabet: DIGITS, most: MEMBER_NUMBER_MAX_DIGITS };
const LETTER: Takes = { alphabet: LETTER_CODE_ALPHABET, most: LETTER_CODE_LENGTH };
const NIR: Takes = { alphabet: NIR_ALPHABET, most: NIR_LENGTH };

const layouts = fc.constantFrom<Layout>('us', 'fr');
const numbers = fc
  .array(fc.constantFrom(...Array.from(DIGITS)), {
    minLength: MEMBER_NUMBER_MIN_DIGITS,
    maxLength: MEMBER_NUMBER_MAX_DIGITS,
  })
  .map((digits) => digits.join(''));
const letterCodes = fc
  .array(fc.constantFrom(...Array.from(LETTER_CODE_ALPHABET)), {
    minLength: LETTER_CODE_LENGTH,
    maxLength: LETTER_CODE_LENGTH,
  })
  .map((characters) => characters.join(''));
const nirs = fc.constantFrom('185057800608436', '260072A00401583', '199122B12345678', '260072000401583');

/** Scans a text with a scanner set to one layout, on a system set to another. */
function scan(
  text: string,
  takes: Takes,
  at: { scanner: Layout; host: Layout; capsLock?: boolean; settings?: Partial<ScannerSettings> },
): string | null {
  const keys = typedOn(strokesFor(text, at.scanner), at.host, at.capsLock);
  return readScan(keys, takes, { ...DEFAULT_SCANNER, ...at.settings });
}

const places = fc.record({ scanner: layouts, host: layouts, capsLock: fc.boolean() });

describe('a scan', () => {
  it.each([
    ['a member number', numbers, NUMBER],
    ['the code of a letter', letterCodes, LETTER],
    ['a NIR', nirs, NIR],
  ] as const)('of %s is read whole under every layout and Caps Lock', (_what, codes, takes) => {
    fc.assert(
      fc.property(codes, places, fc.boolean(), (code, at, named) => {
        const settings = named ? { layout: at.scanner } : {};
        expect(scan(code, takes, { ...at, settings })).toBe(code);
      }),
      { numRuns: 500 },
    );
  });

  it.each([']C1', ']C0', ']A0', ']E0', ']I1', ']Q1', ']Q3', ']d2', ']X0', ']e0'])(
    'is read without the AIM prefix %s',
    (prefix) => {
      fc.assert(
        fc.property(numbers, places, (code, at) => {
          expect(scan(prefix + code, NUMBER, at)).toBe(code);
        }),
        { numRuns: 60 },
      );
      expect(scan(`${prefix}AMW34CDEFG`, LETTER, { scanner: 'us', host: 'fr' })).toBe('AMW34CDEFG');
    },
  );

  it.each(['MCRN', 'AQ', 'A:', '00'])('is read without the prefix %s of the configuration', (prefix) => {
    for (const scanner of ['us', 'fr'] as const) {
      const at = { scanner, host: 'fr', settings: { prefix } } as const;
      expect(scan(`${prefix}123456`, NUMBER, at)).toBe('123456');
      expect(scan(`]C1${prefix}123456`, NUMBER, at)).toBe('123456');
      expect(scan(`${prefix}]C1123456`, NUMBER, at)).toBe('123456');
      // A card of another kind has none.
      expect(scan('223456', NUMBER, at)).toBe('223456');
    }
  });

  it('is read without the gaps that are printed in a code', () => {
    for (const scanner of ['us', 'fr'] as const) {
      expect(scan('00-123-456', NUMBER, { scanner, host: 'fr' })).toBe('00123456');
      expect(scan('00 123.456', NUMBER, { scanner, host: 'us' })).toBe('00123456');
      expect(scan('AMW34 CDEFG', LETTER, { scanner, host: 'fr' })).toBe('AMW34CDEFG');
      expect(scan('2 60 07 2A 004 015 83', NIR, { scanner, host: 'fr' })).toBe('260072A00401583');
    }
  });

  it.each([
    ['a code of a letter in the field of a number', 'AMW34CDEFG', NUMBER],
    ['a number with a letter before it', 'C1123456', NUMBER],
    ['a NIR in the field of a number', '185057800608436', NUMBER],
    ['an address of the web', 'https://x.example', NUMBER],
    ['a code with a character too many', 'AMW34CDEFGH', LETTER],
    ['a code with a look-alike', 'AMW34CDEF0', LETTER],
  ])('is no part of it: %s', (_what, text, takes) => {
    for (const scanner of ['us', 'fr'] as const) {
      expect(scan(text, takes, { scanner, host: 'fr' })).toBeNull();
    }
  });

  it('is what the system types where the places of keys are not told, or neither layout fits', () => {
    const keys = Array.from('AMW34CDEFG', (key) => ({ ...NO_MODIFIERS, code: '', key }));
    expect(readScan(keys, LETTER, DEFAULT_SCANNER)).toBe('AMW34CDEFG');
    // Dvorak: the key of the letter W is where Comma is elsewhere.
    const dvorak = Array.from('ACD9W').map((key) => ({ ...NO_MODIFIERS, code: 'Comma', key }));
    expect(readScan(dvorak, LETTER, DEFAULT_SCANNER)).toBe('ACD9W');
  });
});

const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

describe('the settings of a scanner', () => {
  it('are those that fit most scanners, where the configuration says nothing', () => {
    expect(scannerSettingsSchema.parse({})).toEqual(DEFAULT_SCANNER);
  });

  it('name each layout, and the search for it', () => {
    expect(scannerSettingsSchema.shape.layout.unwrap().options).toEqual(['detect', ...SCANNER_LAYOUTS]);
  });
});
