import { z } from 'zod';

/** Number of pictures shown at once; exactly one is right. */
export const PICTURES_SHOWN = 8;

/** Schema of {@link Challenge}. */
export const challengeSchema = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('picture'),
    id: z.string(),
    /** The word that the right picture shows, in the visitor's language. */
    word: z.string(),
    /** Opaque id, and an SVG as a `data:` URL. Order and drawing change each time. */
    pictures: z.array(z.strictObject({ id: z.string(), image: z.string() })).length(PICTURES_SHOWN),
    /** Milliseconds left when the view was made. */
    expiresIn: z.number().int().min(0),
  }),
  z.strictObject({
    way: z.literal('question'),
    id: z.string(),
    /** A short riddle, read or spoken. The answer is one word. */
    question: z.string(),
    expiresIn: z.number().int().min(0),
  }),
  z.strictObject({
    way: z.literal('text'),
    id: z.string(),
    /** Letters to read and type: an SVG as a `data:` URL. */
    image: z.string(),
    expiresIn: z.number().int().min(0),
  }),
]);

/** What was wrong with the last answer to a challenge. */
export const challengeProblemSchema = z.strictObject({
  kind: z.enum(['challenge-missed', 'challenge-expired']),
});

/** An anti-robot challenge as the page gets it: without the answer. */
export type Challenge = z.infer<typeof challengeSchema>;
