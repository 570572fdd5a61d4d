import type { Random } from '../random/random.ts';

/** Number of random bytes fetched at a time: one drawing uses thousands. */
const BLOCK = 2_048;

const STEPS = 65_536;

/** Random bytes for the look of a drawing. What the right answer is comes from {@link Random} itself. */
export interface Chance {
  /** 0 to 255, equally likely. */
  byte(): number;
}

/** Serves a random source byte by byte. */
export function chanceFrom(random: Random): Chance {
  let block: Uint8Array = new Uint8Array();
  let used = 0;
  return {
    byte: () => {
      if (used === block.length) {
        block = random.bytes(BLOCK);
        used = 0;
      }
      return block[used++] ?? 0;
    },
  };
}

/** A number from `low` to `high`, evenly distributed. */
export function uniform(chance: Chance, low: number, high: number): number {
  return low + ((high - low) * (chance.byte() * 256 + chance.byte())) / (STEPS - 1);
}

/** A whole number from 0 to `bound` - 1, almost equally likely while `bound` is small. */
export function below(chance: Chance, bound: number): number {
  return (chance.byte() * 256 + chance.byte()) % bound;
}

/** The items in a random order. */
export function shuffle<T>(items: readonly T[], chance: Chance): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = below(chance, last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

const hexByte = (value: number) =>
  Math.min(255, Math.max(0, Math.round(value)))
    .toString(16)
    .padStart(2, '0');

/** `#rrggbb` from hue (degrees), saturation and lightness (0 to 1). */
export function hexColour(hue: number, saturation: number, lightness: number): string {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const k = (((offset + hue / 30) % 12) + 12) % 12;
    return hexByte(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** The colour, with each channel changed by at most `by` of 255. */
export function nearbyColour(hex: string, by: number, chance: Chance): string {
  const channel = (at: number) =>
    hexByte(Number.parseInt(hex.slice(at, at + 2), 16) + uniform(chance, -by, by));
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
