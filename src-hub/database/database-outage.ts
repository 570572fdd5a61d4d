import type { HubLog } from '../basics/hub-log.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Between two questions whether the database is back, in milliseconds. */
const ASK_EVERY = SECOND;

/** Longest wait for the answer, in milliseconds. */
const ANSWER_WITHIN = 5 * SECOND;

/** Parts of a {@link DatabaseOutage} that tests replace. */
export interface OutageDeps {
  readonly log: HubLog;
  /** Rejects while the database is away. */
  readonly ask: () => Promise<unknown>;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Tells the log that the database is away: one line, one more each minute, and one when it is back. */
export class DatabaseOutage {
  readonly #deps: OutageDeps;
  #isWatching = false;
  #isClosed = false;

  constructor(deps: OutageDeps) {
    this.#deps = deps;
  }

  /** Notes that a statement found the database away. Its message is not logged: it can quote rows. */
  note(error: unknown): void {
    if (this.#isWatching || this.#isClosed) return;
    this.#isWatching = true;
    void this.#watch(String(Reflect.get(Object(error), 'code') ?? 'no answer'));
  }

  /** Logs nothing any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #watch(code: string): Promise<void> {
    const { log, clock, wait } = this.#deps;
    const began = clock();
    const seconds = (): number => Math.round((clock() - began) / SECOND);
    let saidAt = began;
    log.warn({ code }, 'database-away');
    for (;;) {
      await wait(ASK_EVERY);
      if (this.#isClosed) break;
      if (await this.#answers()) {
        log.info({ seconds: seconds() }, 'database-back');
        break;
      }
      if (clock() - saidAt >= MINUTE) {
        saidAt = clock();
        log.warn({ code, seconds: seconds() }, 'database-away');
      }
    }
    this.#isWatching = false;
  }

  #answers(): Promise<boolean> {
    const { ask, wait } = this.#deps;
    const answered = ask().then(
      () => true,
      () => false,
    );
    return Promise.race([answered, wait(ANSWER_WITHIN).then(() => false)]);
  }
}
