import type { Clock } from './clock.ts';

/** What {@link SteadyClock} reads; all in milliseconds. */
export interface TimeSources {
  /** The machine's clock, since 1970 UTC. People and time servers can set it back (`Date.now`). */
  wall(): number;
  /** Only grows, from any start; may stop while the machine sleeps (`performance.now`). */
  monotonic(): number;
  /** The latest steady moment of earlier runs; 0: none (`readClockMark`). */
  readonly lastSeen: number;
}

/**
 * The application's clock. It follows the machine's clock forward (start, sleep, correction). When that clock goes
 * back, this one continues by the monotonic clock: nobody gets more tries or a longer code by setting the clock back.
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
    // Whole milliseconds, since the databases keep moments in INTEGER columns.
    return Math.floor(this.#steady);
  }

  toWall(steady: number): number {
    return this.#sources.wall() + (steady - this.now());
  }
}
