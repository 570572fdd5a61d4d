import { describe, expect, it } from 'vitest';
import { ScanReader, type KeyRole } from '../../../../../src-renderer/ui/keyboard/scan-reader.ts';
import { strokesFor, typedOn } from '../../../../support/devices/wedge-scanner.ts';

/** A reader, and a clock that its keys move on. */
function bench() {
  const reader = new ScanReader();
  let timeStamp = 1000;
  const press = (
    key: string,
    gap: number,
    more: { code?: string; repeat?: boolean; ctrlKey?: boolean } = {},
  ) => {
    timeStamp += gap;
    const modifiers = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    return reader.note({ ...modifiers, code: '', repeat: false, key, timeStamp, ...more });
  };
  const scan = (text: string, gap = 10): KeyRole[] =>
    typedOn(strokesFor(text, 'us'), 'fr').map((key) => press(key.key, gap, key));
  return { reader, press, scan, codes: () => reader.keys.map(({ code }) => code) };
}

describe('what a key is part of', () => {
  it('is a scan from the fourth key at the pace of a scanner', () => {
    const { scan, codes } = bench();
    expect(scan('123456')).toEqual(['typed', 'typed', 'typed', 'scanned', 'scanned', 'scanned']);
    expect(codes()).toHaveLength(6);
  });

  it('is typing at the pace of fingers, whose Enter is their own', () => {
    const { scan, press } = bench();
    expect(scan('123456', 90)).not.toContain('scanned');
    expect(press('Enter', 20)).toBe('typed');
    expect(press('Enter', 200)).toBe('typed');
  });

  it.each(['Enter', 'Tab'])('is typing of another field after %s, whatever the pace was before', (end) => {
    const { press, scan, codes } = bench();
    for (const gap of [500, 50, 50, 80]) press('1', gap, { code: 'Digit1' });
    expect(press(end, 40)).toBe('typed');
    expect(scan('222', 50)).toEqual(['typed', 'typed', 'typed']);
    expect(codes()).toEqual(['Digit2', 'Digit2', 'Digit2']);
  });

  it('is typing though some keys are hit at once', () => {
    const { press } = bench();
    const gaps = [500, 40, 150, 50, 180, 45, 160, 170, 55, 150];
    expect(gaps.map((gap) => press('1', gap, { code: 'Digit1' }))).not.toContain('scanned');
  });

  it('is one scan, though a busy machine delivers some keys late', () => {
    const { press, scan, codes } = bench();
    scan('0012', 5);
    press('3', 250, { code: 'Digit3' });
    scan('45', 5);
    expect(press('6', 350, { code: 'Digit6' })).toBe('scanned');
    expect(codes()).toHaveLength(8);
    expect(press('Enter', 200)).toBe('end');
  });

  it.each(['Enter', 'Tab'])('ends a scan by %s once; what follows at that pace is surplus', (suffix) => {
    const { scan, press } = bench();
    scan('123456');
    expect(press(suffix, 10)).toBe('end');
    expect(press('Enter', 10)).toBe('surplus');
    expect(press('Tab', 10)).toBe('surplus');
    expect(press('Enter', 900)).toBe('typed');
  });

  it('is another scan after an end, or after a pause', () => {
    const { reader, scan, press, codes } = bench();
    scan('123456');
    press('Enter', 10);
    scan('7777');
    expect(codes()).toEqual(['Digit7', 'Digit7', 'Digit7', 'Digit7']);
    expect(scan('888', 10)).toEqual(['scanned', 'scanned', 'scanned']);
    press('1', 500, { code: 'Digit1' });
    expect(codes()).toEqual(['Digit1']);
    reader.touched();
    expect(scan('2345')).toEqual(['typed', 'typed', 'typed', 'scanned']);
    expect(codes()).toHaveLength(4);
  });

  it('does not take a key that is held down for a scanner', () => {
    const { press } = bench();
    press('1', 500, { code: 'Digit1' });
    for (let count = 0; count < 20; count++) {
      expect(press('1', 30, { code: 'Digit1', repeat: true })).toBe('typed');
    }
  });

  it('counts no Shift, no key that writes nothing, and no control character', () => {
    const { press, scan, codes } = bench();
    scan('123');
    press('Shift', 5, { code: 'ShiftLeft' });
    press('0', 10, { code: 'Digit0' });
    expect(press(']', 5, { code: 'BracketRight', ctrlKey: true })).toBe('surplus');
    expect(press('4', 10, { code: 'Digit4' })).toBe('scanned');
    expect(codes()).toEqual(['Digit1', 'Digit2', 'Digit3', 'Digit0', 'Digit4']);
    expect(press('Backspace', 10, { code: 'Backspace' })).toBe('typed');
    expect(codes()).toEqual([]);
  });
});
