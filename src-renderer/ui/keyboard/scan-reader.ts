import { createContext } from 'svelte';
import { digitAt, hasAltGr, type PhysicalKey } from './key-positions.ts';

/** Time between two keys of a scanner, in milliseconds; fingers seldom reach it. */
const PACE = 60;

/** How many keys follow another at that pace before they are a scan: so many, and this share of all. */
const FEWEST = 3;
const SHARE = 2 / 3;

/** Longest time between two keys of one scan: a busy machine delivers some late. A part may be no scan of its own. */
const PAUSE = 400;

/** What a key is part of: typing, a scan, the end of a scan, or what comes after its end. */
export type KeyRole = 'typed' | 'scanned' | 'end' | 'surplus';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);

/** A keyboard event: its key, and when it happened (steady milliseconds). */
type TimedKey = PhysicalKey & { readonly timeStamp: number; readonly repeat: boolean };

/**
 * Tells a scanner that acts as a keyboard from fingers, by its pace. One per page: a scan may outlast the screen that
 * it was read on.
 */
export class ScanReader {
  /** The keys of the scan that is being read. */
  keys: readonly PhysicalKey[] = [];
  /** What the last key was part of. */
  role: KeyRole = 'typed';
  /** How many entries of the page take what is scanned. */
  entries = 0;
  #last = Number.NEGATIVE_INFINITY;
  #fast = 0;
  #ended = false;

  /** Takes note of a key; to be called once a key. */
  note(event: TimedKey): KeyRole {
    this.role = this.#roleOf(event);
    return this.role;
  }

  #roleOf(event: TimedKey): KeyRole {
    if (MODIFIERS.has(event.key)) return 'typed';
    const gap = event.repeat ? PAUSE + 1 : event.timeStamp - this.#last;
    this.#last = event.timeStamp;
    if (gap > PAUSE) this.#restart();
    if (event.key === 'Enter' || event.key === 'Tab') return this.#noteEnd();
    // A control character between parts of a code: no part of it.
    if (event.ctrlKey && !event.altKey) return this.#isScan ? 'surplus' : 'typed';
    if (this.#ended || !writes(event)) this.#restart();
    if (!writes(event)) return 'typed';
    if (this.keys.length > 0 && gap <= PACE) this.#fast += 1;
    this.keys = [...this.keys, copyOf(event)];
    return this.#isScan ? 'scanned' : 'typed';
  }

  /** The screen was touched: keys that follow are no part of a scan before. */
  touched(): void {
    this.#restart();
  }

  #noteEnd(): KeyRole {
    if (!this.#isScan) return 'typed';
    if (this.#ended) return 'surplus';
    this.#ended = true;
    return 'end';
  }

  get #isScan(): boolean {
    return this.#fast >= FEWEST && this.#fast >= (this.keys.length - 1) * SHARE;
  }

  #restart(): void {
    this.keys = [];
    this.#fast = 0;
    this.#ended = false;
  }
}

function writes({ key, code }: PhysicalKey): boolean {
  return key.length === 1 || key === 'Dead' || digitAt(code) !== '';
}

/** An event's own key, which the browser may use again. */
function copyOf(event: PhysicalKey): PhysicalKey {
  const { code, key, shiftKey, ctrlKey, metaKey } = event;
  return { code, key, shiftKey, ctrlKey, altKey: hasAltGr(event), metaKey };
}

/** The page's {@link ScanReader}; set once by `App.svelte`. */
export const [useScanReader, provideScanReader] = createContext<ScanReader>();
