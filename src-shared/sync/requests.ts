import { z } from 'zod';
import { languageSchema } from '../language.ts';
import { LETTER_CODE } from '../letter-code.ts';
import { holderSchema } from './accounts.ts';
import { memberSchema } from './member.ts';
import { sessionTokenSchema } from './space-session.ts';

/** Schema of the body of `POST /v1/kiosks/enrol`. */
export const enrolRequestSchema = z.strictObject({
  /** The one-time code that head office gave out: groups of letters and digits. */
  code: z.string().min(8).max(64),
  /** Random; the same on every try of one enrolment, so that a lost answer can be had again. */
  attempt: z.uuid(),
  /** Mark of the machine (see `MACHINE_HEADER`). */
  machine: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** The body of `POST /v1/kiosks/enrol`. */
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** Schema of the answer to `POST /v1/kiosks/enrol`. */
export const enrolAnswerSchema = z.strictObject({
  kiosk: z.uuid(),
  /** Sent as `Authorization: Bearer …` ever after. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
});

/** The answer to `POST /v1/kiosks/enrol`. */
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** Header that carries the mark of the machine: a token used from another machine is refused. */
export const MACHINE_HEADER = 'x-borne-machine';

/** Schema of the body of `POST /v1/logins`. */
export const loginRequestSchema = z.strictObject({
  identifier: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
  /** Asks for a session of the member space too; kiosks only. */
  space: z.strictObject({ language: languageSchema }).optional(),
});

/** The body of `POST /v1/logins`. */
export type LoginRequest = z.infer<typeof loginRequestSchema>;

/** Schema of the answer to `POST /v1/logins`. */
export const loginAnswerSchema = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('accepted'),
    /** Null for a person who is not a member. */
    number: memberSchema.shape.number.nullable(),
    givenName: memberSchema.shape.givenName,
    familyName: memberSchema.shape.familyName,
    /** When one was asked for: the session, and whose it is. */
    session: z.strictObject({ token: sessionTokenSchema, holder: holderSchema }).optional(),
  }),
  /** The same for an unknown identifier, an account without password, a wrong password. */
  z.strictObject({ result: z.literal('wrong') }),
  /** The password is right, and the account waits for its e-mail address to be confirmed; the mail was sent again. */
  z.strictObject({ result: z.literal('unconfirmed') }),
  /** Too many failures; nothing was looked at. `waitMs`: until the next try. */
  z.strictObject({ result: z.literal('delayed'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/logins`. */
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;

/** Schema of the body of `POST /v1/letters/redeem`. */
export const redeemRequestSchema = z.strictObject({
  /** Random; the same when a try is repeated because its answer was lost: it counts once. */
  attempt: z.uuid(),
  number: memberSchema.shape.number,
  code: z.string().regex(LETTER_CODE),
});

/** The body of `POST /v1/letters/redeem`. */
export type RedeemRequest = z.infer<typeof redeemRequestSchema>;

/** Schema of the answer to `POST /v1/letters/redeem`. */
export const redeemAnswerSchema = z.discriminatedUnion('result', [
  /** The code is spent; the visitor may define a password. */
  z.strictObject({ result: z.literal('accepted') }),
  /** Also for a number without any letter. */
  z.strictObject({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
  z.strictObject({ result: z.literal('expired') }),
  z.strictObject({ result: z.literal('used') }),
  /** Five wrong codes: no further try before this span, in milliseconds, has passed. */
  z.strictObject({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
]);

/** The answer to `POST /v1/letters/redeem`. */
export type RedeemAnswer = z.infer<typeof redeemAnswerSchema>;

/** Schema of {@link HubFault}: the body of every answer with a status of 400 and above. */
export const hubFaultSchema = z.strictObject({
  error: z.enum([
    'malformed',
    /** No token, or one that no kiosk has. */
    'unknown-kiosk',
    /** Head office has revoked this kiosk. */
    'kiosk-revoked',
    /** The token was used from another machine than the one that enrolled. */
    'other-machine',
    /** No device has this token, or it was deleted: the application registers it anew. */
    'unknown-device',
    /** The enrolment code is wrong, used or expired. */
    'enrolment-refused',
    /** The position, epoch or mark is not of this hub's history: load everything anew. */
    'reload',
    'too-many-requests',
    'not-found',
    /** The hub is stopping or its database is away; try again later. */
    'unavailable',
    'fault',
  ]),
  /** For whoever reads the log: what to do, without content of the request. */
  message: z.string().max(500),
});

/** Why the hub did not do what was asked. */
export type HubFault = z.infer<typeof hubFaultSchema>;

/** HTTP status of each fault. */
export const HUB_FAULT_STATUS: Readonly<Record<HubFault['error'], number>> = {
  malformed: 400,
  'unknown-kiosk': 401,
  'kiosk-revoked': 403,
  'unknown-device': 401,
  'other-machine': 403,
  'enrolment-refused': 403,
  'not-found': 404,
  reload: 409,
  'too-many-requests': 429,
  fault: 500,
  unavailable: 503,
};
