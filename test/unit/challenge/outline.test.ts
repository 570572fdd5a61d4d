import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseOutline,
  SEGMENT_BYTES,
  splitSegment,
  splitSome,
  UNMOVED,
  writeOutline,
} from '../../../src-main/challenge/outline.ts';
import { chanceFrom } from '../../../src-main/challenge/picture-chance.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const write = (d: string): string => {
  const into = Buffer.alloc(1_000);
  return into.toString('latin1', 0, writeOutline(parseOutline(d), UNMOVED, into, 0));
};

describe('an outline', () => {
  it.each([
    ['M1 2L3.4 5.6Z', 'M001 002L003 006Z'],
    ['M1 2 3 4 5 6', 'M001 002L003 004L005 006'],
    ['M-5 1200C1 2 3 4 5 6 7 8 9 10 11 12', 'M000 999C001 002 003 004 005 006C007 008 009 010 011 012'],
    ['M.5.6L10-3', 'M001 001L010 000'],
  ])('%s is written as %s', (read, written) => {
    expect(write(read)).toBe(written);
  });

  it('takes the bytes that were reckoned', () => {
    for (const [command, d] of [
      ['M', 'M1 2'],
      ['L', 'M1 2L3 4'],
      ['C', 'M1 2C1 2 3 4 5 6'],
      ['Z', 'M1 2Z'],
    ] as const) {
      const before = command === 'M' ? 0 : SEGMENT_BYTES.M;
      expect(write(d).length - before).toBe(SEGMENT_BYTES[command]);
    }
  });
});

type Point = readonly [number, number];

const pointOf = (numbers: readonly number[], at: number): Point => [
  numbers[at] ?? NaN,
  numbers[at + 1] ?? NaN,
];

/** The point of a curve at `t`, by the polynomial and not by halving. */
function pointAt([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const at = (axis: 0 | 1) =>
    (1 - t) ** 3 * a[axis] +
    3 * (1 - t) ** 2 * t * b[axis] +
    3 * (1 - t) * t ** 2 * c[axis] +
    t ** 3 * d[axis];
  return [at(0), at(1)];
}

describe('cutting a curve', () => {
  it('leaves every point where it was', () => {
    const number = fc.integer({ min: 0, max: 1000 });
    const point = fc.tuple(number, number);
    const share = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(point, point, point, point, share, share, (a, b, c, d, cut, t) => {
        const [first, second] = splitSegment({ command: 'C', points: [...b, ...c, ...d] }, a[0], a[1], cut);
        const points = (start: Point, { points: p }: typeof first) =>
          [start, pointOf(p, 0), pointOf(p, 2), pointOf(p, 4)] as const;
        const middle = pointOf(first.points, 4);
        const halves: [Point, Point][] = [
          [pointAt(points(a, first), t), pointAt([a, b, c, d], t * cut)],
          [pointAt(points(middle, second), t), pointAt([a, b, c, d], cut + t * (1 - cut))],
        ];
        for (const [found, wanted] of halves) {
          expect(found[0]).toBeCloseTo(wanted[0], 6);
          expect(found[1]).toBeCloseTo(wanted[1], 6);
        }
      }),
    );
  });

  it('keeps lines straight and stops when the bytes are spent', () => {
    const line = parseOutline('M0 0L100 50L200 100L300 150');
    let left = 2 * SEGMENT_BYTES.L;
    const spend = (bytes: number) => left >= bytes && ((left -= bytes), true);
    const cut = splitSome(line, chanceFrom(seededRandom(1)), 1, spend);
    expect(cut).toHaveLength(line.length + 2);
    for (const [x = NaN, y = NaN] of cut.map(({ points }) => points)) expect(y).toBeCloseTo(x / 2, 9);
  });
});
