import type { Timers } from '../clock/timers.ts';

/** What a {@link StepPoll} works with. */
export interface StepPollDeps {
  readonly timers: Timers;
  /** The present step: an answer that is meant for another one is not waited for. */
  readonly step: () => unknown;
  /** Milliseconds between two questions of the present step; null: it asks none. */
  readonly every: () => number | null;
  /** Asks once for the present step; never fails. */
  readonly ask: () => Promise<void>;
}

/** Asks again and again for as long as a step that asks is shown; one question a step at a time. */
export class StepPoll {
  readonly #deps: StepPollDeps;
  /** The wait for the next question. */
  #wait: { readonly span: number; readonly cancel: () => void } | null = null;
  /** The step for which a question is under way. */
  #asking: { readonly step: unknown } | null = null;
  #stopped = false;

  constructor(deps: StepPollDeps) {
    this.#deps = deps;
  }

  /** True after {@link stop}. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** The step may be another one: begins to ask, or ends it. */
  look(): void {
    const { every, step, timers } = this.#deps;
    const span = every();
    // What is waited for may not be put off by the views in between, but a step may be in more of a hurry.
    if (span === null || this.#stopped || span < (this.#wait?.span ?? 0)) {
      this.#wait?.cancel();
      this.#wait = null;
    }
    if (span === null || this.#stopped || this.#asking?.step === step()) return;
    this.#wait ??= { span, cancel: timers.after(span, () => void this.#ask()) };
  }

  /** Asks no more; what is under way has no effect. */
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
