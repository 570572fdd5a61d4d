import type { Random } from '../random/random.ts';

const STEPS = 65_536;

/** A number from `low` to `high`, each as likely. */
export function uniform(random: Random, low: number, high: number): number {
  return low + ((high - low) * random.below(STEPS)) / (STEPS - 1);
}

/** The items in a random order, each order as likely. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(random.below(rest.length), 1));
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

/** The colour with each channel moved by at most `by` of 255. */
export function nearbyColour(hex: string, by: number, random: Random): string {
  const channel = (at: number) =>
    hexByte(Number.parseInt(hex.slice(at, at + 2), 16) + uniform(random, -by, by));
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
