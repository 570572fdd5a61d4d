import type { Timers } from '../clock/timers.ts';

/** What a {@link StepPoll} works with. */
export interface StepPollParts {
  readonly timers: Timers;
  /** Milliseconds between two questions of the present step; null: it asks none. */
  readonly every: () => number | null;
  /** Asks once for the present step; never fails. */
  readonly ask: () => Promise<void>;
}

/** Asks again and again for as long as a step that asks is shown; one question at a time. */
export class StepPoll {
  readonly #parts: StepPollParts;
  #cancel: (() => void) | null = null;
  #asking = false;
  #stopped = false;

  constructor(parts: StepPollParts) {
    this.#parts = parts;
  }

  /** True after {@link stop}. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** The step may be another one: begins to ask, or ends it. */
  look(): void {
    const every = this.#parts.every();
    if (every === null || this.#stopped) {
      this.#cancel?.();
      this.#cancel = null;
    } else if (!this.#asking) {
      this.#cancel ??= this.#parts.timers.after(every, () => void this.#ask());
    }
  }

  /** Asks no more; what is under way has no effect. */
  stop(): void {
    this.#stopped = true;
    this.look();
  }

  async #ask(): Promise<void> {
    this.#cancel = null;
    this.#asking = true;
    await this.#parts.ask();
    this.#asking = false;
    this.look();
  }
}
