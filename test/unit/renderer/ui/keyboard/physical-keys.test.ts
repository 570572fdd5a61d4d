import { describe, expect, it } from 'vitest';
import { LETTER_CODE_ALPHABET } from '../../../../../src-shared/values/letter-code.ts';
import { DIGITS } from '../../../../../src-renderer/ui/keyboard/code-groups.ts';
import {
  type PhysicalKey,
  readPadKey,
  ScannerPace,
} from '../../../../../src-renderer/ui/keyboard/physical-keys.ts';

function key(code: string, character: string, modifiers: Partial<PhysicalKey> = {}): PhysicalKey {
  return { code, key: character, ctrlKey: false, altKey: false, metaKey: false, ...modifiers };
}

/** What the digit row gives without shift on a French keyboard, from Digit1 to Digit0. */
const AZERTY_ROW = ['&', 'é', '"', "'", '(', '-', 'è', '_', 'ç', 'à'];

describe('readPadKey', () => {
  it.each(AZERTY_ROW.map((character, index) => ({ character, digit: String((index + 1) % 10) })))(
    'reads $character under AZERTY as $digit',
    ({ character, digit }) => {
      expect(readPadKey(key(`Digit${digit}`, character), DIGITS)).toEqual({
        kind: 'character',
        character: digit,
      });
    },
  );

  it.each([
    [key('Digit7', '7'), { kind: 'character', character: '7' }],
    [key('Numpad4', '4'), { kind: 'character', character: '4' }],
    [key('Numpad4', 'ArrowLeft'), { kind: 'character', character: '4' }],
    // Some scanners and remote tools send characters without a place on the keyboard.
    [key('', '5'), { kind: 'character', character: '5' }],
    [key('Backspace', 'Backspace'), { kind: 'erase' }],
    [key('Delete', 'Delete'), { kind: 'clear' }],
    [key('Enter', 'Enter'), { kind: 'submit' }],
    [key('NumpadEnter', 'Enter'), { kind: 'submit' }],
    [key('KeyA', 'a'), null],
    [key('Tab', 'Tab'), null],
    [key('F5', 'F5'), null],
    [key('Digit1', '&', { ctrlKey: true }), null],
    [key('Digit1', '&', { altKey: true }), null],
    [key('Enter', 'Enter', { metaKey: true }), null],
  ])('reads %o', (event, meaning) => {
    expect(readPadKey(event, DIGITS)).toEqual(meaning);
  });
});

describe('readPadKey for the code of a letter', () => {
  it.each([
    [key('KeyQ', 'a'), 'A'],
    [key('KeyA', 'A', {}), 'A'],
    [key('Digit4', "'"), '4'],
    [key('KeyO', 'o'), null],
    [key('Digit0', 'à'), null],
  ])('reads %o as %j', (event, character) => {
    expect(readPadKey(event, LETTER_CODE_ALPHABET)).toEqual(
      character === null ? null : { kind: 'character', character },
    );
  });
});

describe('ScannerPace', () => {
  it('takes an Enter right after a digit for a scanner’s', () => {
    const pace = new ScannerPace();
    pace.character(1_000);
    expect(pace.isScanner(1_010)).toBe(true);
  });

  it('leaves a person’s Enter to the button that has the focus', () => {
    const pace = new ScannerPace();
    expect(pace.isScanner(0)).toBe(false);
    pace.character(1_000);
    expect(pace.isScanner(1_400)).toBe(false);
  });
});
