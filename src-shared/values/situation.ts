import { z } from 'zod';

/** Schema of {@link Situation}. */
export const situationSchema = z.enum(['member', 'insured']);

/** What one is to the mutual: a member (member number), or only insured by centre 602 (NIR). */
export type Situation = z.infer<typeof situationSchema>;
