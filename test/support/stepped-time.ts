import type { Clock } from '../../src-main/clock/clock.ts';
import type { Timers } from '../../src-main/clock/timers.ts';

/** A clock and timers that stand still until they are moved. */
export class SteppedTime implements Clock, Timers {
  #now: number;
  readonly #calls = new Set<{ at: number; call: () => void }>();

  /** @param start first moment, in milliseconds */
  constructor(start = 1_763_791_200_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  toWall(steady: number): number {
    return steady;
  }

  after(milliseconds: number, call: () => void): () => void {
    const entry = { at: this.#now + milliseconds, call };
    this.#calls.add(entry);
    return () => this.#calls.delete(entry);
  }

  /** Moves on, making each call at its own moment and letting promises settle after each. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#calls.delete(next);
      next.call();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** How many calls are outstanding. */
  get pending(): number {
    return this.#calls.size;
  }

  #next(end: number): { at: number; call: () => void } | undefined {
    const due = [...this.#calls].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets all promises that are ready run: one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
