import type { Segment } from './outline.ts';
import { below, shuffle, uniform, type Chance } from './picture-chance.ts';

/** A point: x, y. */
export type Point = readonly [number, number];

/** A closed line; the last point joins the first. */
export type Contour = readonly Point[];

/** Longest piece of a flattened line, in units of the glyph. */
const PIECE = 14;

/** Number of pieces of a flattened curve. */
const CURVE_PIECES = 3;

/**
 * Length of one step of a bridge, as long as other pieces of the line, so that a bridge cannot be told apart;
 * BRIDGE_STEPS is the largest number of steps.
 */
const BRIDGE_STEP = 50;
const BRIDGE_STEPS = 6;

/** Largest distance of a spur. */
const SPUR = 20;

/** Flattens an outline into contours. The points differ each time, so that lines and curves cannot be told apart. */
export function flatten(segments: readonly Segment[], chance: Chance): Contour[] {
  const contours: Point[][] = [];
  let [x, y] = [0, 0];
  for (const { command, points: p } of segments) {
    if (command === 'Z') continue;
    const end = p.slice(-2) as [number, number];
    if (command === 'M') contours.push([]);
    const length = Math.hypot(end[0] - x, end[1] - y);
    const pieces = command === 'M' ? 1 : command === 'C' ? CURVE_PIECES : Math.ceil(length / PIECE);
    for (let piece = 1; piece < pieces; piece++) {
      const t = (piece + uniform(chance, -0.3, 0.3)) / pieces;
      contours
        .at(-1)
        ?.push(command === 'C' ? onCurve(x, y, p, t) : [x + (end[0] - x) * t, y + (end[1] - y) * t]);
    }
    contours.at(-1)?.push(end);
    [x, y] = end;
  }
  return contours;
}

/** The point at `t` (0 to 1) of a cubic curve that starts at `x0, y0`. */
function onCurve(x0: number, y0: number, p: readonly number[], t: number): Point {
  const [x1, y1, x2, y2, x3, y3] = p as [number, number, number, number, number, number];
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}

/**
 * Joins all contours into one line, in random order and from random points. Each bridge between contours runs there
 * and back, so it is invisible.
 */
export function joinContours(contours: readonly Contour[], chance: Chance): Point[] {
  const line: Point[] = [];
  const wayBack: Point[] = [];
  for (const contour of shuffle(contours, chance)) {
    const start = below(chance, contour.length);
    const round = [...contour.slice(start), ...contour.slice(0, start + 1)];
    const from = line.at(-1);
    const to = round[0];
    if (from !== undefined && to !== undefined) {
      const bridge = bridgeBetween(from, to, chance);
      line.push(...bridge);
      wayBack.push(from, ...bridge);
    }
    line.push(...round);
  }
  return [...line, ...wayBack.toReversed()];
}

/** Points between two others, at random distances from the straight line. */
function bridgeBetween([x0, y0]: Point, [x1, y1]: Point, chance: Chance): Point[] {
  const steps = Math.min(BRIDGE_STEPS, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / BRIDGE_STEP));
  return Array.from({ length: steps - 1 }, (_, index) => {
    const t = (index + 1) / steps;
    return strayFrom([Math.round(x0 + (x1 - x0) * t), Math.round(y0 + (y1 - y0) * t)], chance);
  });
}

/**
 * Adds spurs to a line until it has a given number of points. A spur runs there and back: it adds two points and is
 * invisible.
 * @throws when the line already has more points
 */
export function lengthen(line: readonly Point[], points: number, chance: Chance): Point[] {
  if (line.length > points) throw new Error('a line is too intricate to be drawn');
  const spurs = Math.floor((points - line.length) / 2);
  const spursAt = new Map<number, number>();
  for (let spur = 0; spur < spurs; spur++) {
    const at = below(chance, line.length);
    spursAt.set(at, (spursAt.get(at) ?? 0) + 1);
  }
  const longer = line.flatMap((point, at) => [
    point,
    ...Array.from({ length: spursAt.get(at) ?? 0 }, () => [strayFrom(point, chance), point]).flat(),
  ]);
  return longer.length === points ? longer : [...longer, ...line.slice(-1)];
}

/** A point near another one; never left of or above the drawing. */
function strayFrom([x, y]: Point, chance: Chance): Point {
  const stray = (): number => Math.round(uniform(chance, -SPUR, SPUR));
  return [Math.max(0, x + stray()), Math.max(0, y + stray())];
}
