import { channelSchema, sentChannelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { passwordPolicySchema, passwordRuleSchema } from '../policy/passwords/password-policy.ts';
import { ACCOUNT_SCREENS } from './account-screens.ts';
import { entrySchema } from './action.ts';
import { challengeProblemSchema, challengeSchema } from './challenge.ts';
import { headOfficeSchema, printStateSchema } from './screen-parts.ts';
import { SPACE_SCREENS } from './space-screens.ts';
import { STAFF_SCREENS } from './staff-screens.ts';

/** Milliseconds since 1970 UTC on the wall clock: to be shown, never to compute with. */
const moment = z.number().int();

/** Milliseconds left when the view was made. */
const span = z.number().int().min(0);

/** Schema of {@link ChannelOffer}. */
export const channelOfferSchema = z.strictObject({
  channel: channelSchema,
  /** Masked address (`*****@*****`, `** ** ** ** 91`); null for the letter. */
  masked: z.string().nullable(),
  /** Moment from which it can be chosen; null: now. */
  nextAt: moment.nullable(),
});

/** One channel offered on `choose-channel`. */
export type ChannelOffer = z.infer<typeof channelOfferSchema>;

/**
 * Who sends codes. `up`: head office, or this kiosk where there is none. `fallback`: this kiosk, since there is no line to
 * head office. `down`: nobody, without the line.
 */
const lineSchema = z.enum(['up', 'fallback', 'down']);

const attract = z.strictObject({ id: z.literal('attract') });

const menu = z.strictObject({ id: z.literal('menu'), entries: z.array(entrySchema) });

const identify = z.strictObject({
  id: z.literal('identify'),
  /** What the number is for. */
  purpose: z.enum(['password', 'letter', 'ticket']),
  /** Whether an e-mail identifier is accepted too, by `identify-email`. */
  byEmail: z.boolean(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed'), minDigits: z.number(), maxDigits: z.number() }),
      z.strictObject({ kind: z.literal('unknown'), triesLeft: z.number().int().min(0) }),
      /** The kiosk is still reading the member list, at its first start. */
      z.strictObject({ kind: z.literal('loading') }),
      /** Numbers came faster than people type: the next try is possible at `until`, in seconds at most. */
      z.strictObject({ kind: z.literal('paused'), until: moment }),
      /** `identify-email`: not an e-mail address. */
      z.strictObject({ kind: z.literal('email-malformed') }),
      /** `identify-email`: the next code for this address is possible at `until`. */
      z.strictObject({ kind: z.literal('email-paused'), until: moment }),
      /** `identify-email`: head office cannot be reached; nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const antiRobot = z.strictObject({
  id: z.literal('anti-robot'),
  /** What is done with the right answer. `identify`: a number or an address is looked up. */
  before: z.enum(['identify', 'sms', 'letter']),
  /** Null until the page asks for a challenge. */
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      /** Answers came faster than people give them: the next one is read at `until`, in seconds at most. */
      z.strictObject({ kind: z.literal('paused'), until: moment }),
    ])
    .nullable(),
});

const chooseChannel = z.strictObject({
  id: z.literal('choose-channel'),
  line: lineSchema,
  offers: z.array(channelOfferSchema).min(1),
  problem: z
    .discriminatedUnion('kind', [
      /** Five wrong codes: the next code by e-mail or SMS is possible at `until`. */
      z.strictObject({ kind: z.literal('tries-exhausted'), until: moment }),
      /** Five sends in a day: the next one is possible at `until`. */
      z.strictObject({ kind: z.literal('sends-exhausted'), until: moment }),
      /** Head office sends no more codes on the chosen channel before `until`, to anybody. */
      z.strictObject({ kind: z.literal('channel-closed'), until: moment }),
      /** The chosen channel can be used at `until`. */
      z.strictObject({ kind: z.literal('not-now'), until: moment }),
      /** Too many codes were asked for at this kiosk. */
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
    ])
    .nullable(),
});

const enterCode = z.strictObject({
  id: z.literal('enter-code'),
  line: lineSchema,
  channel: sentChannelSchema,
  masked: z.string(),
  /** Sender of the message: an e-mail address, or the name that the phone shows. */
  sender: z.string(),
  /**
   * `trying`: not yet accepted by the server. `late`: not accepted after 20 s; another channel is offered. `sent`:
   * accepted by the server. `refused`: the server refused the address for good.
   */
  delivery: z.enum(['trying', 'late', 'sent', 'refused']),
  expiresIn: span,
  triesLeft: z.number().int().min(0),
  /** Wait before a resend is possible; null: no more today. */
  resendIn: span.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong') }),
      z.strictObject({ kind: z.literal('expired') }),
      /** The code was sent before the latest one. */
      z.strictObject({ kind: z.literal('superseded') }),
      z.strictObject({ kind: z.literal('resend-too-early') }),
      /** Head office cannot be reached; nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
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
      /** Too many wrong codes: the next try is possible at `until`. */
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      /** Only head office can check the code, and it cannot be reached. Nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
    ])
    .nullable(),
});

/** A member steps aside: what is under way goes on later, at this or another kiosk of the branch. */
const waitingTicket = z.strictObject({
  id: z.literal('waiting-ticket'),
  /** Null: there is none, see `problem`. */
  ticket: z.strictObject({ code: z.string(), until: moment }).nullable(),
  /** Whether the member comes back with a code, or to an adviser. */
  waitsFor: z.enum(['code', 'adviser']),
  print: printStateSchema,
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('offline') }),
      /** This kiosk has given too many: the next one is possible at `until`. */
      z.strictObject({ kind: z.literal('ticket-paused'), until: moment }),
    ])
    .nullable(),
});

const takeTicket = z.strictObject({
  id: z.literal('take-ticket'),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      /** Wrong, used, too old, of another branch or number: alike. */
      z.strictObject({ kind: z.literal('ticket-refused'), triesLeft: z.number().int().min(0) }),
      z.strictObject({ kind: z.literal('ticket-paused'), until: moment }),
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const definePassword = z.strictObject({
  id: z.literal('define-password'),
  policy: passwordPolicySchema,
  /** The anti-robot was passed in this visit: no answer is needed. */
  isPassed: z.boolean(),
  /** Null until the visitor asks for a challenge. */
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      z.strictObject({ kind: z.literal('mismatch') }),
      z.strictObject({ kind: z.literal('refused'), broken: z.array(passwordRuleSchema).min(1) }),
      /** Head office has to take the password, and cannot be reached. The same values can be sent again. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const passwordDone = z.strictObject({
  id: z.literal('password-done'),
  headOffice: headOfficeSchema,
  /** Only this kiosk has checked the code: the password is held back at first. */
  isAttested: z.boolean(),
});

const letterRequested = z.strictObject({
  id: z.literal('letter-requested'),
  /** When the letter should arrive at the latest (eight days, MCRN guide). */
  arrivesBy: moment,
  /** When the next letter can be asked for. */
  nextLetterAt: moment,
  headOffice: headOfficeSchema,
});

const login = z.strictObject({
  id: z.literal('login'),
  /** Known from the journey before; empty: the visitor has to type it. */
  identifier: z.string(),
  /** Whether an e-mail identifier is accepted too. */
  byEmail: z.boolean(),
  /** The anti-robot was passed in this visit, and no password was wrong since: no answer is needed. */
  isPassed: z.boolean(),
  /**
   * What was just done in this visit, so that the password of the known identifier is not typed again: a new password,
   * or the activation of the account. Absent: the password has to be typed.
   */
  chosen: z.enum(['password', 'account']).optional(),
  challenge: challengeSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [
      challengeProblemSchema,
      /** The same for an unknown identifier, an account without password, and a wrong password. */
      z.strictObject({ kind: z.literal('wrong') }),
      /** The password is right, but the e-mail address is not confirmed yet. The mail was sent again. */
      z.strictObject({ kind: z.literal('unconfirmed') }),
      /** The password is right, but another person has confirmed an account with the e-mail address. */
      z.strictObject({ kind: z.literal('email-taken') }),
      /** The password was wrong, or the try came too early: the next one is possible at `until`. */
      z.strictObject({ kind: z.literal('delayed'), until: moment }),
      z.strictObject({ kind: z.literal('kiosk-paused'), until: moment }),
      /** The kiosk is still reading the member list. Nothing was counted. */
      z.strictObject({ kind: z.literal('loading') }),
      /** The password was not set at this kiosk, and head office cannot be reached. Nothing was counted. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const securityAdvice = z.strictObject({ id: z.literal('security-advice') });

const help = z.strictObject({
  id: z.literal('help'),
  /** Whether a lost e-mail identifier can be asked for, by `lost-identifier`. */
  byEmail: z.boolean(),
});

const outOfService = z.strictObject({
  id: z.literal('out-of-service'),
  /**
   * `key`: the data key is missing, or not protected. `revoked`: head office has revoked this kiosk. `enrolment`: the
   * kiosk was never enrolled and has no members yet. `unreachable`: the same, since head office was never reached.
   * `outdated`: head office serves only newer versions of the application.
   */
  reason: z.enum([
    'configuration',
    'storage',
    'key',
    'display',
    'fault',
    'revoked',
    'enrolment',
    'unreachable',
    'outdated',
  ]),
  /** Reference for an adviser or IT; the log has the same. */
  reference: z.string(),
  /** For IT: one line for each problem of the configuration, or the cause in each language. */
  details: z.array(z.string()),
  /** Version of the application. */
  version: z.string(),
});

/** Schema of {@link Screen}: one object for each screen id. */
export const screenSchema = z.discriminatedUnion('id', [
  attract,
  menu,
  identify,
  antiRobot,
  chooseChannel,
  enterCode,
  letterCode,
  waitingTicket,
  takeTicket,
  definePassword,
  passwordDone,
  letterRequested,
  login,
  securityAdvice,
  help,
  outOfService,
  ...ACCOUNT_SCREENS,
  ...SPACE_SCREENS,
  ...STAFF_SCREENS,
]);

/** What a screen shows. */
export type Screen = z.infer<typeof screenSchema>;

/** Stable name of a screen. */
export type ScreenId = Screen['id'];

/** Type of {@link Screen} for a given id. */
export type ScreenOf<Id extends ScreenId> = Extract<Screen, { id: Id }>;
