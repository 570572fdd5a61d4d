import argon2 from 'argon2';
import { z } from 'zod';
import { HASH_COSTS } from '../../src-shared/policy/passwords/password-hashes.ts';

const within = ({ least, most }: { least: number; most: number }): z.ZodNumber =>
  z.number().int().min(least).max(most);

/** Schema of {@link HashingCost}; the defaults are OWASP's for argon2id. */
export const hashingCostSchema = z.strictObject({
  memoryKiB: within(HASH_COSTS.memoryKiB).default(19_456).describe('memory of one hash, in KiB'),
  passes: within(HASH_COSTS.passes).default(2).describe('passes over that memory (t)'),
  lanes: within(HASH_COSTS.lanes)
    .default(1)
    .describe('lanes (p); more than 1 holds up other work of the kiosk'),
});

/** Cost of one argon2id hash. */
export type HashingCost = z.infer<typeof hashingCostSchema>;

/** Hashes of no account's password, by cost. */
const decoys = new Map<string, Promise<string>>();

/** Hashes and checks passwords with argon2id, outside the main thread. Hashes are PHC strings. */
export class PasswordHasher {
  readonly #options: argon2.HashOptions;

  constructor(cost: HashingCost) {
    this.#options = {
      type: argon2.argon2id,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.lanes,
    };
  }

  /** @returns a PHC string that PHP's `password_verify` and others accept */
  async hash(password: string): Promise<string> {
    return inReferenceOrder(await argon2.hash(password, this.#options));
  }

  verify(phc: string, password: string): Promise<boolean> {
    return argon2.verify(phc, password);
  }

  /** True when the hash was made with other costs than the present ones. */
  isOutdated(phc: string): boolean {
    return argon2.needsRehash(phc, this.#options);
  }

  /** Takes as long as {@link verify} and returns false: for accounts without password. */
  async verifyNothing(password: string): Promise<false> {
    const cost = JSON.stringify(this.#options);
    const decoy = decoys.get(cost) ?? this.hash('decoy of no account');
    decoys.set(cost, decoy);
    await argon2.verify(await decoy, password);
    return false;
  }

  /** Prepares what the first {@link verifyNothing} would otherwise have to make. */
  async warmUp(): Promise<void> {
    await this.verifyNothing('warm-up');
  }
}

/**
 * Puts the costs into the order of the reference implementation (`m`, `t`, `p`). PHP reads only that order; the
 * library sorts them by name, and reads both.
 */
function inReferenceOrder(phc: string): string {
  return phc.replace(/\$m=(\d+),p=(\d+),t=(\d+)\$/u, '$m=$1,t=$3,p=$2$');
}
