import type { Random } from '../random/random.ts';
import { joinContours, lengthen, type Contour, type Point } from './contour.ts';
import { drawBackground } from './draw-background.ts';
import type { Glyphs } from './load-glyphs.ts';
import { SEGMENT_BYTES, UNMOVED, writeOutline, type Segment } from './outline.ts';
import { chanceFrom, hexColour, uniform, type Chance } from './picture-chance.ts';
import { bending, lettersOf, decoyLetter, TEXT_HEIGHT, TEXT_WIDTH, type Move } from './text-contours.ts';

/** Number of points of the line that draws a text. It is always the same, so that its length tells nothing. */
const POINTS = 1_600;

/**
 * Number of decoy letters. They are drawn and erased again by the same line: a program that reads the line finds
 * them, a person does not see them.
 */
const DECOYS = 2;

/** Number and thickness of the lines across the letters. */
const LINES = 2;
const LINE_THICKNESS = 7;

/** Number of specks beside the letters. */
const SPECKS = 10;

const OPENING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${TEXT_WIDTH} ${TEXT_HEIGHT}">`;

/** Bends a contour and rounds it to whole coordinates inside the drawing. */
function placeGlyph(contour: Contour, bend: Move): Contour {
  const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, Math.round(value)));
  return contour.map((point) => {
    const [x, y] = bend(point);
    return [within(x, TEXT_WIDTH), within(y, TEXT_HEIGHT)];
  });
}

/** A thin wavy line across the drawing. */
function lineAcross(chance: Chance): Contour {
  const steps = 24;
  const [from, to] = [uniform(chance, 0.25, 0.75) * TEXT_HEIGHT, uniform(chance, 0.25, 0.75) * TEXT_HEIGHT];
  const [height, turns] = [uniform(chance, 10, 35), uniform(chance, 0.6, 1.6)];
  const phase = uniform(chance, 0, 2 * Math.PI);
  const upper = Array.from({ length: steps + 1 }, (_, step): Point => {
    const t = step / steps;
    return [t * TEXT_WIDTH, from + (to - from) * t + height * Math.sin(2 * Math.PI * turns * t + phase)];
  });
  return [...upper, ...upper.map(([x, y]): Point => [x, y + LINE_THICKNESS]).toReversed()];
}

/** A small speck with four corners. */
function speck(chance: Chance): Contour {
  const [x, y] = [uniform(chance, 10, TEXT_WIDTH - 20), uniform(chance, 10, TEXT_HEIGHT - 20)];
  const size = (): number => uniform(chance, 3, 7);
  return [
    [x - size(), y],
    [x, y - size()],
    [x + size(), y],
    [x, y + size()],
  ];
}

/** The outline as SVG path data. */
function writePath(segments: readonly Segment[]): string {
  const bytes = Buffer.alloc(segments.reduce((sum, { command }) => sum + SEGMENT_BYTES[command], 0));
  writeOutline(segments, UNMOVED, bytes, 0);
  return bytes.toString('latin1');
}

/**
 * Draws letters to read, as an SVG in a `data:` URL: rotated, slanted, bent and crossed by lines, each time
 * differently. Everything visible is one line on a pale ground; the order of its points and its length tell nothing.
 * @throws when a text needs more points than a drawing has: a mistake in the resource
 */
export function drawText(letters: string, glyphs: Glyphs, random: Random): string {
  const chance = chanceFrom(random);
  const bend = bending(chance);
  const seen = [
    ...lettersOf(letters, glyphs, chance),
    ...Array.from({ length: LINES }, () => lineAcross(chance)),
    ...Array.from({ length: SPECKS }, () => speck(chance)),
  ].map((contour) => placeGlyph(contour, bend));
  const unseen = Array.from({ length: DECOYS }, () => decoyLetter(glyphs, chance))
    .flat()
    .map((contour) => placeGlyph(contour, bend));
  const backwards = unseen.map((contour) => contour.toReversed());
  const line = lengthen(joinContours([...seen, ...unseen, ...backwards], chance), POINTS, chance);
  const ink = hexColour(uniform(chance, 0, 360), uniform(chance, 0.3, 0.7), uniform(chance, 0.14, 0.2));
  const text: Segment[] = line.map((points, at) => ({ command: at === 0 ? 'M' : 'L', points }));
  const outlines = [...drawBackground(TEXT_WIDTH, TEXT_HEIGHT, chance), { segments: text, fill: ink }];
  const paths = outlines.map(({ segments, fill }) => `<path fill="${fill}" d="${writePath(segments)}"/>`);
  const svg = `${OPENING}${paths.join('')}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'latin1').toString('base64')}`;
}
