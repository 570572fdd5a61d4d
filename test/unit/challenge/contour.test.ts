import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flatten,
  joinContours,
  lengthen,
  type Contour,
  type Point,
} from '../../../src-main/challenge/contour.ts';
import { loadGlyphs } from '../../../src-main/challenge/load-glyphs.ts';
import { chanceFrom } from '../../../src-main/challenge/picture-chance.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** How often a closed line goes around a place: what SVG fills is where this is not 0. */
function winding(line: readonly Point[], [x, y]: Point): number {
  return line.reduce((sum, [x1, y1], at) => {
    const [x2, y2] = line[(at + 1) % line.length] ?? [0, 0];
    const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (y1 <= y && y2 > y && side > 0) return sum + 1;
    return y1 > y && y2 <= y && side < 0 ? sum - 1 : sum;
  }, 0);
}

const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }));
const contours = fc.array(fc.array(point, { minLength: 3, maxLength: 12 }), { minLength: 1, maxLength: 6 });
/** Between the whole coordinates of all lines, so that no place lies on one that is level. */
const place = point.map(([x, y]): Point => [x + 0.37, y + 0.41]);

describe('contours joined in one line', () => {
  it('fill what they filled before: bridges and spurs leave nothing', () => {
    fc.assert(
      fc.property(contours, fc.array(place, { minLength: 5 }), fc.integer(), (given, places, seed) => {
        const chance = chanceFrom(seededRandom(seed));
        const line = lengthen(joinContours(given, chance), 500, chance);
        expect(line).toHaveLength(500);
        for (const at of places) {
          const before = given.reduce((sum, contour: Contour) => sum + winding(contour, at), 0);
          expect(winding(line, at)).toBe(before);
        }
      }),
    );
  });

  it('that are run backwards too leave nothing', () => {
    fc.assert(
      fc.property(contours, place, fc.integer(), (given, at, seed) => {
        const both = [...given, ...given.map((contour) => contour.toReversed())];
        expect(winding(joinContours(both, chanceFrom(seededRandom(seed))), at)).toBe(0);
      }),
    );
  });

  it('are refused when they have more points than all lines', () => {
    const chance = chanceFrom(seededRandom(1));
    expect(() =>
      lengthen(
        Array.from({ length: 4 }, (): Point => [0, 0]),
        3,
        chance,
      ),
    ).toThrow('too intricate');
  });
});

describe('a flattened letter', () => {
  it('has as many contours as the letter, at other points each time', () => {
    for (const [letter, { segments }] of loadGlyphs()) {
      const [one, other] = [1, 2].map((seed) => flatten(segments, chanceFrom(seededRandom(seed))));
      expect(one?.length, letter).toBe(other?.length);
      const seen = new Set(one?.flat().map(String));
      const again = other?.flat().filter((at) => seen.has(String(at))) ?? [];
      // Corners are in both; they are fewer than half of the points.
      expect(again.length, letter).toBeLessThan((other?.flat().length ?? 0) / 2);
    }
  });
});
