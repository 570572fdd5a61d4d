import { randomBytes, randomInt } from 'node:crypto';

/** Source of unpredictable numbers. Passed in, so that tests can repeat a run. */
export interface Random {
  bytes(count: number): Buffer;
  /** A whole number from 0 to `bound` - 1, equally likely. */
  below(bound: number): number;
}

/** The operating system's generator (CSPRNG). */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  below: (bound) => randomInt(bound),
};
