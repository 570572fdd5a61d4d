import { createContext } from 'svelte';
import { digitAt, hasAltGr, type PhysicalKey } from './key-positions.ts';

/** Milliseconds between two keys of a scanner; fingers are rarely faster. */
const PACE = 60;

/** Keys at that pace that make a scan: at least FEWEST, and at least SHARE of all. */
const FEWEST = 3;
const SHARE = 2 / 3;

/**
 * Longest time between two keys of one scan in milliseconds: a busy machine delivers some keys late. A part of a code
 * must not count as a scan of its own.
 */
const PAUSE = 400;

/** Role of a key: typed, in a scan, end of a scan, or after its end. */
export type KeyRole = 'typed' | 'scanned' | 'end' | 'surplus';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);

/** A keyboard event with its time in steady milliseconds. */
type TimedKey = PhysicalKey & { readonly timeStamp: number; readonly repeat: boolean };

/**
 * Tells a scanner that acts as a keyboard from fingers, by its pace. One per page: a scan may last longer than the
 * screen on which it started.
 */
export class ScanReader {
  /** Keys of the present scan. */
  keys: readonly PhysicalKey[] = [];
  /** Role of the last key. */
  role: KeyRole = 'typed';
  /** Number of entries on the page that take scans. */
  entries = 0;
  #last = Number.NEGATIVE_INFINITY;
  #fast = 0;
  #ended = false;

  /** Records a key; called once for each key. */
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
    // A control character between parts of a code does not belong to it.
    if (event.ctrlKey && !event.altKey) return this.#isScan ? 'surplus' : 'typed';
    if (this.#ended || !writes(event)) this.#restart();
    if (!writes(event)) return 'typed';
    if (this.keys.length > 0 && gap <= PACE) this.#fast += 1;
    this.keys = [...this.keys, copyOf(event)];
    return this.#isScan ? 'scanned' : 'typed';
  }

  /** The screen was touched: later keys do not belong to an earlier scan. */
  touched(): void {
    this.role = 'typed';
    this.#restart();
  }

  #noteEnd(): KeyRole {
    if (!this.#isScan) {
      // It ends what fingers typed: the next field's keys are not the rest of it.
      this.#restart();
      return 'typed';
    }
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

/** A copy of the event's key, since the browser may reuse the event. */
function copyOf(event: PhysicalKey): PhysicalKey {
  const { code, key, shiftKey, ctrlKey, metaKey } = event;
  return { code, key, shiftKey, ctrlKey, altKey: hasAltGr(event), metaKey };
}

/** The page's {@link ScanReader}; `App.svelte` sets it once. */
export const [useScanReader, provideScanReader] = createContext<ScanReader>();
