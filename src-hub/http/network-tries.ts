import { SITE_FACTOR } from '../../src-shared/policy/quotas.ts';
import { networkOf, siteOf } from './network-of.ts';

/** Most networks that are remembered; beyond that the oldest is forgotten. */
const NETWORKS = 10_000;

/** Counts wrong tries by network and site of an IP address, in memory: each hub counts its own. */
export class NetworkTries {
  readonly #now: () => Date;
  readonly #most: number;
  readonly #window: number;
  readonly #tries = new Map<string, number[]>();

  /** @param limit `most` wrong tries within `window` milliseconds */
  constructor(now: () => Date, limit: { readonly most: number; readonly window: number }) {
    this.#now = now;
    this.#most = limit.most;
    this.#window = limit.window;
  }

  isSpent(address: string): boolean {
    return this.#rings(address).some(([ring, most]) => this.#recent(ring).length >= most);
  }

  addWrong(address: string): void {
    for (const [ring, most] of this.#rings(address)) {
      const recent = [...this.#recent(ring), this.#now().getTime()];
      this.#tries.delete(ring);
      this.#tries.set(ring, recent.slice(-most));
    }
    while (this.#tries.size > NETWORKS) {
      const [oldest] = this.#tries.keys();
      if (oldest === undefined) return;
      this.#tries.delete(oldest);
    }
  }

  /** What an address counts under, and the most of each. */
  #rings(address: string): (readonly [string, number])[] {
    const network = networkOf(address);
    const site = siteOf(network);
    return [[network, this.#most], ...(site === null ? [] : [[site, this.#most * SITE_FACTOR] as const])];
  }

  #recent(ring: string): number[] {
    const now = this.#now().getTime();
    return (this.#tries.get(ring) ?? []).filter((at) => Math.abs(now - at) < this.#window);
  }
}
