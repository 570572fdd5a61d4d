import { z } from 'zod';
import { MEMBER_NUMBER } from './member-number.ts';

/**
 * Schema of {@link Holder}. The NIR itself never leaves the visit: `nir` is its keyed hash (HMAC-SHA256 in
 * hexadecimal) under the key that head office gives to its kiosks.
 */
export const holderSchema = z.discriminatedUnion('situation', [
  z.strictObject({ situation: z.literal('member'), number: z.string().regex(MEMBER_NUMBER) }),
  z.strictObject({ situation: z.literal('insured'), nir: z.string().regex(/^[0-9a-f]{64}$/u) }),
]);

/** Whose account it is, or is to be: a member of the mutual, or a person only insured by centre 602. */
export type Holder = z.infer<typeof holderSchema>;

/** One text for a holder, for locks and counts: the member number, or `nir:` and the keyed hash. */
export function subjectOf(holder: Holder): string {
  return holder.situation === 'member' ? holder.number : `nir:${holder.nir}`;
}
