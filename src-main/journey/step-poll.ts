import type { Timers } from '../clock/timers.ts';

/** What {@link StepPoll} needs. */
export interface StepPollDeps {
  readonly timers: Timers;
  /** The present step. The answer for an earlier step is not waited for. */
  readonly step: () => unknown;
  /** Milliseconds between two polls of the present step; null: it does not poll. */
  readonly every: () => number | null;
  /** Polls once for the present step; never throws. */
  readonly ask: () => Promise<void>;
}

/** Polls repeatedly while a step that polls is shown; one poll at a time for each step. */
export class StepPoll {
  readonly #deps: StepPollDeps;
  /** The wait before the next poll. */
  #wait: { readonly span: number; readonly cancel: () => void } | null = null;
  /** The step of a running poll. */
  #asking: { readonly step: unknown } | null = null;
  #stopped = false;

  constructor(deps: StepPollDeps) {
    this.#deps = deps;
  }

  /** True after {@link stop}. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Called when the step may have changed: starts or stops polling. */
  look(): void {
    const { every, step, timers } = this.#deps;
    const span = every();
    // Views in between must not delay a poll, but a step may need a shorter wait.
    if (span === null || this.#stopped || span < (this.#wait?.span ?? 0)) {
      this.#wait?.cancel();
      this.#wait = null;
    }
    if (span === null || this.#stopped || this.#asking?.step === step()) return;
    this.#wait ??= { span, cancel: timers.after(span, () => void this.#ask()) };
  }

  /** Stops polling; a running poll has no effect. */
  stop(): void {
    this.#stopped = true;
    this.look();
  }

  async #ask(): Promise<void> {
    this.#wait = null;
    const asking = { step: this.#deps.step() };
    this.#asking = asking;
    await this.#deps.ask();
    if (this.#asking === asking) this.#asking = null;
    this.look();
  }
}
