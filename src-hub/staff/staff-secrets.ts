import argon2 from 'argon2';

/**
 * Cost of the hashes of PINs and passwords of staff: the most that kiosks and hubs take. A PIN has few digits and its
 * hash lies in kiosks, so each guess must be dear: about 0.2 s.
 */
const COST = { type: argon2.argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

let decoy: Promise<string> | null = null;

/** argon2id hash in PHC form, its parameters in the order of the specification, as kiosks expect them. */
export async function hashSecret(secret: string): Promise<string> {
  const hash = await argon2.hash(secret, COST);
  return hash.replace(/\$m=(\d+),p=(\d+),t=(\d+)\$/u, '$$m=$1,t=$3,p=$2$$');
}

/** Checks a PIN or password. @param phc null: nobody's; the result is false, after the same work */
export async function verifySecret(phc: string | null, secret: string): Promise<boolean> {
  decoy ??= hashSecret('nobody has this secret');
  const right = await argon2.verify(phc ?? (await decoy), secret);
  return right && phc !== null;
}

/** Makes the decoy early, so that the first check of a badge that nobody has is not slower. */
export async function warmUpSecrets(): Promise<void> {
  decoy ??= hashSecret('nobody has this secret');
  await decoy;
}
