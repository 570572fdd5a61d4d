import { z } from 'zod';

/** Schema of {@link Terms}: the terms of use, in the visitor's language. */
export const termsSchema = z.strictObject({
  version: z.string().min(1).max(40),
  /** ISO date of their first day. */
  since: z.iso.date(),
  sections: z
    .array(z.strictObject({ title: z.string().min(1), paragraphs: z.array(z.string().min(1)).min(1) }))
    .min(1),
});

/** The terms of use, in one language. */
export type Terms = z.infer<typeof termsSchema>;
