import glyphsFile from '../../resources/challenge/glyphs.json' with { type: 'json' };
import { z } from 'zod';
import { TEXT_ALPHABET } from './challenge-text.ts';
import { parseOutline, type Segment } from './outline.ts';

/** Height of capitals, in units of the resource. */
export const GLYPH_HEIGHT = 100;

/** The outline of one letter or digit. x starts at its left edge, y at the top of capitals. */
export interface Glyph {
  readonly segments: readonly Segment[];
  readonly width: number;
}

/** The glyph of each character of the anti-robot's texts. */
export type Glyphs = ReadonlyMap<string, Glyph>;

const glyphsSchema = z.record(
  z.string().length(1),
  z.strictObject({ d: z.string().regex(/^[MLCZ\d .-]+$/u), width: z.number().positive() }),
);

let glyphs: Glyphs | undefined;

/**
 * The outlines of letters that ship with the application; checked on first use.
 * @throws when the resource is malformed: a fault of the build
 */
export function loadGlyphs(): Glyphs {
  if (glyphs === undefined) {
    const file = glyphsSchema.parse(glyphsFile);
    glyphs = new Map(
      Array.from(TEXT_ALPHABET, (character) => {
        const glyph = file[character];
        if (glyph === undefined) throw new Error('a letter has no outline');
        return [character, { segments: parseOutline(glyph.d), width: glyph.width }];
      }),
    );
  }
  return glyphs;
}
