import { channelSchema, sentChannelSchema } from '../values/channel.ts';
import { z } from 'zod';
import { passwordPolicySchema, passwordRuleSchema } from '../policy/password-policy.ts';
import { ACCOUNT_SCREENS } from './account-screens.ts';
import { entrySchema } from './action.ts';
import { challengeProblemSchema, challengeSchema } from './challenge.ts';
import { headOfficeSchema } from './screen-parts.ts';
import { SPACE_SCREENS } from './space-screens.ts';

/** A moment, as milliseconds since 1970 UTC on the wall clock: for showing, never for reckoning. */
const moment = z.number().int();

/** A span in milliseconds that was left when the view was made. */
const span = z.number().int().min(0);

/** One channel offered on `choose-channel`. */
export const channelOfferSchema = z.strictObject({
  channel: channelSchema,
  /** Masked address (`*****@*****`, `** ** ** ** 91`); null for the letter. */
  masked: z.string().nullable(),
  /** Null when it can be chosen now; else the moment from which it can. */
  nextAt: moment.nullable(),
});

/** One channel offered on `choose-channel`. */
export type ChannelOffer = z.infer<typeof channelOfferSchema>;

const attract = z.strictObject({ id: z.literal('attract') });

const menu = z.strictObject({ id: z.literal('menu'), entries: z.array(entrySchema) });

const identify = z.strictObject({
  id: z.literal('identify'),
  /** What the number is asked for. */
  purpose: z.enum(['password', 'letter']),
  /** Whether an e-mail identifier is taken too, by `identify-email`. */
  byEmail: z.boolean(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed'), minDigits: z.number(), maxDigits: z.number() }),
      z.strictObject({ kind: z.literal('unknown'), triesLeft: z.number().int().min(0) }),
      /** The member list is still being read at the first start. */
      z.strictObject({ kind: z.literal('loading') }),
      /** Too many unknown numbers at this kiosk; `until` is when it listens again. */
      z.strictObject({ kind: z.literal('paused'), until: moment }),
      /** `identify-email`: not an address. */
      z.strictObject({ kind: z.literal('email-malformed') }),
      /** `identify-email`: no code for this address before `until`. */
      z.strictObject({ kind: z.literal('email-paused'), until: moment }),
      /** `identify-email`: head office cannot be reached; nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const chooseChannel = z.strictObject({
  id: z.literal('choose-channel'),
  offers: z.array(channelOfferSchema).min(1),
  problem: z
    .discriminatedUnion('kind', [
      /** Five wrong codes: no code by e-mail or SMS before `until`. */
      z.strictObject({ kind: z.literal('tries-exhausted'), until: moment }),
      /** Five sends in a day: no further one before `until`. */
      z.strictObject({ kind: z.literal('sends-exhausted'), until: moment }),
      /** The chosen channel cannot be used now. */
      z.strictObject({ kind: z.literal('not-now'), until: moment }),
      /** Many codes have been asked for at this kiosk. */
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
    ])
    .nullable(),
});

const enterCode = z.strictObject({
  id: z.literal('enter-code'),
  channel: sentChannelSchema,
  masked: z.string(),
  /** Who the message comes from: an e-mail address or the name shown by the phone. */
  sender: z.string(),
  /**
   * trying: not yet accepted by the server; late: not accepted after 20 s, another channel is offered;
   * sent: accepted by the server; refused: the server refused the address for good.
   */
  delivery: z.enum(['trying', 'late', 'sent', 'refused']),
  expiresIn: span,
  triesLeft: z.number().int().min(0),
  /** Wait before a resend is possible; null when none is left today. */
  resendIn: span.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong') }),
      z.strictObject({ kind: z.literal('expired') }),
      /** The code belonged to a former send. */
      z.strictObject({ kind: z.literal('superseded') }),
      z.strictObject({ kind: z.literal('resend-too-early') }),
    ])
    .nullable(),
});

const letterCode = z.strictObject({
  id: z.literal('letter-code'),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
      z.strictObject({ kind: z.literal('expired') }),
      z.strictObject({ kind: z.literal('used') }),
      /** Too many wrong codes: no further try before `until`. */
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      /** Head office alone can check the code and cannot be reached; nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
    ])
    .nullable(),
});

const definePassword = z.strictObject({
  id: z.literal('define-password'),
  policy: passwordPolicySchema,
  /** Null until the visitor asks for one. */
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      z.strictObject({ kind: z.literal('mismatch') }),
      z.strictObject({ kind: z.literal('refused'), broken: z.array(passwordRuleSchema).min(1) }),
      /** Head office must take it, and cannot be reached; the same can be sent again. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const passwordDone = z.strictObject({ id: z.literal('password-done'), headOffice: headOfficeSchema });

const letterRequested = z.strictObject({
  id: z.literal('letter-requested'),
  /** When the letter should have arrived (eight days, MCRN guide). */
  arrivesBy: moment,
  /** When the next letter can be asked for. */
  nextLetterAt: moment,
  headOffice: headOfficeSchema,
});

const login = z.strictObject({
  id: z.literal('login'),
  /** Known from the journey before; empty when the visitor must type it. */
  identifier: z.string(),
  /** Whether an e-mail identifier is taken too. */
  byEmail: z.boolean(),
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      /** Same for an unknown identifier, an account without password and a wrong password. */
      z.strictObject({ kind: z.literal('wrong') }),
      /** The password is right; the e-mail address is not confirmed yet, and the mail was sent again. */
      z.strictObject({ kind: z.literal('unconfirmed') }),
      /** Wrong, and the next try is possible at `until`; or a try came before that moment. */
      z.strictObject({ kind: z.literal('delayed'), until: moment }),
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
      /** The member list is being read; nothing was counted. */
      z.strictObject({ kind: z.literal('loading') }),
      /** The password was not set here, and head office cannot be reached; nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const securityAdvice = z.strictObject({ id: z.literal('security-advice') });

const help = z.strictObject({
  id: z.literal('help'),
  /** Whether an e-mail identifier that is lost can be looked for, by `lost-identifier`. */
  byEmail: z.boolean(),
});

const outOfService = z.strictObject({
  id: z.literal('out-of-service'),
  /** revoked: head office has shut this kiosk out; enrolment: it was never let in and knows no member yet. */
  reason: z.enum(['configuration', 'storage', 'display', 'fault', 'revoked', 'enrolment']),
  /** What to read to an adviser or IT; the log has the same. */
  reference: z.string(),
  /** For IT, when the configuration is at fault: one line per problem. */
  details: z.array(z.string()),
  /** Of the application. */
  version: z.string(),
});

/** Schema of {@link Screen}: one object per screen id of the domain. */
export const screenSchema = z.discriminatedUnion('id', [
  attract,
  menu,
  identify,
  chooseChannel,
  enterCode,
  letterCode,
  definePassword,
  passwordDone,
  letterRequested,
  login,
  securityAdvice,
  help,
  outOfService,
  ...ACCOUNT_SCREENS,
  ...SPACE_SCREENS,
]);

/** What one screen shows. */
export type Screen = z.infer<typeof screenSchema>;

/** Stable name of a screen. */
export type ScreenId = Screen['id'];

/** The part of {@link Screen} with the given id. */
export type ScreenOf<Id extends ScreenId> = Extract<Screen, { id: Id }>;
