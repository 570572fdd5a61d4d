import { SCANNER_LAYOUTS, type ScannerSettings } from '../../../src-shared/journey/scanner-settings.ts';
import { characterAt, digitAt, type PhysicalKey, type ScannerLayout } from './key-positions.ts';

/** What a field takes. */
export interface Takes {
  readonly alphabet: string;
  /** Most characters. */
  readonly most: number;
}

/** What some scanners put first to tell the kind of a bar code (ISO/IEC 15424), such as `]C1`. */
const AIM = /^\][A-Z][0-9A-Z]/u;

/** What is printed between the characters of a code, and is not part of it. */
const GAPS = /[\s.\-\u2010-\u2015]/gu;

/**
 * Reads the keys of one scan. A kiosk does not know which keyboard its scanner is set to: of the layouts, the first one
 * counts that makes a text of what the field takes. No code has a character that another layout could mistake for
 * another one of the same code.
 * @returns null when it is no code for this field: a part of it could be another well-formed code
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

/** Digits by their place alone: some scanners mend Caps Lock by Shift, also where it does nothing. */
function lenient(keys: readonly PhysicalKey[], layout: ScannerLayout): string {
  return keys.map((key) => digitAt(key.code) || characterAt(key, layout)).join('');
}

function asTyped(keys: readonly PhysicalKey[]): string {
  return keys.map(({ key }) => (key.length === 1 ? key : '')).join('');
}

/** Without what the scanner adds before the code, and without gaps. */
function bare(reading: string, prefix: string): string {
  const before = prefix.toUpperCase();
  let text = reading.normalize('NFKC').toUpperCase().replace(AIM, '');
  if (before !== '' && text.startsWith(before)) text = text.slice(before.length).replace(AIM, '');
  return text.replaceAll(GAPS, '');
}
