import type { Random } from '../../src-main/random/random.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    bytes: (count) => {
      const bytes = Buffer.alloc(count);
      for (let at = 0; at < count; at++) bytes[at] = Math.floor(next() * 256);
      return bytes;
    },
    below: (bound) => Math.floor(next() * bound),
  };
}
