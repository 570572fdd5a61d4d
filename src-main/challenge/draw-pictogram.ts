import type { Random } from '../random/random.ts';
import { drawBackground } from './draw-background.ts';
import { parseOutline, SEGMENT_BYTES, splitSome, writeOutline, type Segment } from './outline.ts';
import { nearbyColour, shuffled, uniform } from './picture-chance.ts';
import { PICTOGRAM_SIZE, type Pictogram } from './pictogram.ts';

/** Units across a picture: coordinates are whole numbers of three digits. */
const SIZE = 1000;

/** Bytes of every picture's SVG, whatever it shows. */
export const PICTURE_BYTES = 4_500;

/** Largest part of a drawing's width that a pictogram may take, so that no turned corner is cut off. */
const ROOM = 0.93;

/** Widest wave that bends the drawing, in units of {@link SIZE}; with the jitter at most 0.6 % of the width. */
const WAVE = 4;

/** Furthest that a single coordinate strays, in units of {@link SIZE}. */
const JITTER = 1.5;

interface Outline {
  segments: Segment[];
  readonly fill: string;
  readonly extras: readonly string[];
}

/** A random movement of the whole drawing: turn, size, place and a gentle wave, plus a jitter of each coordinate. */
function movement(random: Random): (segments: readonly Segment[]) => Segment[] {
  const angle = (uniform(random, -10, 10) * Math.PI) / 180;
  const scale = ((SIZE * ROOM) / PICTOGRAM_SIZE) * uniform(random, 0.85, 1);
  const slack = (SIZE - scale * PICTOGRAM_SIZE) / 2;
  const middleX = SIZE / 2 + uniform(random, -slack, slack) / 2;
  const middleY = SIZE / 2 + uniform(random, -slack, slack) / 2;
  const [waveX, waveY] = [uniform(random, -WAVE, WAVE), uniform(random, -WAVE, WAVE)];
  const [phaseX, phaseY] = [uniform(random, 0, 6.3), uniform(random, 0, 6.3)];
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return (segments) => {
    const noise = random.bytes(segments.length * 6);
    let used = 0;
    const jitter = () => ((noise[used++] ?? 0) / 127.5 - 1) * JITTER;
    return segments.map(({ command, points }) => {
      const moved: number[] = [];
      for (let at = 0; at < points.length; at += 2) {
        const x = (points[at] ?? 0) - PICTOGRAM_SIZE / 2;
        const y = (points[at + 1] ?? 0) - PICTOGRAM_SIZE / 2;
        moved.push(
          middleX + x * cos - y * sin + waveX * Math.sin(y / 5 + phaseX) + jitter(),
          middleY + x * sin + y * cos + waveY * Math.sin(x / 5 + phaseY) + jitter(),
        );
      }
      return { command, points: moved };
    });
  };
}

/** An element with its attributes in random order. */
function pathElement({ segments, fill, extras }: Outline, random: Random): string {
  return `<path ${shuffled([`d="${writeOutline(segments)}"`, `fill="${fill}"`, ...extras], random).join(' ')}/>`;
}

/** Length of {@link pathElement}. */
function elementBytes({ segments, extras }: Outline): number {
  const outline = segments.reduce((sum, { command }) => sum + SEGMENT_BYTES[command], 0);
  return (
    '<path d="" fill="#rrggbb"/>'.length + outline + extras.reduce((sum, extra) => sum + 1 + extra.length, 0)
  );
}

const OPENING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">`;
const CLOSING = '</svg>';

/**
 * Draws a pictogram as an SVG in a `data:` URL, a little different each time: turned, sized, moved, bent, recoloured, on
 * another ground, its lines cut elsewhere. All drawings of all pictograms have the same length, and the SVG holds
 * nothing but outlines and colours.
 * @throws when the pictogram is too intricate for {@link PICTURE_BYTES}: a fault of the resource
 */
export function drawPictogram(pictogram: Pictogram, random: Random): string {
  const move = movement(random);
  const ground = drawBackground(SIZE, random).map((shape) => ({
    segments: [...shape.segments],
    fill: shape.fill,
    extras: [],
  }));
  const drawing: Outline[] = pictogram.shapes.map(({ d, fill, opacity, evenOdd }) => ({
    segments: parseOutline(d),
    fill: nearbyColour(fill, 5, random),
    extras: [
      ...(evenOdd ? ['fill-rule="evenodd"'] : []),
      ...(opacity === undefined ? [] : [`fill-opacity="${opacity}"`]),
    ],
  }));
  let left = PICTURE_BYTES - OPENING.length - CLOSING.length;
  for (const outline of [...ground, ...drawing]) left -= elementBytes(outline);
  if (left < 0) throw new Error('a pictogram is too intricate to be drawn');
  const spend = (bytes: number) => left >= bytes && ((left -= bytes), true);
  while (left >= SEGMENT_BYTES.C) {
    for (const outline of shuffled(drawing, random)) {
      outline.segments = splitSome(outline.segments, random, 0.5, spend);
    }
  }
  for (const outline of drawing) outline.segments = move(outline.segments);
  const elements = [...ground, ...drawing].map((outline) => pathElement(outline, random)).join('');
  // What is left is shorter than one more curve: spaces fill it.
  const svg = OPENING + elements + ' '.repeat(left) + CLOSING;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
