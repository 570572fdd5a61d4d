/**
 * Limits how many expensive tasks run at once. Some more may wait; further ones are rejected, so that a flood of
 * requests cannot take all memory.
 */
export class Gate {
  readonly #running: number;
  readonly #waiting: number;
  #busy = 0;
  readonly #queue: (() => void)[] = [];

  /** @param limits how many tasks may run at once, and how many more may wait */
  constructor(limits: { running: number; waiting: number }) {
    this.#running = limits.running;
    this.#waiting = limits.waiting;
  }

  /** Runs the work when it is its turn. @returns null when the queue is full. Errors of the work are passed on. */
  async run<Result extends object>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#busy < this.#running) this.#busy += 1;
    else if (this.#queue.length < this.#waiting) await this.#turn();
    else return null;
    try {
      return await work();
    } finally {
      // Hands the free place to the next waiting task, so that a new one cannot overtake it.
      const next = this.#queue.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
