import { channelSchema } from '../values/channel.ts';
import { z } from 'zod';
import { situationSchema } from '../values/situation.ts';
import { languageSchema } from '../language.ts';
import { SPACE_ACTIONS } from './space-actions.ts';

/** Longest text any field of an action may carry; longer payloads are refused before they are read. */
const text = z.string().max(256);

/** Random name of a challenge or of one of its pictures. */
const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{16,32}$/u);

/** Ways on from the menu. Later journeys add theirs here. */
export const ENTRIES = [
  'password',
  'login',
  'create-account',
  'activate-account',
  'letter',
  'lost-identifier',
  'help',
  'security-advice',
] as const;

/** Schema of {@link Entry}. */
export const entrySchema = z.enum(ENTRIES);

/** A journey or page that can be opened. */
export type Entry = z.infer<typeof entrySchema>;

/** The equal ways through the anti-robot that need no adviser. */
export const challengeWaySchema = z.enum(['picture', 'question', 'text']);

/** A way through the anti-robot. */
export type ChallengeWay = z.infer<typeof challengeWaySchema>;

/** The visitor's answer to a challenge: the picture touched, or the word or letters typed. */
export const challengeAnswerSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('picture'), challenge: opaqueId, picture: opaqueId }),
  z.strictObject({ way: z.literal('question'), challenge: opaqueId, typed: text }),
  z.strictObject({ way: z.literal('text'), challenge: opaqueId, typed: text }),
]);

/** An answer to a challenge. */
export type ChallengeAnswer = z.infer<typeof challengeAnswerSchema>;

/** Sizes of text; the visitor's choice, forgotten with the visit. */
export const textSizeSchema = z.enum(['normal', 'large', 'largest']);

/** A size of text. */
export type TextSize = z.infer<typeof textSizeSchema>;

/** Schema of {@link Action}: what the visitor can do, one schema per act. */
export const actionSchema = z.discriminatedUnion('type', [
  /** Ask for the present view (the page has just loaded). */
  z.strictObject({ type: z.literal('show') }),
  /** `attract`: start a visit. */
  z.strictObject({ type: z.literal('begin'), language: languageSchema.optional() }),
  z.strictObject({ type: z.literal('set-language'), language: languageSchema }),
  z.strictObject({
    type: z.literal('set-display'),
    textSize: textSizeSchema.optional(),
    highContrast: z.boolean().optional(),
    sound: z.boolean().optional(),
  }),
  /** `idle-warning`: I am still here. */
  z.strictObject({ type: z.literal('stay') }),
  /** End the visit now and wipe it. */
  z.strictObject({ type: z.literal('leave') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('open'), entry: entrySchema }),
  z.strictObject({ type: z.literal('identify'), number: text }),
  z.strictObject({ type: z.literal('choose-channel'), channel: channelSchema }),
  z.strictObject({ type: z.literal('enter-code'), code: text }),
  z.strictObject({ type: z.literal('enter-letter-code'), code: text }),
  z.strictObject({ type: z.literal('resend') }),
  z.strictObject({ type: z.literal('change-channel') }),
  /** A fresh challenge, the visitor's first, another way, or "another one please". */
  z.strictObject({ type: z.literal('ask-challenge'), way: challengeWaySchema }),
  z.strictObject({
    type: z.literal('define-password'),
    password: text,
    confirmation: text,
    answer: challengeAnswerSchema,
  }),
  /** `password-done`, `letter-requested`: go on. */
  z.strictObject({ type: z.literal('continue') }),
  z.strictObject({
    type: z.literal('login'),
    identifier: text,
    password: text,
    answer: challengeAnswerSchema,
  }),
  /** `identify`: the e-mail address that one logs in with. */
  z.strictObject({ type: z.literal('identify-email'), email: text }),
  z.strictObject({ type: z.literal('choose-situation'), situation: situationSchema }),
  z.strictObject({
    type: z.literal('request-account'),
    /** Member number or NIR, by the situation. */
    number: text,
    /** Both empty when an identifier is looked for. */
    email: text,
    emailAgain: text,
    familyName: text,
    birthDate: text,
    postalCode: text,
    answer: challengeAnswerSchema,
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
    /** Both empty where secret questions are turned off. */
    question: text,
    secretAnswer: text,
    email: text,
    emailAgain: text,
    password: text,
    confirmation: text,
    /** Version of the terms of use that were accepted; empty: none were. */
    terms: text,
  }),
  /** `activated-pending`: the code of the mail. */
  z.strictObject({ type: z.literal('confirm-account'), code: text }),
  z.strictObject({ type: z.literal('change-email'), email: text, emailAgain: text }),
  ...SPACE_ACTIONS,
]);

/** What the visitor does, without the view it answers. */
export type Action = z.infer<typeof actionSchema>;

/** Schema of {@link ActionRequest}, checked in main on every call of `kiosk:act`. */
export const actionRequestSchema = z.strictObject({
  /** Serial of the view that the visitor saw; an action on an older view has no effect. */
  serial: z.number().int().min(0),
  action: actionSchema,
});

/** One message on `kiosk:act`. */
export type ActionRequest = z.infer<typeof actionRequestSchema>;

/** Schema of {@link Heartbeat}, checked in main on every call of `kiosk:alive`. */
export const heartbeatSchema = z.strictObject({
  /** True when the visitor touched, typed or scrolled since the last beat. */
  touched: z.boolean(),
});

/** One message on `kiosk:alive`. */
export type Heartbeat = z.infer<typeof heartbeatSchema>;
