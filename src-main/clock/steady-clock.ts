import type { Clock } from './clock.ts';

/** What {@link SteadyClock} reads; all in milliseconds. */
export interface TimeSources {
  /** The machine's clock, since 1970 UTC; people and time servers move it both ways (`Date.now`). */
  wall(): number;
  /** Only ever grows, from any start; may stand still while the machine sleeps (`performance.now`). */
  monotonic(): number;
  /** The latest steady moment of earlier runs, 0 when there is none (`readClockMark`). */
  readonly lastSeen: number;
}

/**
 * The application's clock. It follows the machine's clock forward (start, sleep, correction) and, when that goes
 * back, goes on by the monotonic clock: setting the clock back buys no further try and no longer life for a code.
 */
export class SteadyClock implements Clock {
  readonly #sources: TimeSources;
  #steady: number;
  #monotonic: number;

  constructor(sources: TimeSources) {
    this.#sources = sources;
    this.#steady = Math.max(sources.wall(), sources.lastSeen);
    this.#monotonic = sources.monotonic();
  }

  now(): number {
    const monotonic = this.#sources.monotonic();
    const advanced = this.#steady + Math.max(0, monotonic - this.#monotonic);
    this.#steady = Math.max(advanced, this.#sources.wall());
    this.#monotonic = monotonic;
    // Whole milliseconds: the databases keep moments in INTEGER columns.
    return Math.floor(this.#steady);
  }

  toWall(steady: number): number {
    return this.#sources.wall() + (steady - this.now());
  }
}
