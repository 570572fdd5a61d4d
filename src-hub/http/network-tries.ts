import { networkOf } from './network-of.ts';

/** Most networks that are remembered; beyond that the oldest is forgotten. */
const NETWORKS = 10_000;

/** Counts wrong tries by the network of an IP address, in memory: each hub counts its own. */
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
    return this.#recent(networkOf(address)).length >= this.#most;
  }

  addWrong(address: string): void {
    const network = networkOf(address);
    const recent = [...this.#recent(network), this.#now().getTime()];
    this.#tries.delete(network);
    this.#tries.set(network, recent.slice(-this.#most));
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > NETWORKS && oldest !== undefined) this.#tries.delete(oldest);
  }

  #recent(network: string): number[] {
    const now = this.#now().getTime();
    return (this.#tries.get(network) ?? []).filter((at) => Math.abs(now - at) < this.#window);
  }
}
