import { z } from 'zod';
import { MEMBER_NUMBER } from './member-number.ts';

const memberHolder = z.strictObject({
  situation: z.literal('member'),
  number: z.string().regex(MEMBER_NUMBER),
});

const insuredHolder = z.strictObject({
  situation: z.literal('insured'),
  nir: z.string().regex(/^[0-9a-f]{64}$/u),
});

/**
 * Schema of {@link Holder}. The NIR itself is never stored or sent: `nir` is its keyed hash (HMAC-SHA256 in
 * hexadecimal), under the key that head office gives to its kiosks.
 */
export const holderSchema = z.discriminatedUnion('situation', [memberHolder, insuredHolder]);

/** The same in an answer of head office: fields that a newer hub adds are ignored. */
export const answeredHolderSchema = z.discriminatedUnion('situation', [
  memberHolder.strip(),
  insuredHolder.strip(),
]);

/** Owner of an account, or person who asks for one: a member, or a person only insured by centre 602. */
export type Holder = z.infer<typeof holderSchema>;

/** Key of a holder, for locks and counts: the member number, or `nir:` and the keyed hash. */
export function subjectOf(holder: Holder): string {
  return holder.situation === 'member' ? holder.number : `nir:${holder.nir}`;
}
