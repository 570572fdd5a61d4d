/**
 * Makes resources/challenge/glyphs.json, the outlines of the letters of the anti-robot's text, from the typeface that
 * letters are printed in (Atkinson Hyperlegible Next, SIL Open Font License):
 *
 *   node tools/make/glyphs.ts
 *
 * The result is committed; run this again only when the alphabet changes. Outlines are absolute `M`, `L`, `C` and `Z`
 * with one decimal, as the pictograms' are: capitals are 100 high, y grows downwards, x begins at the left edge.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { TEXT_ALPHABET } from '../../src-main/challenge/challenge-text.ts';

/** Height of capitals in the result. */
const HEIGHT = 100;

/** The parts of a font that are read. */
interface Font {
  readonly capHeight: number;
  readonly glyphForCodePoint: (codePoint: number) => {
    readonly path: {
      readonly bbox: { readonly minX: number; readonly maxX: number };
      readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
    };
  };
}

// The package has no types.
const require = createRequire(import.meta.url);
const { create } = require('fontkit') as { readonly create: (file: Buffer) => Font };
const font = create(
  readFileSync(new URL('../../resources/letters/AtkinsonHyperlegibleNext-Bold.ttf', import.meta.url)),
);

const scale = HEIGHT / font.capHeight;
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Outline and width of one character. */
function glyph(character: string): { d: string; width: number } {
  const { bbox, commands } = font.glyphForCodePoint(character.codePointAt(0) ?? 0).path;
  const place = (args: readonly number[]): number[] =>
    args.map((value, index) => (index % 2 === 0 ? (value - bbox.minX) * scale : HEIGHT - value * scale));
  let [x, y] = [0, 0];
  const write = (letter: string, points: readonly number[]): string => {
    [x, y] = points.slice(-2) as [number, number];
    return letter + points.map(rounded).join(' ');
  };
  const curve = ([qx = 0, qy = 0, ex = 0, ey = 0]: readonly number[]): string => {
    const third = (from: number, to: number): number => from + ((to - from) * 2) / 3;
    return write('C', [third(x, qx), third(y, qy), third(ex, qx), third(ey, qy), ex, ey]);
  };
  const parts = commands.map(({ command, args }) => {
    const points = place(args);
    if (command === 'moveTo') return write('M', points);
    if (command === 'lineTo') return write('L', points);
    if (command === 'quadraticCurveTo') return curve(points);
    if (command === 'closePath') return 'Z';
    throw new Error(`cannot convert ${command}`);
  });
  return { d: parts.join(''), width: rounded((bbox.maxX - bbox.minX) * scale) };
}

const lines = Array.from(TEXT_ALPHABET, (character) => `"${character}": ${JSON.stringify(glyph(character))}`);
const json = `{\n${lines.join(',\n')}\n}\n`;
writeFileSync(new URL('../../resources/challenge/glyphs.json', import.meta.url), json);
console.log(`${lines.length} glyphs, ${Math.round(json.length / 1024)} kB`);
