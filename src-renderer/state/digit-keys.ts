/** What a physical key means to a field of digits. */
export type DigitKey = { kind: 'digit'; digit: string } | { kind: 'erase' | 'clear' | 'submit' };

/** Longest time between the last digit and Enter that only a scanner reaches, in milliseconds. */
const SCANNER_PACE = 60;

const DIGIT_CODE = /^(?:Digit|Numpad)([0-9])$/u;

/** The part of a keyboard event that is read. */
export interface PhysicalKey {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Reads a key by its position, so that digits arrive whatever the layout: scanners that act as a keyboard
 * send `&é"'(` for 12345 under AZERTY.
 * @returns null for keys that mean nothing here
 */
export function readDigitKey(event: PhysicalKey): DigitKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const digit = DIGIT_CODE.exec(event.code)?.[1] ?? (/^[0-9]$/u.test(event.key) ? event.key : undefined);
  if (digit !== undefined) return { kind: 'digit', digit };
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

/** Tells a scanner's Enter from a person's, who may mean the button that has the focus. */
export class ScannerPace {
  #lastDigit = Number.NEGATIVE_INFINITY;

  /** Notes that a digit came at `now` (steady milliseconds). */
  digit(now: number): void {
    this.#lastDigit = now;
  }

  /** True when an Enter at `now` follows a digit faster than fingers do. */
  isScanner(now: number): boolean {
    return now - this.#lastDigit <= SCANNER_PACE;
  }
}
