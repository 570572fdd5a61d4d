import { describe, expect, it } from 'vitest';
import { LETTER_CODE_ALPHABET } from '../../../../../src-shared/values/letter-code.ts';
import { DIGITS } from '../../../../../src-renderer/ui/keyboard/code-groups.ts';
import type { PhysicalKey } from '../../../../../src-renderer/ui/keyboard/key-positions.ts';
import { readPadKey } from '../../../../../src-renderer/ui/keyboard/physical-keys.ts';

function key(code: string, character: string, modifiers: Partial<PhysicalKey> = {}): PhysicalKey {
  return {
    code,
    key: character,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...modifiers,
  };
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
    // A slow scanner set to QWERTY on a system set to AZERTY, and the other way round.
    [key('KeyA', 'q'), 'A'],
    [key('KeyW', 'z'), 'W'],
    [key('KeyM', ','), 'M'],
    [key('KeyQ', 'q'), 'A'],
    [key('KeyZ', 'Z'), 'W'],
    [key('Semicolon', ';'), 'M'],
    [key('KeyO', 'o'), null],
    [key('Digit0', 'à'), null],
  ])('reads %o as %j', (event, character) => {
    expect(readPadKey(event, LETTER_CODE_ALPHABET)).toEqual(
      character === null ? null : { kind: 'character', character },
    );
  });
});
