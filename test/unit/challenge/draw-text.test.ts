import { describe, expect, it } from 'vitest';
import { TEXT_ALPHABET, TEXT_LENGTH } from '../../../src-main/challenge/challenge-text.ts';
import { drawText } from '../../../src-main/challenge/draw-text.ts';
import { loadGlyphs } from '../../../src-main/challenge/load-glyphs.ts';
import { LETTER_CODE_ALPHABET } from '../../../src-shared/values/letter-code.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const glyphs = loadGlyphs();
const PREFIX = 'data:image/svg+xml;base64,';
const PATH = '<path fill="#[0-9a-f]{6}" d="M\\d{3} \\d{3}(?:[LC]\\d{3} \\d{3}(?: \\d{3}){0,4}|Z)+"/>';
const DRAWING = new RegExp(
  `^<svg xmlns="http://www\\.w3\\.org/2000/svg" viewBox="0 0 1000 340">(?:${PATH}){3,5}</svg>$`,
  'u',
);

/** The markup of a drawing. */
function drawn(text: string, seed: number): string {
  const image = drawText(text, glyphs, seededRandom(seed));
  expect(image.startsWith(PREFIX)).toBe(true);
  return Buffer.from(image.slice(PREFIX.length), 'base64').toString('latin1');
}

/** The points of the line that draws the letters: the last path. */
function pointsOf(svg: string): string[] {
  return [...(svg.split('<path').at(-1) ?? '').matchAll(/[ML](\d{3} \d{3})/gu)].map(
    ([, point = '']) => point,
  );
}

/** How bright a colour is (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the letters of a text', () => {
  it('are in the alphabet of letters by post, and none is taken for another', () => {
    for (const letter of TEXT_ALPHABET) expect(LETTER_CODE_ALPHABET).toContain(letter);
    expect([...glyphs.keys()].join('')).toBe(TEXT_ALPHABET);
    expect(TEXT_ALPHABET).not.toMatch(/[01258BCFGILOQSUVWZ69]/u);
  });
});

describe('a drawn text', () => {
  it('holds outlines and colours and nothing else', () => {
    for (let seed = 0; seed < 60; seed++) expect(drawn('ADEH4', seed)).toMatch(DRAWING);
  });

  it('is one line of the same number of points, whatever the letters, also with the most intricate ones', () => {
    for (const letter of TEXT_ALPHABET) {
      for (let seed = 0; seed < 12; seed++) {
        const svg = drawn(letter.repeat(TEXT_LENGTH), seed);
        expect(pointsOf(svg)).toHaveLength(1_600);
        expect(svg.split('<path').at(-1)?.match(/M/gu)).toHaveLength(1);
      }
    }
  });

  it('hardly has a point in common with the same letters drawn again', () => {
    const twins = new Set(pointsOf(drawn('KKKKK', 1)));
    const shared = pointsOf(drawn('KKKKK', 2)).filter((point) => twins.has(point));
    // Of some thousand different points in 340,000 places a handful meets by chance.
    expect(shared.length).toBeLessThan(40);
  });

  it('does not draw its letters from left to right', () => {
    for (let seed = 0; seed < 20; seed++) {
      const xs = pointsOf(drawn('AAAAA', seed)).map((point) => Number(point.slice(0, 3)));
      const turns = xs.filter((x, at) => (xs[at - 1] ?? x) < 500 !== x < 500).length;
      expect(turns, 'crosses the middle').toBeGreaterThan(8);
    }
  });

  it('stands out from its ground by 4.5 to 1 and more', () => {
    const least = Array.from({ length: 120 }, (_, seed) => {
      const fills = [...drawn('ADEH4', seed).matchAll(/fill="(#[0-9a-f]{6})"/gu)].map(
        ([, fill = '']) => fill,
      );
      const ink = luminance(fills.at(-1) ?? '');
      const ground = Math.min(...fills.slice(0, -1).map(luminance));
      return (ground + 0.05) / (ink + 0.05);
    });
    expect(Math.min(...least)).toBeGreaterThan(4.5);
  });

  it('refuses what is not in the alphabet, and a letter that is too intricate', () => {
    expect(() => drawn('ADEHO', 1)).toThrow('not a letter');
    const corners = Array.from(
      { length: 600 },
      (_, at) => ({ command: 'L', points: [at % 90, at % 70] }) as const,
    );
    const huge = { width: 90, segments: [{ command: 'M', points: [0, 0] } as const, ...corners] };
    expect(() => drawText('XXXXX', new Map([['X', huge]]), seededRandom(1))).toThrow('too intricate');
  });
});
