/**
 * Costs of argon2id that a kiosk may be set to and that head office accepts. The least is OWASP's. The most is what a
 * hub can afford at each login: a hash beyond it would let one sender slow down everybody.
 */
export const HASH_COSTS = {
  memoryKiB: { least: 19_456, most: 65_536 },
  passes: { least: 1, most: 4 },
  lanes: { least: 1, most: 2 },
} as const;
