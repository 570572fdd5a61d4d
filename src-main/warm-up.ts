import type { Clock } from './clock/clock.ts';
import type { Timers } from './clock/timers.ts';
import { SECOND } from '../src-shared/time/units.ts';

/** Milliseconds without a tap before a step runs. */
const QUIET = SECOND;

/** Pause between two steps, in milliseconds. */
const PACE = 200;

/** What a {@link WarmUp} works with. */
export interface WarmUpDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Each takes at most some tens of milliseconds of main's time. */
  readonly steps: readonly (() => unknown)[];
}

/**
 * Prepares, in small steps while nobody touches the screen, what the first visitor would otherwise wait for. A tap
 * waits at most for the one step that is running.
 */
export class WarmUp {
  readonly #deps: WarmUpDeps;
  #done = 0;
  #lastTap = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => undefined;

  constructor(deps: WarmUpDeps) {
    this.#deps = deps;
  }

  /** Starts after the start of the application. */
  start(): void {
    this.#later(QUIET);
  }

  /** Somebody touched the screen. */
  recordTap(): void {
    this.#lastTap = this.#deps.clock.now();
  }

  /** Stops, even when steps are left. */
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
