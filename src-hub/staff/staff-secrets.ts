import argon2 from 'argon2';
import type { HubSettings } from '../basics/settings/settings.ts';

/** What sets the cost of a hash. */
type Cost = Pick<HubSettings, 'HUB_STAFF_HASH_MEMORY'>;

/**
 * Passes over the memory. A PIN has few digits and its hash lies in kiosks, so each guess must be dear: with the
 * memory of the default about 0.2 s.
 */
const PASSES = 3;

/** Of nobody, by cost. */
const decoys = new Map<number, Promise<string>>();

/** argon2id hash in PHC form, its parameters in the order of the specification, as kiosks expect them. */
export async function hashSecret(
  { HUB_STAFF_HASH_MEMORY: memoryCost }: Cost,
  secret: string,
): Promise<string> {
  const cost = { type: argon2.argon2id, memoryCost, timeCost: PASSES, parallelism: 1 } as const;
  const hash = await argon2.hash(secret, cost);
  return hash.replace(/\$m=(\d+),p=(\d+),t=(\d+)\$/u, '$$m=$1,t=$3,p=$2$$');
}

/** Checks a PIN or password. @param phc null: nobody's; the result is false, after the same work */
export async function verifySecret(cost: Cost, phc: string | null, secret: string): Promise<boolean> {
  const right = await argon2.verify(phc ?? (await decoyOf(cost)), secret);
  return right && phc !== null;
}

/** Makes the decoy early, so that the first check of a badge that nobody has is not slower. */
export async function warmUpSecrets(cost: Cost): Promise<void> {
  await decoyOf(cost);
}

function decoyOf(cost: Cost): Promise<string> {
  const made = decoys.get(cost.HUB_STAFF_HASH_MEMORY) ?? hashSecret(cost, 'nobody has this secret');
  decoys.set(cost.HUB_STAFF_HASH_MEMORY, made);
  return made;
}
