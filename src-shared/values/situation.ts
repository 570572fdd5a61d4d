import { z } from 'zod';

/** Schema of {@link Situation}. */
export const situationSchema = z.enum(['member', 'insured']);

/** Relation to the mutual: a member (member number), or a person only insured by centre 602 (NIR). */
export type Situation = z.infer<typeof situationSchema>;
