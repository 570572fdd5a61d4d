import { SCANNER_LAYOUTS, type ScannerSettings } from '../../../src-shared/journey/scanner-settings.ts';
import { characterAt, digitAt, type PhysicalKey, type ScannerLayout } from './key-positions.ts';

/** What a field accepts. */
export interface Takes {
  readonly alphabet: string;
  /** Largest number of characters. */
  readonly most: number;
}

/** Prefix by which some scanners tell the kind of bar code (ISO/IEC 15424), such as `]C1`. */
const AIM = /^\][A-Z][0-9A-Z]/u;

/** Separators that are printed between the characters of a code but do not belong to it. */
const GAPS = /[\s.\-\u2010-\u2015]/gu;

/**
 * Reads the keys of one scan. A kiosk does not know the keyboard layout of its scanner. So the first layout counts
 * that gives a text which the field accepts. No code has a character that another layout could turn into another
 * character of that code.
 * @returns null when it is not a code for this field: a part of it could be another well-formed code
 */
export function readScan(
  keys: readonly PhysicalKey[],
  takes: Takes,
  settings: ScannerSettings,
): string | null {
  const layouts = settings.layout === 'detect' ? SCANNER_LAYOUTS : [settings.layout];
  const readings = [
    ...layouts.map((layout) => strict(keys, layout)),
    ...layouts.map((layout) => lenient(keys, layout)),
    // Another layout, the same for scanner and system.
    ...(settings.layout === 'detect' ? [asTyped(keys)] : []),
  ];
  for (const reading of readings) {
    const code = bare(reading, settings.prefix);
    if (
      code.length <= takes.most &&
      Array.from(code).every((character) => takes.alphabet.includes(character))
    )
      return code;
  }
  return null;
}

function strict(keys: readonly PhysicalKey[], layout: ScannerLayout): string {
  return keys.map((key) => characterAt(key, layout)).join('');
}

/** Reads digits by position only: some scanners compensate Caps Lock with Shift, even where it has no effect. */
function lenient(keys: readonly PhysicalKey[], layout: ScannerLayout): string {
  return keys.map((key) => digitAt(key.code) || characterAt(key, layout)).join('');
}

function asTyped(keys: readonly PhysicalKey[]): string {
  return keys.map(({ key }) => (key.length === 1 ? key : '')).join('');
}

/** Removes the scanner's prefix and separators. */
function bare(reading: string, prefix: string): string {
  const before = prefix.toUpperCase();
  let text = reading.normalize('NFKC').toUpperCase().replace(AIM, '');
  if (before !== '' && text.startsWith(before)) text = text.slice(before.length).replace(AIM, '');
  return text.replaceAll(GAPS, '');
}
