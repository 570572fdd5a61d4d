import { describe, expect, it } from 'vitest';
import { drawPictogram, PICTURE_BYTES } from '../../../src-main/challenge/draw-pictogram.ts';
import { loadPictograms } from '../../../src-main/challenge/load-pictograms.ts';
import { pictogramFor } from '../../support/pictures/recognise-picture.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { newService } from './service-deps.ts';

const pictograms = loadPictograms();
const PREFIX = 'data:image/svg+xml;base64,';

/** The SVG in a `data:` URL. */
function svgOf(image: string): string {
  expect(image.startsWith(PREFIX)).toBe(true);
  return Buffer.from(image.slice(PREFIX.length), 'base64').toString('latin1');
}

const OUTLINE = 'd="(?:[MLC]?\\d{3}(?: \\d{3})*|Z|[MLC])+"';
const ATTRIBUTE = `(?:${OUTLINE}|fill="#[0-9a-f]{6}"|fill-rule="evenodd"|fill-opacity="[\\d.]+")`;
const DRAWING = new RegExp(
  `^<svg xmlns="http://www\\.w3\\.org/2000/svg" viewBox="0 0 1000 1000">(?:<path(?: ${ATTRIBUTE})+/>)+ *</svg>$`,
  'u',
);

describe('a drawing', () => {
  it('holds outlines and colours and nothing else, and is as long as every other', () => {
    const random = seededRandom(21);
    for (const pictogram of pictograms) {
      for (let round = 0; round < 3; round++) {
        const svg = svgOf(drawPictogram(pictogram, random));
        expect(svg).toMatch(DRAWING);
        expect(svg).toHaveLength(PICTURE_BYTES);
      }
    }
  });

  it('is never the same twice, nor is any of its outlines', () => {
    const random = seededRandom(22);
    for (const pictogram of pictograms) {
      const seen = new Set<string>();
      for (let round = 0; round < 3; round++) {
        const outlines = [...svgOf(drawPictogram(pictogram, random)).matchAll(/d="([^"]+)"/gu)].map(
          ([, outline = '']) => outline,
        );
        // The first is the square ground.
        for (const outline of outlines.slice(1)) {
          expect(seen.has(outline)).toBe(false);
          seen.add(outline);
        }
      }
    }
  });

  it('has colours near those of the pictogram, but not the same', () => {
    const random = seededRandom(23);
    const egg = pictogramFor('egg', 'en');
    const own = Number.parseInt(egg.shapes[0]?.fill.slice(1, 3) ?? '', 16);
    const reds = Array.from({ length: 40 }, () => {
      const fills = [...svgOf(drawPictogram(egg, random)).matchAll(/fill="#(..)/gu)];
      return Number.parseInt(fills.at(-1)?.[1] ?? '', 16);
    });
    expect(Math.max(...reds.map((red) => Math.abs(red - own)))).toBeLessThanOrEqual(5);
    expect(new Set(reds).size).toBeGreaterThan(5);
  });

  it('refuses what would not fit', () => {
    const huge = {
      ...pictogramFor('egg', 'en'),
      shapes: [{ d: `M1 1${'L2 2'.repeat(1000)}Z`, fill: '#000000' }],
    };
    expect(() => drawPictogram(huge, seededRandom(24))).toThrow('too intricate');
  });
});

describe('the eight pictures of a challenge', () => {
  it('take less than 60 kB, and their length and ids tell nothing', () => {
    const { service } = newService(25);
    for (let round = 0; round < 25; round++) {
      const challenge = service.issue('picture', 'fr');
      if (challenge.way !== 'picture') throw new Error('not a picture challenge');
      const lengths = challenge.pictures.map(({ image }) => image.length);
      expect(new Set(lengths).size).toBe(1);
      expect(lengths.reduce((sum, length) => sum + length)).toBeLessThan(60_000);
      expect(new Set(challenge.pictures.map(({ id }) => id.length)).size).toBe(1);
      expect(Object.keys(challenge).toSorted()).toEqual(['expiresIn', 'id', 'pictures', 'way', 'word']);
      for (const picture of challenge.pictures)
        expect(Object.keys(picture).toSorted()).toEqual(['id', 'image']);
    }
  });
});
