import { SCANNER_LAYOUTS } from '../../../src-shared/journey/scanner-settings.ts';
import { TEST_CARD } from '../../../src-shared/policy/staff/morning-test.ts';
import { characterAt, type PhysicalKey, type ScannerLayout } from '../../ui/keyboard/key-positions.ts';

/** How the scanner is set, learnt from the test card. */
export interface LearntScanner {
  readonly layout: ScannerLayout;
  /** What the scanner puts before a code; empty: nothing. */
  readonly prefix: string;
}

/** Reads a scan of the test card. @returns null when it is another code, or an unknown layout */
export function learnScanner(keys: readonly PhysicalKey[]): LearntScanner | null {
  for (const layout of SCANNER_LAYOUTS) {
    const text = keys
      .map((key) => characterAt(key, layout))
      .join('')
      .toUpperCase();
    const at = text.indexOf(TEST_CARD);
    if (at >= 0) return { layout, prefix: text.slice(0, at) };
  }
  return null;
}
