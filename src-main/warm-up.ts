import type { Clock } from './clock/clock.ts';
import type { Timers } from './clock/timers.ts';
import { SECOND } from '../src-shared/time/units.ts';

/** Nothing is made ready within this span after somebody did something, in milliseconds. */
const QUIET = SECOND;

/** Pause between two steps, in milliseconds. */
const PACE = 200;

/** What a {@link WarmUp} works with. */
export interface WarmUpDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Each takes some tens of milliseconds of main's time at most. */
  readonly steps: readonly (() => unknown)[];
}

/**
 * Makes ready, step by step and while nobody touches the screen, what the first visitor would otherwise wait for: a
 * tap never meets more than the one step that had already begun.
 */
export class WarmUp {
  readonly #deps: WarmUpDeps;
  #done = 0;
  #lastTap = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => undefined;

  constructor(deps: WarmUpDeps) {
    this.#deps = deps;
  }

  /** Begins once the start is over. */
  start(): void {
    this.#later(QUIET);
  }

  /** Somebody is there. */
  tapped(): void {
    this.#lastTap = this.#deps.clock.now();
  }

  /** Ends it, whatever is left. */
  stop(): void {
    this.#cancel();
  }

  #later(milliseconds: number): void {
    this.#cancel = this.#deps.timers.after(milliseconds, () => this.#go());
  }

  #go(): void {
    const { clock, steps } = this.#deps;
    const quietFor = clock.now() - this.#lastTap;
    if (quietFor < QUIET) {
      this.#later(QUIET - quietFor);
      return;
    }
    steps[this.#done]?.();
    this.#done += 1;
    if (this.#done < steps.length) this.#later(PACE);
  }
}
