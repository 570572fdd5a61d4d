import { MOST_ENROLMENT_TRIES, ENROLMENT_TRY_WINDOW } from '../../src-shared/policy/accounts.ts';

/** Most addresses that are remembered; beyond that the oldest is forgotten. */
const ADDRESSES = 10_000;

/** Counts wrong enrolment codes by IP address, in memory: each hub counts its own. */
export class AddressTries {
  readonly #now: () => Date;
  readonly #tries = new Map<string, number[]>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  isSpent(address: string): boolean {
    return this.#recent(address).length >= MOST_ENROLMENT_TRIES;
  }

  addWrong(address: string): void {
    const recent = [...this.#recent(address), this.#now().getTime()];
    this.#tries.delete(address);
    this.#tries.set(address, recent);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > ADDRESSES && oldest !== undefined) this.#tries.delete(oldest);
  }

  #recent(address: string): number[] {
    const now = this.#now().getTime();
    return (this.#tries.get(address) ?? []).filter((at) => Math.abs(now - at) < ENROLMENT_TRY_WINDOW);
  }
}
