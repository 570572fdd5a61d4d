import { z } from 'zod';
import { languageFields } from '../../src-shared/messages/languages.ts';

/** Schema of {@link Shape}. */
export const shapeSchema = z.strictObject({
  d: z.string().regex(/^[MLCZ\d .,-]+$/u),
  fill: z.string().regex(/^#[0-9a-f]{6}$/u),
  opacity: z.number().min(0).max(1).exactOptional(),
  evenOdd: z.literal(true).exactOptional(),
});

/** One filled outline: absolute `M`, `L`, `C`, `Z` only, in units of the pictogram's `viewBox`. */
export type Shape = z.infer<typeof shapeSchema>;

/** Schema of {@link Pictogram}. */
export const pictogramSchema = z.strictObject({
  id: z.string().min(1),
  ...languageFields(z.string().min(1)),
  viewBox: z.literal('0 0 32 32'),
  shapes: z.array(shapeSchema).min(1),
});

/** A drawing of an everyday thing, with its name by language. */
export type Pictogram = z.infer<typeof pictogramSchema>;

/** Width and height of every pictogram's `viewBox`. */
export const PICTOGRAM_SIZE = 32;

/** Schema of a riddle: its answer is the name of a pictogram. */
export const riddleSchema = z.strictObject({
  /** Fits on two lines of large type, and is short enough to remember when heard. */
  question: z.string().min(1).max(110),
  /** Right answers besides the pictogram's name. */
  answers: z.array(z.string().min(1)),
});

/** Schema of {@link Riddles}. */
export const riddlesSchema = z.record(z.string(), z.strictObject(languageFields(riddleSchema)));

/** Riddles by pictogram id and language. */
export type Riddles = z.infer<typeof riddlesSchema>;
