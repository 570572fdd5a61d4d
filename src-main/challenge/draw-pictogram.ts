import type { Random } from '../random/random.ts';
import { drawBackground } from './draw-background.ts';
import {
  parseOutline,
  SEGMENT_BYTES,
  splitSome,
  UNMOVED,
  writeOutline,
  type Placement,
  type Segment,
} from './outline.ts';
import { chanceFrom, nearbyColour, shuffle, uniform, type Chance } from './picture-chance.ts';
import { PICTOGRAM_SIZE, type Pictogram, type Shape } from './pictogram.ts';

/** Width and height of a picture: coordinates are whole numbers of three digits. */
const SIZE = 1000;

/** Bytes of each picture's SVG. All have the same size, so that the size tells nothing. */
export const PICTURE_BYTES = 3_600;

/** Largest part of the width that a pictogram may take, so that a turned corner is not cut off. */
const ROOM = 0.93;

/** Largest wave that bends the drawing, in units of {@link SIZE}; with the jitter at most 0.6 % of the width. */
const WAVE = 4;

/** Largest random offset of one coordinate, in units of {@link SIZE}. */
const JITTER = 1.5;

/** Parsed once for each shape: parsing takes longer than drawing. */
const outlines = new WeakMap<Shape, readonly Segment[]>();

function outlineOf(shape: Shape): readonly Segment[] {
  let segments = outlines.get(shape);
  if (segments === undefined) outlines.set(shape, (segments = parseOutline(shape.d)));
  return segments;
}

interface Outline {
  segments: readonly Segment[];
  readonly placement: Placement;
  readonly fill: string;
  readonly extras: readonly string[];
}

/**
 * A random movement of the whole drawing: rotation, size, place and a slight wave, plus a jitter of each coordinate.
 */
function movement(chance: Chance): Placement {
  const angle = (uniform(chance, -10, 10) * Math.PI) / 180;
  const scale = ((SIZE * ROOM) / PICTOGRAM_SIZE) * uniform(chance, 0.85, 1);
  const slack = (SIZE - scale * PICTOGRAM_SIZE) / 2;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const half = PICTOGRAM_SIZE / 2;
  const left = SIZE / 2 + uniform(chance, -slack, slack) / 2 - half * (cos - sin);
  const top = SIZE / 2 + uniform(chance, -slack, slack) / 2 - half * (cos + sin);
  const [waveX, waveY] = [uniform(chance, -WAVE, WAVE), uniform(chance, -WAVE, WAVE)];
  const [phaseX, phaseY] = [uniform(chance, 0, 6.3), uniform(chance, 0, 6.3)];
  const jitter = () => (chance.byte() / 127.5 - 1) * JITTER;
  return {
    x: (x, y) => left + x * cos - y * sin + waveX * Math.sin(y / 5 + phaseX) + jitter(),
    y: (x, y) => top + x * sin + y * cos + waveY * Math.sin(x / 5 + phaseY) + jitter(),
  };
}

/**
 * Writes an element with its attributes in random order.
 * @returns the position after it in `into`
 */
function writeElement(outline: Outline, chance: Chance, into: Buffer, start: number): number {
  let at = start + into.write('<path', start, 'latin1');
  for (const attribute of shuffle(['d', `fill="${outline.fill}"`, ...outline.extras], chance)) {
    at += into.write(attribute === 'd' ? ' d="' : ` ${attribute}`, at, 'latin1');
    if (attribute !== 'd') continue;
    at = writeOutline(outline.segments, outline.placement, into, at);
    at += into.write('"', at, 'latin1');
  }
  return at + into.write('/>', at, 'latin1');
}

/** Number of bytes that {@link writeElement} writes. */
function elementBytes({ segments, extras }: Outline): number {
  const outline = segments.reduce((sum, { command }) => sum + SEGMENT_BYTES[command], 0);
  return (
    '<path d="" fill="#rrggbb"/>'.length + outline + extras.reduce((sum, extra) => sum + 1 + extra.length, 0)
  );
}

const OPENING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">`;
const CLOSING = '</svg>';

/**
 * Draws a pictogram as an SVG in a `data:` URL. Each drawing differs in rotation, size, place, bends, colours,
 * background and in where its lines are cut. All drawings of all pictograms have the same length; the SVG contains
 * only outlines and colours.
 * @throws when the pictogram needs more than {@link PICTURE_BYTES}: a mistake in the resource
 */
export function drawPictogram(pictogram: Pictogram, random: Random): string {
  const chance = chanceFrom(random);
  const placement = movement(chance);
  const ground: Outline[] = drawBackground(SIZE, SIZE, chance).map((shape) => ({
    segments: shape.segments,
    placement: UNMOVED,
    fill: shape.fill,
    extras: [],
  }));
  const drawing: Outline[] = pictogram.shapes.map((shape) => ({
    segments: outlineOf(shape),
    placement,
    fill: nearbyColour(shape.fill, 5, chance),
    extras: [
      ...(shape.evenOdd ? ['fill-rule="evenodd"'] : []),
      ...(shape.opacity === undefined ? [] : [`fill-opacity="${shape.opacity}"`]),
    ],
  }));
  let left = PICTURE_BYTES - OPENING.length - CLOSING.length;
  for (const outline of [...ground, ...drawing]) left -= elementBytes(outline);
  if (left < 0) throw new Error('a pictogram is too intricate to be drawn');
  const spend = (bytes: number) => left >= bytes && ((left -= bytes), true);
  while (left >= SEGMENT_BYTES.C) {
    for (const outline of shuffle(drawing, chance)) {
      outline.segments = splitSome(outline.segments, chance, 0.5, spend);
    }
  }
  // The rest is shorter than one more curve; spaces fill it.
  const svg = Buffer.alloc(PICTURE_BYTES, ' ');
  let at = svg.write(OPENING, 'latin1');
  for (const outline of [...ground, ...drawing]) at = writeElement(outline, chance, svg, at);
  svg.write(CLOSING, PICTURE_BYTES - CLOSING.length, 'latin1');
  return `data:image/svg+xml;base64,${svg.toString('base64')}`;
}
