import type { Random } from '../random/random.ts';

/** One command of an outline with its absolute coordinates, x and y in turn. */
export interface Segment {
  readonly command: 'M' | 'L' | 'C' | 'Z';
  readonly points: readonly number[];
}

/** Bytes that {@link writeOutline} takes for each command: a letter and three digits a coordinate, with spaces between. */
export const SEGMENT_BYTES = { M: 8, L: 8, C: 24, Z: 1 } as const;

/** Reads an outline of `M`, `L`, `C`, `Z`; a letter left out repeats the one before, as SVG has it. */
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

/** Cuts a segment that begins at `x0, y0` in two at `t` (0 to 1); the picture stays the same (de Casteljau). */
export function splitSegment(segment: Segment, x0: number, y0: number, t: number): [Segment, Segment] {
  const mix = (a: number, b: number) => a + (b - a) * t;
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = segment.points;
  if (segment.command === 'L') {
    return [{ command: 'L', points: [mix(x0, ax), mix(y0, ay)] }, segment];
  }
  const half = (p0: number, a: number, b: number, c: number) => {
    const first = mix(p0, a);
    const middle = mix(a, b);
    const last = mix(b, c);
    return [
      first,
      mix(first, middle),
      mix(mix(first, middle), mix(middle, last)),
      mix(middle, last),
      last,
    ] as const;
  };
  const [x1, x2, x3, x4, x5] = half(x0, ax, bx, cx);
  const [y1, y2, y3, y4, y5] = half(y0, ay, by, cy);
  return [
    { command: 'C', points: [x1, y1, x2, y2, x3, y3] },
    { command: 'C', points: [x4, y4, x5, y5, cx, cy] },
  ];
}

/**
 * Cuts about the given share of all lines and curves in two, at random.
 * @param spend - told the bytes that a cut would cost; a cut it refuses is not made
 */
export function splitSome(
  segments: readonly Segment[],
  random: Random,
  share: number,
  spend: (bytes: number) => boolean,
): Segment[] {
  const result: Segment[] = [];
  const dice = random.bytes(segments.length * 2);
  let x = 0;
  let y = 0;
  segments.forEach((segment, index) => {
    const { command, points } = segment;
    const cut =
      (command === 'L' || command === 'C') &&
      (dice[index * 2] ?? 0) < share * 256 &&
      spend(SEGMENT_BYTES[command]);
    if (cut) result.push(...splitSegment(segment, x, y, 0.35 + (0.3 * (dice[index * 2 + 1] ?? 0)) / 255));
    else result.push(segment);
    x = points.at(-2) ?? x;
    y = points.at(-1) ?? y;
  });
  return result;
}

const digits = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));

/** Writes an outline with every coordinate as three digits, 000 to 999: its length tells only how many there are. */
export function writeOutline(segments: readonly Segment[]): string {
  let d = '';
  for (const { command, points } of segments) {
    d += command;
    for (let at = 0; at < points.length; at++) {
      const whole = Math.round(points[at] ?? 0);
      d += (at === 0 ? '' : ' ') + digits[Math.min(999, Math.max(0, whole))];
    }
  }
  return d;
}
