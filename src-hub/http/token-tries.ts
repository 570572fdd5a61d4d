import { WRONG_TOKENS } from '../../src-shared/policy/quotas.ts';
import { tokenHash } from '../basics/hashes.ts';
import { NetworkTries } from './network-tries.ts';

/** Most right tokens that are remembered; beyond that the oldest is forgotten, and looked up anew. */
const TOKENS = 10_000;

/**
 * Keeps a flood of wrong tokens from the database. From a network that has shown many, only tokens that were right
 * before are looked up.
 */
export class TokenTries {
  readonly #wrong: NetworkTries;
  readonly #right = new Set<string>();

  constructor(now: () => Date) {
    this.#wrong = new NetworkTries(now, WRONG_TOKENS);
  }

  /** @returns true: refuse the token without a look-up */
  isBarred(address: string, token: string): boolean {
    return this.#wrong.isSpent(address) && !this.#right.has(keyOf(token));
  }

  /** Remembers what the look-up found. */
  tell(address: string, token: string, isRight: boolean): void {
    const key = keyOf(token);
    this.#right.delete(key);
    if (!isRight) {
      this.#wrong.addWrong(address);
      return;
    }
    this.#right.add(key);
    const [oldest] = this.#right;
    if (this.#right.size > TOKENS && oldest !== undefined) this.#right.delete(oldest);
  }
}

/** Tokens are secrets: what is remembered is their hash. */
function keyOf(token: string): string {
  return tokenHash(token).toString('base64');
}
