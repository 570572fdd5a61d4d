import { below, hexColour, uniform, type Chance } from './picture-chance.ts';
import type { Segment } from './outline.ts';

/** A filled outline in the background of the picture. */
export interface BackgroundShape {
  readonly segments: readonly Segment[];
  readonly fill: string;
}

/** A round, slightly irregular blob of four curves. */
function blob(cx: number, cy: number, radius: number, chance: Chance): Segment[] {
  const bend = 0.5523; // handle length at which four cubic curves come closest to a circle
  const r = () => radius * uniform(chance, 0.8, 1.2);
  const [right, bottom, left, top] = [r(), r(), r(), r()];
  const curve = (...points: number[]): Segment => ({ command: 'C', points });
  return [
    { command: 'M', points: [cx + right, cy] },
    curve(cx + right, cy + bottom * bend, cx + right * bend, cy + bottom, cx, cy + bottom),
    curve(cx - left * bend, cy + bottom, cx - left, cy + bottom * bend, cx - left, cy),
    curve(cx - left, cy - top * bend, cx - left * bend, cy - top, cx, cy - top),
    curve(cx + right * bend, cy - top, cx + right, cy - top * bend, cx + right, cy),
    { command: 'Z', points: [] },
  ];
}

/**
 * A pale ground of random tint, with one to three blobs of a similar tint. Pale enough to show every pictogram, but
 * never white, since eggs and teeth are white.
 * @param width width of the picture; all measures are in units of its `viewBox`
 */
export function drawBackground(width: number, height: number, chance: Chance): BackgroundShape[] {
  const hue = uniform(chance, 0, 360);
  const lightness = uniform(chance, 0.86, 0.91);
  const [right, bottom] = [width - 1, height - 1];
  const ground: Segment[] = [
    { command: 'M', points: [0, 0] },
    { command: 'L', points: [right, 0] },
    { command: 'L', points: [right, bottom] },
    { command: 'L', points: [0, bottom] },
    { command: 'Z', points: [] },
  ];
  const blobs = Array.from({ length: 1 + below(chance, 3) }, () => ({
    segments: blob(
      uniform(chance, 0.1, 0.9) * width,
      uniform(chance, 0.1, 0.9) * height,
      uniform(chance, 0.15, 0.4) * height,
      chance,
    ),
    fill: hexColour(hue + uniform(chance, -25, 25), 0.3, lightness + uniform(chance, -0.02, 0.035)),
  }));
  return [{ segments: ground, fill: hexColour(hue, 0.3, lightness) }, ...blobs];
}
