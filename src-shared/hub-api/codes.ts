import { z } from 'zod';
import { languageSchema } from '../messages/languages.ts';
import { sentChannelSchema } from '../values/contact/channel.ts';
import { messageStateSchema } from '../values/contact/message-state.ts';
import { memberSchema } from './member.ts';

/** Milliseconds left when the answer was made. */
const span = z.number().int().min(0);
const wait = z.number().int().min(1);

/** Schema of the body of `POST /v1/codes/ways`. */
export const codeWaysBodySchema = z.strictObject({ number: memberSchema.shape.number });

/** A way by which a code can go. `waitMs`: before the next one; null: it cannot be used now. */
const way = z.object({ waitMs: span.nullable(), sender: z.string() }).nullable();

/** Schema of the answer to `POST /v1/codes/ways`; null: the member has no such channel, or head office does not use it. */
export const codeWaysAnswerSchema = z.object({
  email: way,
  sms: way,
  /** Five wrong codes: milliseconds before the next code; null: none were typed. */
  lockedFor: wait.nullable(),
  /** Whether the codes of a day are used up. */
  isSpent: z.boolean(),
});

/** The answer to `POST /v1/codes/ways`. */
export type CodeWays = z.infer<typeof codeWaysAnswerSchema>;

/** Schema of the body of `POST /v1/codes`: asks for a code by which a member sets a password. */
export const askCodeBodySchema = z.strictObject({
  /** Random. A resend is a new attempt and makes the code before it invalid. */
  attempt: z.uuid(),
  /** Random for each visit: code and proof belong to it. */
  visit: z.uuid(),
  number: memberSchema.shape.number,
  channel: sentChannelSchema,
  language: languageSchema,
});

/** The body of `POST /v1/codes`. */
export type AskCodeBody = z.infer<typeof askCodeBodySchema>;

/** Schema of the answer to `POST /v1/codes`. The code itself never goes to the caller. */
export const askCodeAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('ok'),
    codeFor: span,
    triesLeft: z.number().int().min(0),
    /** Wait before the next code can be asked for; null: no more today. */
    resendIn: span.nullable(),
    message: messageStateSchema,
  }),
  /** Nothing was sent: asked too early, too often, or after five wrong codes. */
  z.object({ result: z.literal('paused'), waitMs: wait }),
  /** Nobody gets a code on this channel now: the day's money for it is spent. */
  z.object({ result: z.literal('closed'), waitMs: wait }),
  /** The member is unknown or has no such channel, or head office does not use it. */
  z.object({ result: z.literal('no-channel') }),
]);

/** The answer to `POST /v1/codes`. */
export type AskCodeAnswer = z.infer<typeof askCodeAnswerSchema>;

/** Schema of the body of `POST /v1/codes/state`. */
export const codeStateBodySchema = z.strictObject({ attempt: z.uuid(), visit: z.uuid() });

/** Schema of the answer to `POST /v1/codes/state`; null: there is no such code. */
export const codeStateAnswerSchema = z.object({ message: messageStateSchema.nullable() });

/** Schema of the body of `POST /v1/codes/check`. */
export const checkCodeBodySchema = z.strictObject({
  attempt: z.uuid(),
  visit: z.uuid(),
  code: z.string().regex(/^[0-9]{6}$/u),
});

/** Schema of the answer to `POST /v1/codes/check`. */
export const checkCodeAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('ok'),
    /** Goes with the password (`password-set`): good for one, of this member, kiosk and visit. */
    proof: z.uuid(),
  }),
  z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('expired') }),
  z.object({ result: z.literal('locked'), waitMs: wait }),
]);

/** The answer to `POST /v1/codes/check`. */
export type CheckCodeAnswer = z.infer<typeof checkCodeAnswerSchema>;
