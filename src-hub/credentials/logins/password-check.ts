import argon2 from 'argon2';

/** OWASP's cost of argon2id, which kiosks use by default. */
const USUAL_COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Checks passwords. It takes the same time when there is no hash to check. */
export class PasswordCheck {
  #decoy: Promise<string> | null = null;

  /** @param phc null: the account is unknown or has no password; the result is false, after the usual time */
  async verify(phc: string | null, password: string): Promise<boolean> {
    const right = await argon2.verify(phc ?? (await this.#nobody()), password);
    return right && phc !== null;
  }

  /** Makes the decoy hash early, so that the first check without a password is not slower. */
  async warmUp(): Promise<void> {
    await this.#nobody();
  }

  #nobody(): Promise<string> {
    this.#decoy ??= argon2.hash('nobody has this password', USUAL_COST);
    return this.#decoy;
  }
}
