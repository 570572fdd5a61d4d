import { describe, expect, it } from 'vitest';
import { type PhysicalKey, readDigitKey, ScannerPace } from '../../../src-renderer/state/digit-keys.ts';

function key(code: string, character: string, modifiers: Partial<PhysicalKey> = {}): PhysicalKey {
  return { code, key: character, ctrlKey: false, altKey: false, metaKey: false, ...modifiers };
}

/** What the digit row gives without shift on a French keyboard, from Digit1 to Digit0. */
const AZERTY_ROW = ['&', 'é', '"', "'", '(', '-', 'è', '_', 'ç', 'à'];

describe('readDigitKey', () => {
  it.each(AZERTY_ROW.map((character, index) => ({ character, digit: String((index + 1) % 10) })))(
    'reads $character under AZERTY as $digit',
    ({ character, digit }) => {
      expect(readDigitKey(key(`Digit${digit}`, character))).toEqual({ kind: 'digit', digit });
    },
  );

  it.each([
    [key('Digit7', '7'), { kind: 'digit', digit: '7' }],
    [key('Numpad4', '4'), { kind: 'digit', digit: '4' }],
    [key('Numpad4', 'ArrowLeft'), { kind: 'digit', digit: '4' }],
    // Some scanners and remote tools send characters without a place on the keyboard.
    [key('', '5'), { kind: 'digit', digit: '5' }],
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
    expect(readDigitKey(event)).toEqual(meaning);
  });
});

describe('ScannerPace', () => {
  it('takes an Enter right after a digit for a scanner’s', () => {
    const pace = new ScannerPace();
    pace.digit(1_000);
    expect(pace.isScanner(1_010)).toBe(true);
  });

  it('leaves a person’s Enter to the button that has the focus', () => {
    const pace = new ScannerPace();
    expect(pace.isScanner(0)).toBe(false);
    pace.digit(1_000);
    expect(pace.isScanner(1_400)).toBe(false);
  });
});
