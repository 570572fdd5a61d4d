/** Largest memory of one hash, in KiB: the most that a kiosk's configuration may ask for. */
const MOST_MEMORY = 1_048_576;
const MOST_PASSES = 20;
const MOST_LANES = 4;
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
  const memory = costs.get('m') ?? 0;
  const passes = costs.get('t') ?? 0;
  const lanes = costs.get('p') ?? 0;
  return (
    within(lanes, 1, MOST_LANES) &&
    within(passes, 1, MOST_PASSES) &&
    within(memory, 8 * lanes, MOST_MEMORY) &&
    [salt, hash].every((part) => Buffer.from(part, 'base64').length >= FEWEST_BYTES)
  );
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
