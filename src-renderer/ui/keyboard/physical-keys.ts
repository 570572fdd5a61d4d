import { charactersOf } from './code-groups.ts';

/** What a physical key means to a field of digits or of a code. */
export type PadKey = { kind: 'character'; character: string } | { kind: 'erase' | 'clear' | 'submit' };

/** Longest time between the last character and Enter that only a scanner reaches, in milliseconds. */
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
 * send `&é"'(` for 12345 under AZERTY. Letters are
 * taken as the layout gives them.
 * @returns null for keys that mean nothing here
 */
export function readPadKey(event: PhysicalKey, alphabet: string): PadKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const typed = DIGIT_CODE.exec(event.code)?.[1] ?? (event.key.length === 1 ? event.key : '');
  const character = charactersOf(typed, alphabet, 1);
  if (character !== '') return { kind: 'character', character };
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
  #last = Number.NEGATIVE_INFINITY;

  /** Notes that a character came at `now` (steady milliseconds). */
  character(now: number): void {
    this.#last = now;
  }

  /** True when an Enter at `now` follows a character faster than fingers do. */
  isScanner(now: number): boolean {
    return now - this.#last <= SCANNER_PACE;
  }
}
