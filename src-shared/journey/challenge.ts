import { z } from 'zod';

/** Pictures shown at once; exactly one is right. */
export const PICTURES_SHOWN = 8;

/** Schema of {@link Challenge}. */
export const challengeSchema = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('picture'),
    id: z.string(),
    /** The word, in the visitor's language; the picture to touch matches it. */
    word: z.string(),
    /** Opaque id and an SVG as a `data:` URL; order and drawing change each time. */
    pictures: z.array(z.strictObject({ id: z.string(), image: z.string() })).length(PICTURES_SHOWN),
    /** Milliseconds left when the view was made. */
    expiresIn: z.number().int().min(0),
  }),
  z.strictObject({
    way: z.literal('question'),
    id: z.string(),
    /** A short riddle, to be read or spoken; its answer is one word. */
    question: z.string(),
    expiresIn: z.number().int().min(0),
  }),
  z.strictObject({
    way: z.literal('text'),
    id: z.string(),
    /** Letters to read and type, drawn as an SVG: a `data:` URL. */
    image: z.string(),
    expiresIn: z.number().int().min(0),
  }),
]);

/** What went wrong with the last answer to a challenge. */
export const challengeProblemSchema = z.strictObject({
  kind: z.enum(['challenge-missed', 'challenge-expired']),
});

/** An anti-robot challenge as the page may know it: never with its answer. */
export type Challenge = z.infer<typeof challengeSchema>;
