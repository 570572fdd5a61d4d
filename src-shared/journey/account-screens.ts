import { z } from 'zod';
import { SECRET_QUESTIONS } from '../values/secret-question.ts';
import { situationSchema } from '../values/situation.ts';
import { passwordPolicySchema, passwordRuleSchema } from '../policy/passwords/password-policy.ts';
import { challengeProblemSchema, challengeSchema } from './challenge.ts';
import { fieldProblem, headOfficeSchema } from './screen-parts.ts';
import { termsSchema } from './terms.ts';

/** Milliseconds since 1970 UTC on the wall clock: to be shown, never to compute with. */
const moment = z.number().int();

/** Milliseconds left when the view was made. */
const span = z.number().int().min(0);

/**
 * What a request is for. `create`: an account, or a new provisional password for one. `identifier`: a lost e-mail
 * identifier.
 */
const requestPurpose = z.enum(['create', 'identifier']);

/** Only head office can do this, and it cannot be reached. Nothing was counted; the typed values stay. */
const offline = z.strictObject({ kind: z.literal('offline') });

const kioskPaused = z.strictObject({ kind: z.literal('kiosk-paused'), until: moment });

const accountSituation = z.strictObject({ id: z.literal('account-situation'), purpose: requestPurpose });

const accountRequest = z.strictObject({
  id: z.literal('account-request'),
  purpose: requestPurpose,
  situation: situationSchema,
  /** Today's ISO date in the kiosk's zone: latest possible birth date. */
  today: z.iso.date(),
  /** An adviser has attested that a person stands there: no answer is needed for this request. */
  isPassed: z.boolean(),
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      /** The e-mail fields are not asked for when the purpose is `identifier`. */
      fieldProblem(['number', 'email', 'email-again', 'family-name', 'birth-date', 'postal-code']),
      kioskPaused,
      /** A NIR can be taken only after this kiosk has reached head office once. */
      offline,
    ])
    .nullable(),
});

const accountRequested = z.strictObject({
  id: z.literal('account-requested'),
  purpose: requestPurpose,
  /** Number to show to an adviser (see `receiptNumber`). */
  receipt: z.string(),
  headOffice: headOfficeSchema,
});

const activate = z.strictObject({
  id: z.literal('activate'),
  /** Whose number is asked for first: the other way is offered. */
  situation: situationSchema,
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem(['number', 'code']),
      z.strictObject({ kind: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
      z.strictObject({ kind: z.literal('expired') }),
      z.strictObject({ kind: z.literal('used') }),
      /** Too many wrong provisional passwords: the next try is possible at `until`. */
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      kioskPaused,
      offline,
    ])
    .nullable(),
});

const activateIdentity = z.strictObject({
  id: z.literal('activate-identity'),
  /** Null when secret questions are turned off. */
  questions: z.array(z.enum(SECRET_QUESTIONS)).min(8).nullable(),
  /** Address on file, masked, that can be taken instead of typing one; null: none. */
  emailOnFile: z.string().nullable(),
  policy: passwordPolicySchema,
  terms: termsSchema,
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem(['question', 'secret-answer', 'email', 'email-again', 'terms']),
      z.strictObject({ kind: z.literal('mismatch') }),
      z.strictObject({ kind: z.literal('refused'), broken: z.array(passwordRuleSchema).min(1) }),
      /** Another account has this address. */
      z.strictObject({ kind: z.literal('email-taken') }),
      /** Nothing is lost: the same values can be sent again. */
      offline,
    ])
    .nullable(),
});

const activatedPending = z.strictObject({
  id: z.literal('activated-pending'),
  /** Masked when it is the address on file. */
  email: z.string(),
  /** Sender of the mail. */
  sender: z.string().nullable(),
  /** `unknown`: head office cannot be reached now. */
  mail: z.enum(['waiting', 'sent', 'refused', 'unknown']),
  linkFor: span,
  /** 0: the code has expired; the link may still work. */
  codeFor: span,
  triesLeft: z.number().int().min(0),
  /** Wait before the next mail can be asked for; null: no more today. */
  resendIn: span.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem(['email', 'email-again']),
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong') }),
      z.strictObject({ kind: z.literal('expired') }),
      z.strictObject({ kind: z.literal('resend-too-early') }),
      z.strictObject({ kind: z.literal('email-taken') }),
      offline,
    ])
    .nullable(),
});

const accountActive = z.strictObject({
  id: z.literal('account-active'),
  /** What the holder logs in with from now on. */
  identifier: z.string(),
});

const accountCode = z.strictObject({
  id: z.literal('account-code'),
  /** The address that the visitor typed. The view does not tell whether an account has it. */
  email: z.string(),
  sender: z.string().nullable(),
  expiresIn: span,
  triesLeft: z.number().int().min(0),
  resendIn: span.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong') }),
      z.strictObject({ kind: z.literal('expired') }),
      z.strictObject({ kind: z.literal('resend-too-early') }),
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      offline,
    ])
    .nullable(),
});

/** The screens of account creation, activation and recovery by e-mail. */
export const ACCOUNT_SCREENS = [
  accountSituation,
  accountRequest,
  accountRequested,
  activate,
  activateIdentity,
  activatedPending,
  accountActive,
  accountCode,
] as const;

/** What one of these screens shows. */
export type AccountScreen = z.infer<(typeof ACCOUNT_SCREENS)[number]>;
