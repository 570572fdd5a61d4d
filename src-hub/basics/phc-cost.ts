import { HASH_COSTS } from '../../src-shared/policy/passwords/password-hashes.ts';

/** Fewest bytes of a salt or a hash; shorter ones are refused by argon2 or are not secure. */
const FEWEST_BYTES = 8;

/**
 * Whether the hub can check a PHC hash at an acceptable cost. Otherwise one sender could store a hash that takes all
 * memory at each login of a member.
 */
export function isVerifiable(phc: string): boolean {
  const [, , , cost, salt, hash] = phc.split('$');
  if (cost === undefined || salt === undefined || hash === undefined) return false;
  const costs = new Map(cost.split(',').map((pair) => [pair.slice(0, 1), Number(pair.slice(2))]));
  return (
    within(costs.get('m'), HASH_COSTS.memoryKiB) &&
    within(costs.get('t'), HASH_COSTS.passes) &&
    within(costs.get('p'), HASH_COSTS.lanes) &&
    [salt, hash].every((part) => Buffer.from(part, 'base64').length >= FEWEST_BYTES)
  );
}

function within(value = 0, { least, most }: { least: number; most: number }): boolean {
  return value >= least && value <= most;
}
