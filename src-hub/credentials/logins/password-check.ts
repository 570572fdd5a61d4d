import argon2 from 'argon2';

/** OWASP's cost of argon2id, at which kiosks hash by default. */
const USUAL_COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Checks passwords, at the same expense when there is nothing to check against. */
export class PasswordCheck {
  #decoy: Promise<string> | null = null;

  /** @param phc null when the account does not exist, or has no password: takes as long, and is false */
  async verify(phc: string | null, password: string): Promise<boolean> {
    const right = await argon2.verify(phc ?? (await this.#nobody()), password);
    return right && phc !== null;
  }

  /** Makes what the first check of an account without password would otherwise have to make. */
  async warmUp(): Promise<void> {
    await this.#nobody();
  }

  #nobody(): Promise<string> {
    this.#decoy ??= argon2.hash('nobody has this password', USUAL_COST);
    return this.#decoy;
  }
}
