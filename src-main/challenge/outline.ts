import type { Chance } from './picture-chance.ts';

/** One command of an outline, with absolute coordinates: x, y, x, y … */
export interface Segment {
  readonly command: 'M' | 'L' | 'C' | 'Z';
  readonly points: readonly number[];
}

/**
 * Bytes that {@link writeOutline} writes for each command: one letter, three digits a coordinate, spaces between
 * them.
 */
export const SEGMENT_BYTES = { M: 8, L: 8, C: 24, Z: 1 } as const;

/** Reads an outline of `M`, `L`, `C`, `Z`. A missing letter repeats the last one, as in SVG. */
export function parseOutline(d: string): Segment[] {
  const segments: Segment[] = [];
  for (const [, letter = '', rest = ''] of d.matchAll(/([MLCZ])([^MLCZ]*)/gu)) {
    const command = letter as Segment['command'];
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/gu) ?? []).map(Number);
    const size = command === 'C' ? 6 : 2;
    if (command === 'Z') segments.push({ command, points: [] });
    for (let at = 0; at < numbers.length; at += size) {
      segments.push({
        command: command === 'M' && at > 0 ? 'L' : command,
        points: numbers.slice(at, at + size),
      });
    }
  }
  return segments;
}

/** Cuts a segment that starts at `x0, y0` in two at `t` (0 to 1). The picture does not change (de Casteljau). */
export function splitSegment(segment: Segment, x0: number, y0: number, t: number): [Segment, Segment] {
  const p = segment.points as [number, number, number, number, number, number];
  if (segment.command === 'L') {
    return [{ command: 'L', points: [x0 + (p[0] - x0) * t, y0 + (p[1] - y0) * t] }, segment];
  }
  const x01 = x0 + (p[0] - x0) * t;
  const y01 = y0 + (p[1] - y0) * t;
  const x12 = p[0] + (p[2] - p[0]) * t;
  const y12 = p[1] + (p[3] - p[1]) * t;
  const x23 = p[2] + (p[4] - p[2]) * t;
  const y23 = p[3] + (p[5] - p[3]) * t;
  const x012 = x01 + (x12 - x01) * t;
  const y012 = y01 + (y12 - y01) * t;
  const x123 = x12 + (x23 - x12) * t;
  const y123 = y12 + (y23 - y12) * t;
  const x = x012 + (x123 - x012) * t;
  const y = y012 + (y123 - y012) * t;
  return [
    { command: 'C', points: [x01, y01, x012, y012, x, y] },
    { command: 'C', points: [x123, y123, x23, y23, p[4], p[5]] },
  ];
}

/**
 * Cuts about the given share of all lines and curves in two, at random.
 * @param spend gets the bytes that a cut costs; when it returns false the cut is not made
 */
export function splitSome(
  segments: readonly Segment[],
  chance: Chance,
  share: number,
  spend: (bytes: number) => boolean,
): Segment[] {
  const result: Segment[] = [];
  let x = 0;
  let y = 0;
  for (const segment of segments) {
    const { command, points } = segment;
    const cut =
      (command === 'L' || command === 'C') && chance.byte() < share * 256 && spend(SEGMENT_BYTES[command]);
    if (cut) result.push(...splitSegment(segment, x, y, 0.35 + (0.3 * chance.byte()) / 255));
    else result.push(segment);
    x = points.at(-2) ?? x;
    y = points.at(-1) ?? y;
  }
  return result;
}

/** Maps a point of an outline to its place in the picture. Called once for each point and direction. */
export interface Placement {
  x(x: number, y: number): number;
  y(x: number, y: number): number;
}

/** Does not move points. */
export const UNMOVED: Placement = { x: (x) => x, y: (_x, y) => y };

/** Writes three digits. Converting numbers to strings would take most of the drawing time. */
function writeNumber(value: number, into: Uint8Array, at: number): void {
  const whole = Math.min(999, Math.max(0, Math.round(value)));
  const hundreds = (whole / 100) | 0;
  const tens = ((whole - hundreds * 100) / 10) | 0;
  into[at] = ZERO + hundreds;
  into[at + 1] = ZERO + tens;
  into[at + 2] = ZERO + whole - hundreds * 100 - tens * 10;
}

const ZERO = 0x30;
const SPACE = 0x20;

/**
 * Writes an outline with each coordinate as three digits, 000 to 999, so that its length depends only on the number
 * of coordinates.
 * @returns the position after the outline in `into`
 */
export function writeOutline(
  segments: readonly Segment[],
  placement: Placement,
  into: Uint8Array,
  start: number,
): number {
  let at = start;
  for (const { command, points } of segments) {
    into[at++] = command.charCodeAt(0);
    for (let point = 0; point < points.length; point += 2) {
      const x = points[point] ?? 0;
      const y = points[point + 1] ?? 0;
      if (point > 0) into[at++] = SPACE;
      writeNumber(placement.x(x, y), into, at);
      into[at + 3] = SPACE;
      writeNumber(placement.y(x, y), into, at + 4);
      at += 7;
    }
  }
  return at;
}
