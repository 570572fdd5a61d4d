import { MINUTE } from '../../src-shared/time/units.ts';
import type { Clock } from '../clock/clock.ts';
import type { HubAnswer } from './hub-answer.ts';

/** Milliseconds after a failure before it is told again. A hub that does not know the call refuses it each time. */
const PAUSE = 5 * MINUTE;

/** What a {@link StateTeller} needs. */
export interface StateTellerDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** What keeps the kiosk from serving, in one word; null: nothing. */
  readonly trouble: () => string | null;
  /** Tells head office. */
  readonly tell: (trouble: string | null) => Promise<HubAnswer<unknown>>;
}

/** Tells head office what keeps the kiosk from serving: once in each run, and whenever it changes. */
export class StateTeller {
  readonly #deps: StateTellerDeps;
  /** What head office knows; undefined: nothing in this run. */
  #told: string | null | undefined;
  #notBefore = -Infinity;
  #telling: Promise<void> | null = null;
  #isStopped = false;

  constructor(deps: StateTellerDeps) {
    this.#deps = deps;
  }

  /** The state may have changed, or head office has just answered. */
  look(): void {
    const { clock, trouble } = this.#deps;
    const now = trouble();
    if (this.#isStopped || this.#telling !== null || this.#told === now) return;
    if (clock.now() < this.#notBefore) return;
    this.#telling = this.#tell(now);
  }

  /** Head office may be another one, or the kiosk was enrolled anew. */
  forget(): void {
    this.#told = undefined;
    this.#notBefore = -Infinity;
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#telling;
  }

  async #tell(trouble: string | null): Promise<void> {
    const { clock, tell } = this.#deps;
    const answer = await tell(trouble);
    this.#telling = null;
    if (answer.ok) {
      this.#told = trouble;
      // It may have changed meanwhile.
      this.look();
    } else this.#notBefore = clock.now() + PAUSE;
  }
}
