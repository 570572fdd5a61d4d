import { SECOND } from '../../src-shared/time/units.ts';
import type { Timers } from '../clock/timers.ts';
import type { Log } from '../log/log.ts';

/** Milliseconds after the start, when what a visitor would wait for is ready. */
const AFTER = 10 * SECOND;

/** Steps by name; one that throws, or gives false, has failed. */
export type SelfTestSteps = Readonly<Record<string, () => unknown>>;

/** Tries once after the start what a visit needs, so that an update that broke it is seen without a visitor. */
export class SelfTest {
  readonly #steps: SelfTestSteps;
  readonly #log: Log;
  #result: 'running' | 'passed' | 'failed' = 'running';

  constructor(steps: SelfTestSteps, log: Log) {
    this.#steps = steps;
    this.#log = log;
  }

  get result(): 'running' | 'passed' | 'failed' {
    return this.#result;
  }

  /** Runs it later. @param quiet resolves when nobody stands at the kiosk @returns cancels it */
  start(timers: Timers, quiet: () => Promise<void>, finished: () => void): () => void {
    return timers.after(AFTER, () => {
      void quiet()
        .then(() => this.#run())
        .then(finished);
    });
  }

  async #run(): Promise<void> {
    const failed: string[] = [];
    for (const [name, step] of Object.entries(this.#steps)) {
      try {
        if ((await step()) === false) failed.push(name);
      } catch {
        failed.push(name);
      }
    }
    this.#result = failed.length === 0 ? 'passed' : 'failed';
    if (failed.length === 0) this.#log.info({}, 'self-test-passed');
    else this.#log.error({ failed }, 'self-test-failed');
  }
}
