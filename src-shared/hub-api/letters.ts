import { z } from 'zod';
import { LETTER_CODE } from '../values/letter-code.ts';
import { memberSchema } from './member.ts';

/** Schema of the body of `POST /v1/letters/redeem`. */
export const redeemBodySchema = z.strictObject({
  /** Random. A repeated try has the same id and counts once. */
  attempt: z.uuid(),
  number: memberSchema.shape.number,
  code: z.string().regex(LETTER_CODE),
});

/** The body of `POST /v1/letters/redeem`. */
export type RedeemBody = z.infer<typeof redeemBodySchema>;

/** Schema of the answer to `POST /v1/letters/redeem`. */
export const redeemAnswerSchema = z.discriminatedUnion('result', [
  /** The code is used up; the visitor may define a password. */
  z.object({ result: z.literal('accepted') }),
  /** Also the answer for a number without any letter. */
  z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('expired') }),
  z.object({ result: z.literal('used') }),
  /** Five wrong codes. `waitMs`: milliseconds before the next try. */
  z.object({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/letters/redeem`. */
export type RedeemAnswer = z.infer<typeof redeemAnswerSchema>;
