import { flatten, type Contour, type Point } from './contour.ts';
import { GLYPH_HEIGHT, type Glyphs } from './load-glyphs.ts';
import { shuffle, uniform, type Chance } from './picture-chance.ts';

/** Width of a drawing: coordinates are whole numbers of three digits. */
export const TEXT_WIDTH = 1000;

/** Height of a drawing. */
export const TEXT_HEIGHT = 340;

/** Largest height of capitals, in units of the drawing. */
const TALLEST = 205;

/** Space at the left and right edges; GAP is the space between two letters. */
const MARGIN = 55;
const GAP = 26;

/** Moves a point to its place in the drawing. */
export type Move = (point: Point) => Point;

/** Rotation, slant, size and place of one letter. */
function movementTo(left: number, scale: number, width: number, chance: Chance): Move {
  const angle = (uniform(chance, -11, 11) * Math.PI) / 180;
  const slant = uniform(chance, -0.12, 0.12);
  const [sizeX, sizeY] = [scale * uniform(chance, 0.9, 1.02), scale * uniform(chance, 0.88, 1.04)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = TEXT_HEIGHT / 2 + uniform(chance, -20, 20);
  return ([gx, gy]) => {
    const y = (gy - GLYPH_HEIGHT / 2) * sizeY;
    const x = (gx - width / 2) * sizeX - y * slant;
    return [left + (width * scale) / 2 + x * cos - y * sin, middle + x * sin + y * cos];
  };
}

/** Waves that bend the whole drawing, so that no letter keeps straight lines. */
export function bending(chance: Chance): Move {
  const wave = (low: number, high: number, long: number): ((at: number) => number) => {
    const [height, length] = [uniform(chance, low, high), long * uniform(chance, 0.8, 1.25)];
    const phase = uniform(chance, 0, 2 * Math.PI);
    return (at) => height * Math.sin((2 * Math.PI * at) / length + phase);
  };
  const [across, ripple, down] = [wave(8, 16, 600), wave(2, 4, 170), wave(5, 9, 260)];
  return ([x, y]) => [x + down(y) + ripple(y), y + across(x) + ripple(x)];
}

/** Contours of a line of letters, from edge to edge. Each letter has its own rotation, slant and size. */
export function lettersOf(text: string, glyphs: Glyphs, chance: Chance): Contour[] {
  const drawn = Array.from(text, (character) => {
    const glyph = glyphs.get(character);
    if (glyph === undefined) throw new Error('not a letter of the alphabet');
    return glyph;
  });
  const widths = drawn.reduce((sum, { width }) => sum + width, 0);
  const room = TEXT_WIDTH - 2 * MARGIN - GAP * (drawn.length - 1);
  const scale = Math.min(TALLEST / GLYPH_HEIGHT, room / widths);
  const slack = room - widths * scale;
  let left = MARGIN + uniform(chance, 0.3, 0.7) * slack;
  return drawn.flatMap(({ segments, width }) => {
    const move = movementTo(left, scale, width, chance);
    left += width * scale + GAP;
    return flatten(segments, chance).map((contour) => contour.map(move));
  });
}

/** Contours of one decoy letter at a random place. */
export function decoyLetter(glyphs: Glyphs, chance: Chance): Contour[] {
  const [one] = shuffle([...glyphs.values()], chance);
  if (one === undefined) return [];
  const move = movementTo(uniform(chance, MARGIN, TEXT_WIDTH - 3 * MARGIN), 1.8, one.width, chance);
  return flatten(one.segments, chance).map((contour) => contour.map(move));
}
