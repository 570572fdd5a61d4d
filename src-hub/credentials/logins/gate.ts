/**
 * Lets a few pieces of work run at once and some more wait for their turn, so that a flood of expensive requests is turned
 * away instead of taking all memory.
 */
export class Gate {
  readonly #running: number;
  readonly #waiting: number;
  #busy = 0;
  readonly #queue: (() => void)[] = [];

  /** @param limits how many run at once, and how many may wait besides */
  constructor(limits: { running: number; waiting: number }) {
    this.#running = limits.running;
    this.#waiting = limits.waiting;
  }

  /** Runs the work in its turn; null when there is no room to wait. What the work throws is thrown on. */
  async run<Result extends object>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#busy < this.#running) this.#busy += 1;
    else if (this.#queue.length < this.#waiting) await this.#turn();
    else return null;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes just now gets in before those who wait.
      const next = this.#queue.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
