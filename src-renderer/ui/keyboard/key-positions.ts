import type { SCANNER_LAYOUTS } from '../../../src-shared/journey/scanner-settings.ts';

/** A keyboard layout that a scanner can be set to. */
export type ScannerLayout = (typeof SCANNER_LAYOUTS)[number];

/** The part of a keyboard event that is read. */
export interface PhysicalKey {
  /** Position on the keyboard (`KeyboardEvent.code`); empty when a tool sends characters without one. */
  readonly code: string;
  /** The character or name from the system's layout. */
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  getModifierState?(name: 'AltGraph'): boolean;
}

/** Characters of a key: alone, with Shift, with AltGr. */
type Row = readonly [alone: string, shift?: string, altGr?: string];

const US: Readonly<Record<string, Row>> = {
  ...rowsOf('Digit', '1234567890', '!@#$%^&*()'),
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
};

const FR: Readonly<Record<string, Row>> = {
  Digit1: ['&', '1'],
  Digit2: ['é', '2', '~'],
  Digit3: ['"', '3', '#'],
  Digit4: ["'", '4', '{'],
  Digit5: ['(', '5', '['],
  Digit6: ['-', '6', '|'],
  Digit7: ['è', '7', '`'],
  Digit8: ['_', '8', '\\'],
  Digit9: ['ç', '9', '^'],
  Digit0: ['à', '0', '@'],
  Minus: [')', '°', ']'],
  Equal: ['=', '+', '}'],
  BracketLeft: ['^', '¨'],
  BracketRight: ['$', '£'],
  Backslash: ['*', 'µ'],
  Quote: ['ù', '%'],
  IntlBackslash: ['<', '>'],
  KeyQ: ['A'],
  KeyW: ['Z'],
  KeyA: ['Q'],
  KeyZ: ['W'],
  Semicolon: ['M'],
  KeyM: [',', '?'],
  Comma: [';', '.'],
  Period: [':', '/'],
  Slash: ['!', '§'],
};

const LAYOUTS = { us: US, fr: FR };

const DIGIT = /^(?:Digit|Numpad)([0-9])$/u;
const LETTER = /^Key([A-Z])$/u;

/** The digit at a position of the keyboard, in any layout; empty: not a digit key. */
export function digitAt(code: string): string {
  return DIGIT.exec(code)?.[1] ?? '';
}

/** Whether a key is pressed with AltGr, which some systems report as Ctrl with Alt. */
export function hasAltGr(event: PhysicalKey): boolean {
  return event.altKey || event.getModifierState?.('AltGraph') === true;
}

/**
 * The character that a scanner meant by a position of the keyboard. The system's layout and Caps Lock do not matter:
 * letters are in upper case.
 * @returns empty for a key that writes nothing; the system's character when the position is unknown
 */
export function characterAt(event: PhysicalKey, layout: ScannerLayout): string {
  if (event.code === 'Space') return ' ';
  if (event.code.startsWith('Numpad') && digitAt(event.code) !== '') return digitAt(event.code);
  const row = LAYOUTS[layout][event.code];
  if (row !== undefined) return row[hasAltGr(event) ? 2 : event.shiftKey ? 1 : 0] ?? row[0];
  return LETTER.exec(event.code)?.[1] ?? (event.key.length === 1 ? event.key : '');
}

function rowsOf(name: string, alone: string, shifted: string): Record<string, Row> {
  return Object.fromEntries(
    Array.from(alone, (character, at) => [`${name}${character}`, [character, shifted[at]] as Row]),
  );
}
