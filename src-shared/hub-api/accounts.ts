import { z } from 'zod';
import { emailSchema } from '../values/contact/email.ts';
import { birthDateSchema } from '../values/birth-date.ts';
import { FAMILY_NAME_MAX_LENGTH } from '../values/names/person-name.ts';
import { SECRET_QUESTIONS } from '../values/secret-question.ts';
import { languageSchema } from '../messages/languages.ts';
import { LETTER_CODE } from '../values/letter-code.ts';
import { statedPostalCodeSchema } from '../values/contact/place.ts';
import { holderSchema } from '../values/holder.ts';
import { phcSchema } from './wire/phc.ts';

/** Milliseconds left when the answer was made. */
const span = z.number().int().min(0);

const sixDigits = z.string().regex(/^[0-9]{6}$/u);

/** What a person states when they ask for an account or for a lost identifier. */
export const claimSchema = z.strictObject({
  holder: holderSchema,
  familyName: z.string().min(1).max(FAMILY_NAME_MAX_LENGTH),
  birthDate: birthDateSchema,
  /** Of any country; compared by `samePostalCode`. */
  postalCode: statedPostalCodeSchema,
  /** Language of the mails and letters that follow. */
  language: languageSchema,
});

/** Schema of the answer to `POST /v1/accounts/nir-key`, whose body is empty. */
export const nirKeyAnswerSchema = z.object({
  /** 32 bytes; the same for all kiosks of this head office. */
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
});

/** The answer to `POST /v1/accounts/nir-key`. */
export type NirKeyAnswer = z.infer<typeof nirKeyAnswerSchema>;

/** Schema of the body of `POST /v1/accounts/open`: shows the provisional password, and spends nothing yet. */
export const openAccountBodySchema = z.strictObject({
  /** Random id of the activation; later calls name it. A repeated try has the same id and counts once. */
  attempt: z.uuid(),
  holder: holderSchema,
  code: z.string().regex(LETTER_CODE),
});

/** The body of `POST /v1/accounts/open`. */
export type OpenAccountBody = z.infer<typeof openAccountBodySchema>;

/** Schema of the answer to `POST /v1/accounts/open`. */
export const openAccountAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('accepted'),
    /** How long the account can still be activated by this attempt. */
    openFor: span,
    /** Names, number and birth date in several forms. The password must not contain them. */
    personal: z.array(z.string()),
    /** Address on file, masked: the account can have it without its being typed. Null, or from an older hub absent: none. */
    emailOnFile: z.string().nullable().optional(),
  }),
  /** Also the answer for a person without any letter. */
  z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('expired') }),
  z.object({ result: z.literal('used') }),
  z.object({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/accounts/open`. */
export type OpenAccountAnswer = z.infer<typeof openAccountAnswerSchema>;

/** Schema of the body of `POST /v1/accounts/activate`. */
export const activateBodySchema = z.strictObject({
  /** The attempt that `POST /v1/accounts/open` accepted. */
  attempt: z.uuid(),
  /** Random. The same when the body is sent again after a lost answer: it is applied once. */
  submission: z.uuid(),
  /** Null: the address on file that `POST /v1/accounts/open` offered. */
  email: emailSchema.nullable(),
  phc: phcSchema,
  /** Null where secret questions are turned off. */
  secret: z.strictObject({ question: z.enum(SECRET_QUESTIONS), phc: phcSchema }).nullable(),
  terms: z.strictObject({ version: z.string().min(1).max(40) }),
  language: languageSchema,
});

/** The body of `POST /v1/accounts/activate`. */
export type ActivateBody = z.infer<typeof activateBodySchema>;

const pending = z.object({
  result: z.literal('pending'),
  /** State of the mail with the link and the code. */
  mail: z.enum(['waiting', 'sent', 'refused']),
  linkFor: span,
  /** 0: the code has expired; the link may still work. */
  codeFor: span,
  triesLeft: z.number().int().min(0),
  /** Wait before the next mail can be asked for; null: no more today. */
  resendIn: span.nullable(),
});

/** The account is confirmed. `identifier` is what its holder logs in with. */
const confirmed = z.object({ result: z.literal('confirmed'), identifier: z.string() });

/** The attempt is unknown, belongs to another kiosk, or has expired: the visitor starts again. */
const ended = z.object({ result: z.literal('ended') });

const emailTaken = z.object({ result: z.literal('email-taken') });

/** Schema of {@link AccountStatus}: the answer of every call about an activation in progress. */
export const accountStatusSchema = z.discriminatedUnion('result', [
  pending,
  confirmed,
  ended,
  /** Another account has this address; nothing was changed. */
  emailTaken,
  /** Only from `POST /v1/accounts/confirm`. `expired` does not count as a try. */
  z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('expired') }),
]);

/** State of an activation. */
export type AccountStatus = z.infer<typeof accountStatusSchema>;

/** Schema of the body of `POST /v1/accounts/status` and of `POST /v1/accounts/resend`. */
export const attemptBodySchema = z.strictObject({ attempt: z.uuid() });

/** Schema of the body of `POST /v1/accounts/email`: corrects the address before the confirmation. */
export const changeEmailBodySchema = z.strictObject({ attempt: z.uuid(), email: emailSchema });

/** The body of `POST /v1/accounts/email`. */
export type ChangeEmailBody = z.infer<typeof changeEmailBodySchema>;

/** Schema of the body of `POST /v1/accounts/confirm` and of `POST /v1/recoveries/check`. */
export const codeBodySchema = z.strictObject({ attempt: z.uuid(), code: sixDigits });

/** The body of `POST /v1/accounts/confirm` and of `POST /v1/recoveries/check`. */
export type CodeBody = z.infer<typeof codeBodySchema>;

/**
 * Schema of the body of `POST /v1/recoveries`: asks for a code by mail, for accounts whose identifier is an e-mail
 * address.
 */
export const recoveryBodySchema = z.strictObject({
  /** Random. A resend is a new attempt and makes the code before it invalid. */
  attempt: z.uuid(),
  email: emailSchema,
  language: languageSchema,
});

/** The body of `POST /v1/recoveries`. */
export type RecoveryBody = z.infer<typeof recoveryBodySchema>;

/** Schema of the answer to `POST /v1/recoveries`. It is the same whether an account has this address or not. */
export const recoveryAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('posted'),
    codeFor: span,
    triesLeft: z.number().int().min(0),
    /** Wait before the next code can be asked for; null: no more today. */
    resendIn: span.nullable(),
  }),
  /** Nothing was sent: asked too early, five sends today, or five wrong codes. */
  z.object({ result: z.literal('paused'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/recoveries`. */
export type RecoveryAnswer = z.infer<typeof recoveryAnswerSchema>;

/** Schema of the answer to `POST /v1/recoveries/check`. */
export const recoveryCheckAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), personal: z.array(z.string()) }),
  z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('expired') }),
  z.object({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/recoveries/check`. */
export type RecoveryCheckAnswer = z.infer<typeof recoveryCheckAnswerSchema>;

/** Schema of the body of `POST /v1/recoveries/password`. Sending it again is safe. */
export const recoveryPasswordBodySchema = z.strictObject({ attempt: z.uuid(), phc: phcSchema });

/** The body of `POST /v1/recoveries/password`. */
export type RecoveryPasswordBody = z.infer<typeof recoveryPasswordBodySchema>;

/** Schema of the answer to `POST /v1/recoveries/password`. */
export const recoveryPasswordAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted') }),
  /** The code was not entered, or too long ago. */
  ended,
]);

/** The answer to `POST /v1/recoveries/password`. */
export type RecoveryPasswordAnswer = z.infer<typeof recoveryPasswordAnswerSchema>;
