import type { Clock } from '../../src-main/clock/clock.ts';
import type { Timers } from '../../src-main/clock/timers.ts';

interface Alarm {
  readonly at: number;
  readonly call: () => void;
}

/** Clock, wall clock, monotonic clock and timers in one. They stand still until the test moves them. */
export class ManualTime implements Clock, Timers {
  #elapsed = 0;
  #wallAtStart: number;
  readonly #alarms = new Set<Alarm>();

  /** @param start first moment, in milliseconds */
  constructor(start = 1_763_791_200_000) {
    this.#wallAtStart = start;
  }

  now(): number {
    return this.wall();
  }

  toWall(steady: number): number {
    return steady;
  }

  /** Milliseconds that pass at each reading of the clock; 0: none, unlike a real clock. */
  tickPerLook = 0;

  /** Reads the machine's clock. */
  readonly wall = (): number => {
    this.#elapsed += this.tickPerLook;
    return this.#wallAtStart + this.#elapsed;
  };

  /** Reads the machine's monotonic clock. */
  readonly monotonic = (): number => this.#elapsed;

  after(milliseconds: number, call: () => void): () => void {
    const alarm = { at: this.#elapsed + milliseconds, call };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Sets the machine's clock forward or back. */
  setWallBy(milliseconds: number): void {
    this.#wallAtStart += milliseconds;
  }

  /** Moves time forward. Each call is made at its own moment, and promises settle after each. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#elapsed = Math.max(this.#elapsed, next.at);
      this.#alarms.delete(next);
      next.call();
      await settle();
    }
    this.#elapsed = end;
    await settle();
  }

  /** Whether a call is due in exactly this many milliseconds. */
  isDueIn(milliseconds: number): boolean {
    return [...this.#alarms].some(({ at }) => at === this.#elapsed + milliseconds);
  }

  /** Number of calls that are due later. */
  get pending(): number {
    return this.#alarms.size;
  }

  #next(end: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets all ready promises run: one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
