import { z } from 'zod';
import { languageSchema } from '../../messages/languages.ts';
import { contactChannelSchema, sentChannelSchema } from '../../values/contact/channel.ts';
import { emailSchema } from '../../values/contact/email.ts';
import { phoneSchema } from '../../values/contact/phone.ts';
import { keptPostalCodeSchema, placeCountrySchema } from '../../values/contact/place.ts';
import { pinSchema } from '../../policy/staff/pin-rules.ts';
import { badgeSchema, shownDocumentSchema, STAFF_ROLES } from '../../values/staff.ts';
import { phcSchema } from '../wire/phc.ts';

/** Milliseconds left when the answer was made. */
const span = z.number().int().min(0);
const wait = z.number().int().min(1);
const triesLeft = z.number().int().min(0);
const role = z.enum(STAFF_ROLES);
/** First name and initial: what the member may see. */
const name = z.string().min(1).max(60);

/** Why an adviser does something. Words, and no text: a text would say who the member is. */
export const STAFF_REASONS = [
  'member-asked',
  'identity-shown',
  'channel-lost',
  'code-not-arrived',
  'mistyped',
  'moved',
  'cannot-read',
  'cannot-type',
  'machine',
  'other',
] as const;

export type StaffReason = (typeof STAFF_REASONS)[number];

/** Schema of the body of `POST /v1/staff/roster`. `version`: of the list that the kiosk has; null: none. */
export const rosterBodySchema = z.strictObject({ version: z.string().max(64).nullable() });

/** One person of the branch's staff. */
export const rosterEntrySchema = z.object({
  badge: z.string(),
  name,
  role,
  /** Null: the badge was not used yet. */
  pinHash: phcSchema.nullable(),
});

export type RosterEntry = z.infer<typeof rosterEntrySchema>;

/** Schema of its answer: everybody who may open staff mode at this kiosk without the line. */
export const rosterAnswerSchema = z.object({
  version: z.string(),
  /** For how long the list may be used from now on. */
  validFor: span,
  /** Null: the list of `version` is as it was. */
  staff: z.array(rosterEntrySchema).nullable(),
});

export type Roster = z.infer<typeof rosterAnswerSchema>;

/** Schema of the body of `POST /v1/staff/login`. `visit`: that the adviser helps with; null: nobody's, for the machine alone. */
export const staffLoginBodySchema = z.strictObject({
  visit: z.uuid().nullable(),
  badge: badgeSchema,
  pin: pinSchema,
});

const wrong = z.object({ result: z.literal('wrong'), triesLeft });
const locked = z.object({ result: z.literal('locked'), waitMs: wait });
/** The session ended: left, replaced, over, or the adviser's badge was ended. */
const ended = z.object({ result: z.literal('ended') });

/** Schema of its answer. A badge that nobody has, that was ended, and a wrong PIN are answered alike. */
export const staffLoginAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('in'), session: z.uuid(), name, role }),
  wrong,
  locked,
  /** A badge of this branch that was not used yet: its first use is on the branch page. */
  z.object({ result: z.literal('not-ready') }),
  /** The PIN was right; the adviser belongs to another branch. */
  z.object({ result: z.literal('other-branch') }),
]);

export type StaffLoginAnswer = z.infer<typeof staffLoginAnswerSchema>;

/** Six digits of the authenticator, or a recovery code such as `ACDE-FGHJ`. */
const secondFactor = z.string().regex(/^(?:[0-9]{6}|[A-Z0-9]{4}-[A-Z0-9]{4})$/u);

/** Schema of the body of `POST /v1/staff/second-factor`. It counts for this session, so for this visit. */
export const secondFactorBodySchema = z.strictObject({ session: z.uuid(), code: secondFactor });

/** Schema of its answer. */
export const secondFactorAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('in'), /** Recovery codes left. */ recoveryLeft: z.number().int().min(0) }),
  wrong,
  locked,
  ended,
]);

export type SecondFactorAnswer = z.infer<typeof secondFactorAnswerSchema>;

/** A correction, as the member typed it. The postal address is checked as one of the member space. */
export const correctionSchema = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), email: emailSchema }),
  z.strictObject({ channel: z.literal('sms'), phone: phoneSchema }),
  z.strictObject({
    channel: z.literal('letter'),
    lines: z.array(z.string().min(1).max(38)).min(1).max(3),
    postalCode: keptPostalCodeSchema,
    town: z.string().min(1).max(60),
    country: placeCountrySchema,
  }),
]);

export type Correction = z.infer<typeof correctionSchema>;

/** What an adviser does at head office for the member of the visit. */
export const staffActSchema = z.discriminatedUnion('kind', [
  /** Takes back the latest wrong code. */
  z.strictObject({ kind: z.literal('give-try'), document: shownDocumentSchema }),
  /** Sends the code for a password by this channel. Its attempt is the id of the act: the kiosk then waits for that code. */
  z.strictObject({
    kind: z.literal('resend-code'),
    channel: sentChannelSchema,
    language: languageSchema,
  }),
  /** A letter with a code, to the address on file. */
  z.strictObject({ kind: z.literal('start-letter') }),
  z.strictObject({
    kind: z.literal('correct-contact'),
    change: correctionSchema,
    document: shownDocumentSchema,
    /** Another adviser of the branch, where `HUB_STAFF_SECOND_ADVISER` asks for one. */
    second: z.strictObject({ badge: badgeSchema, pin: pinSchema, code: secondFactor }).optional(),
    language: languageSchema,
  }),
  /** The member is a person. It takes effect at the kiosk. */
  z.strictObject({ kind: z.literal('attest-anti-robot') }),
  /** The adviser stands by while the member types a request for an account. */
  z.strictObject({ kind: z.literal('help-account') }),
]);

export type StaffAct = z.infer<typeof staffActSchema>;

export type StaffActKind = StaffAct['kind'];

/** Acts that need no second factor, since they change no data of head office. */
export const ACTS_WITHOUT_FACTOR: readonly StaffActKind[] = ['attest-anti-robot', 'help-account'];

/** Acts for a visit of which no member is known yet. */
export const ACTS_WITHOUT_MEMBER: readonly StaffActKind[] = ['attest-anti-robot', 'help-account'];

/** Schema of the body of `POST /v1/staff/act`. */
export const staffActBodySchema = z.strictObject({
  /** Random. The same when the body is sent again after a lost answer: it is done once. */
  id: z.uuid(),
  session: z.uuid(),
  visit: z.uuid(),
  act: staffActSchema,
  reason: z.enum(STAFF_REASONS),
});

/** Why an act was not done. */
export const ACT_REFUSALS = [
  /** The session is over, or of another visit. */
  'ended',
  /** The visit is over, or of another kiosk, or not told to head office. */
  'no-visit',
  /** The visit is not about a known member. */
  'no-member',
  /** This role has no such act. */
  'not-allowed',
  'second-factor',
  /** `HUB_STAFF_SECOND_ADVISER` asks for another adviser. */
  'second-adviser',
  /** The second adviser could not show who they are; it counts as a wrong try of that badge. */
  'second-wrong',
  /** The adviser has done it often enough today. */
  'day-limit',
  /** No wrong code counts. */
  'nothing-to-give',
  /** Too soon, too often, or after too many wrong codes. */
  'paused',
  /** Nobody gets a code on this channel now. */
  'closed',
  'no-channel',
  'letter-limit',
  /** No address is on file, or the only one is held back. */
  'no-address',
  /** An account of somebody else has this e-mail address. */
  'taken',
  /** No town has this postal code. */
  'unknown-town',
  /** It is what is on file. */
  'same',
  /** Text messages do not go to this number. */
  'not-mobile',
] as const;

export type ActRefusal = (typeof ACT_REFUSALS)[number];

const done = { result: z.literal('done') };

/** Schema of the answer to `POST /v1/staff/act`. */
export const staffActAnswerSchema = z.union([
  z.object({ ...done, kind: z.literal('give-try'), triesLeft }),
  z.object({
    ...done,
    kind: z.literal('resend-code'),
    codeFor: span,
    triesLeft,
    /** Wait before the next code can be asked for; null: no more today. */
    resendIn: span.nullable(),
  }),
  z.object({ ...done, kind: z.literal('start-letter') }),
  z.object({
    ...done,
    kind: z.literal('correct-contact'),
    channel: z.union([contactChannelSchema, z.literal('letter')]),
    receipt: z.string(),
    /** For how long the new channel alone opens no password: 72 hours; a postal address: 14 days. */
    heldFor: span,
  }),
  z.object({ ...done, kind: z.enum(['attest-anti-robot', 'help-account']) }),
  z.object({ result: z.literal('refused'), why: z.enum(ACT_REFUSALS), waitMs: wait.nullable() }),
]);

export type StaffActAnswer = z.infer<typeof staffActAnswerSchema>;

/** Schema of the body of `POST /v1/staff/leave`. */
export const staffLeaveBodySchema = z.strictObject({ session: z.uuid() });

export const staffLeaveAnswerSchema = z.object({ result: z.literal('noted') });

/** Acts whose effect is at the kiosk alone, and acts without the line: told by events. */
export const KIOSK_ACTS = [
  'in',
  'out',
  'locked',
  'restart-step',
  'more-time',
  'end-visit',
  'attest-anti-robot',
  'help-account',
  'morning-test',
  'exit',
  'restart',
] as const;

export type KioskAct = (typeof KIOSK_ACTS)[number];
