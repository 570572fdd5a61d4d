import { channelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { situationSchema } from '../values/situation.ts';
import { languageSchema } from '../messages/languages.ts';
import { SPACE_ACTIONS } from './space-actions.ts';
import { STAFF_ACTIONS } from './staff-screens.ts';

/** Longest text in a field of an action. A longer payload is refused. */
const text = z.string().max(256);

/** Random id of a challenge or of one of its pictures. */
const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{16,32}$/u);

/** What the menu or a link can open. */
export const ENTRIES = [
  'password',
  'login',
  'create-account',
  'activate-account',
  'letter',
  'ticket',
  'lost-identifier',
  'help',
  'security-advice',
] as const;

export const entrySchema = z.enum(ENTRIES);

/** A journey or a page that can be opened. */
export type Entry = z.infer<typeof entrySchema>;

/** Ways through the anti-robot that need no adviser. All have the same result. */
export const challengeWaySchema = z.enum(['picture', 'question', 'text']);

/** A way through the anti-robot. */
export type ChallengeWay = z.infer<typeof challengeWaySchema>;

/** Answer to a challenge: the picture touched, or the text typed. */
export const challengeAnswerSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('picture'), challenge: opaqueId, picture: opaqueId }),
  z.strictObject({ way: z.literal('question'), challenge: opaqueId, typed: text }),
  z.strictObject({ way: z.literal('text'), challenge: opaqueId, typed: text }),
]);

export type ChallengeAnswer = z.infer<typeof challengeAnswerSchema>;

/** Sizes of text. The visitor's choice is forgotten with the visit. */
export const textSizeSchema = z.enum(['normal', 'large', 'largest']);

export type TextSize = z.infer<typeof textSizeSchema>;

/** Schema of {@link Action}: one schema for each act of a visitor. */
export const actionSchema = z.discriminatedUnion('type', [
  /** Asks for the present view: the page has just loaded. */
  z.strictObject({ type: z.literal('show') }),
  /** `attract`: starts a visit. */
  z.strictObject({ type: z.literal('begin'), language: languageSchema.optional() }),
  z.strictObject({ type: z.literal('set-language'), language: languageSchema }),
  z.strictObject({
    type: z.literal('set-display'),
    textSize: textSizeSchema.optional(),
    highContrast: z.boolean().optional(),
    sound: z.boolean().optional(),
  }),
  /** `idle-warning`: the visitor is still here. */
  z.strictObject({ type: z.literal('stay') }),
  /** Ends the visit and wipes it. */
  z.strictObject({ type: z.literal('leave') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('open'), entry: entrySchema }),
  z.strictObject({ type: z.literal('identify'), number: text }),
  z.strictObject({ type: z.literal('choose-channel'), channel: channelSchema }),
  z.strictObject({ type: z.literal('enter-code'), code: text }),
  z.strictObject({ type: z.literal('enter-letter-code'), code: text }),
  /** Takes a waiting ticket: for the step on screen, or again after there was none. */
  z.strictObject({ type: z.literal('step-aside') }),
  /** `take-ticket`: goes on with a waiting ticket. */
  z.strictObject({ type: z.literal('take-ticket'), ticket: text }),
  z.strictObject({ type: z.literal('resend') }),
  /** Asks for a challenge: the first one, another way, or a new one of the same way. */
  z.strictObject({ type: z.literal('ask-challenge'), way: challengeWaySchema }),
  /** `anti-robot`: what was wanted before it is done with the right answer. */
  z.strictObject({ type: z.literal('answer-challenge'), answer: challengeAnswerSchema }),
  z.strictObject({
    type: z.literal('define-password'),
    password: text,
    confirmation: text,
    /** Null: the anti-robot was passed before, in this visit. */
    answer: challengeAnswerSchema.nullable(),
  }),
  /** `password-done`, `letter-requested`, `waiting-ticket`: goes on. */
  z.strictObject({ type: z.literal('continue') }),
  z.strictObject({
    type: z.literal('login'),
    identifier: text,
    /** Null: the one that was just chosen in this visit. */
    password: text.nullable(),
    /** Null: the anti-robot was passed before, in this visit. */
    answer: challengeAnswerSchema.nullable(),
  }),
  /** `identify`: gives the e-mail address of the account instead of a number. */
  z.strictObject({ type: z.literal('identify-email'), email: text }),
  z.strictObject({ type: z.literal('choose-situation'), situation: situationSchema }),
  z.strictObject({
    type: z.literal('request-account'),
    /** Member number or NIR, depending on the situation. */
    number: text,
    /** Both empty when the visitor looks for a lost identifier. */
    email: text,
    emailAgain: text,
    familyName: text,
    birthDate: text,
    postalCode: text,
    /** The postal code is of another country. Absent: false. */
    isAbroad: z.boolean().optional(),
    /** Null: an adviser has attested that a person stands there. */
    answer: challengeAnswerSchema.nullable(),
  }),
  z.strictObject({
    type: z.literal('open-activation'),
    situation: situationSchema,
    number: text,
    /** The provisional password of the letter. */
    code: text,
  }),
  z.strictObject({
    type: z.literal('activate-account'),
    /** Both empty when secret questions are turned off. */
    question: text,
    secretAnswer: text,
    /** Null: the address on file that was offered; `emailAgain` is then empty. */
    email: text.nullable(),
    emailAgain: text,
    password: text,
    confirmation: text,
    /** Version of the accepted terms of use; empty: not accepted. */
    terms: text,
  }),
  /** `activated-pending`: gives the code of the mail. */
  z.strictObject({ type: z.literal('confirm-account'), code: text }),
  z.strictObject({ type: z.literal('change-email'), email: text, emailAgain: text }),
  ...SPACE_ACTIONS,
  /** Calls an adviser of the branch; once more: withdraws nothing, asks again after no answer. */
  z.strictObject({ type: z.literal('call-adviser') }),
  /** The member withdraws the call. */
  z.strictObject({ type: z.literal('end-call') }),
  ...STAFF_ACTIONS,
]);

/** What the visitor does, without the serial of the view. */
export type Action = z.infer<typeof actionSchema>;

/** Schema of {@link ActionRequest}. Main checks it on every call of `kiosk:act`. */
export const actionRequestSchema = z.strictObject({
  /** Serial of the view that the visitor saw. An action on an older view has no effect. */
  serial: z.number().int().min(0),
  action: actionSchema,
});

/** One message on `kiosk:act`. */
export type ActionRequest = z.infer<typeof actionRequestSchema>;

/** Schema of {@link Heartbeat}. Main checks it on every call of `kiosk:alive`. */
export const heartbeatSchema = z.strictObject({
  /** True when the visitor touched, typed or scrolled since the last heartbeat. */
  touched: z.boolean(),
});

/** One message on `kiosk:alive`. */
export type Heartbeat = z.infer<typeof heartbeatSchema>;
