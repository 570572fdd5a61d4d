const CODES = 1_000_000;

/** Numbers from here on are drawn anew: 2^32 is no multiple of a million, and some codes would come more often. */
const USABLE = 2 ** 32 - (2 ** 32 % CODES);

/** Draws a code of six digits, each as likely as any other. */
export function sixDigits(randomBytes: (count: number) => Buffer): string {
  for (;;) {
    const drawn = randomBytes(4).readUInt32BE();
    if (drawn < USABLE) return String(drawn % CODES).padStart(6, '0');
  }
}
