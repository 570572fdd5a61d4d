import { z } from 'zod';
import { languageSchema } from '../messages/languages.ts';
import { answeredHolderSchema } from '../values/holder.ts';
import { memberSchema } from './member.ts';
import { sessionTokenSchema } from './space-session.ts';

/** Schema of the body of `POST /v1/logins`. */
export const loginBodySchema = z.strictObject({
  identifier: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
  /** Asks for a session of the member space too; kiosks only. */
  space: z.strictObject({ language: languageSchema }).optional(),
});

/** The body of `POST /v1/logins`. */
export type LoginBody = z.infer<typeof loginBodySchema>;

/** Schema of the answer to `POST /v1/logins`. */
export const loginAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('accepted'),
    /** Null for a person who is not a member. */
    number: memberSchema.shape.number.nullable(),
    givenName: memberSchema.shape.givenName,
    familyName: memberSchema.shape.familyName,
    /** Only when a session was asked for: its token, and its holder. */
    session: z.object({ token: sessionTokenSchema, holder: answeredHolderSchema }).optional(),
  }),
  /** The same answer for an unknown identifier, an account without password, and a wrong password. */
  z.object({ result: z.literal('wrong') }),
  /**
   * The password is right, but the e-mail address is not confirmed yet. The mail was sent again; with `emailTaken` it was
   * not, because another person has confirmed an account with the address.
   */
  z.object({ result: z.literal('unconfirmed'), emailTaken: z.literal(true).optional() }),
  /** Too many failures; the password was not checked. `waitMs`: wait before the next try. */
  z.object({ result: z.literal('delayed'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/logins`. */
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;
