import { SCANNER_LAYOUTS } from '../../../src-shared/journey/scanner-settings.ts';
import { charactersOf } from './code-groups.ts';
import { characterAt, digitAt, type PhysicalKey } from './key-positions.ts';

/** Meaning of a physical key in a field of digits or of a code. */
export type PadKey = { kind: 'character'; character: string } | { kind: 'erase' | 'clear' | 'submit' };

/**
 * Reads a typed key. Digits are read by position, since the upper row of AZERTY gives `&é"'(` for 12345. Other keys
 * are read by the system's layout, or by the position when the alphabet has only that character (a slow scanner).
 * @returns null for keys without meaning here
 */
export function readPadKey(event: PhysicalKey, alphabet: string): PadKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const typed = event.key.length === 1 ? event.key : '';
  const readings = [
    digitAt(event.code) || typed,
    ...(typed === '' ? [] : SCANNER_LAYOUTS.map((layout) => characterAt(event, layout))),
  ];
  const character = readings.map((reading) => charactersOf(reading, alphabet, 1)).find((read) => read !== '');
  if (character !== undefined) return { kind: 'character', character };
  switch (event.key) {
    case 'Backspace':
      return { kind: 'erase' };
    case 'Delete':
      return { kind: 'clear' };
    case 'Enter':
      return { kind: 'submit' };
    default:
      return null;
  }
}
