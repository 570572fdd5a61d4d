import { EVENTS_PER_REQUEST } from '../policy/quotas.ts';
import { z } from 'zod';
import { claimSchema } from './accounts.ts';
import { subjectOf } from '../values/holder.ts';
import { emailSchema } from '../values/contact/email.ts';
import { memberSchema } from './member.ts';
import { phcSchema } from './wire/phc.ts';
import { KIOSK_ACTS, STAFF_REASONS } from './staff/kiosk-adviser.ts';
import { badgeSchema } from '../values/staff.ts';
import { REQUEST_EVENTS, type RequestEventKind } from '../member-requests/request-kinds.ts';
import { IDENTIFIER_REQUEST_LIFE, LETTER_REQUEST_LIFE } from '../policy/requests.ts';

/** Milliseconds since 1970 UTC, by the sender's clock. */
const moment = z.number().int().min(0).max(8.64e15);

/**
 * Proof that head office made: of a right code (`POST /v1/codes/check`) or of an accepted letter, named by the attempt
 * (`POST /v1/letters/redeem`). Each is good for one password, of that member and kiosk.
 */
const passwordProofSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('code'), id: z.uuid(), visit: z.uuid() }),
  z.strictObject({ by: z.literal('letter'), id: z.uuid() }),
]);

/** Proof that goes with a password. */
export type PasswordProof = z.infer<typeof passwordProofSchema>;

/**
 * What was decided: one schema for each kind. {@link EVENT_RULES} has the conflict rule and the expiry of each kind.
 */
export const eventBodySchema = z.discriminatedUnion('kind', [
  /** A member defined a password. */
  z.strictObject({
    kind: z.literal('password-set'),
    number: memberSchema.shape.number,
    phc: phcSchema,
    /** Absent: only the kiosk attests that it was the member. */
    proof: passwordProofSchema.optional(),
  }),
  /** A member asked for a code by letter. */
  z.strictObject({
    kind: z.literal('letter-requested'),
    number: memberSchema.shape.number,
  }),
  /** Somebody asked for an account, so for a provisional password by letter. */
  claimSchema.extend({ kind: z.literal('account-requested'), email: emailSchema }),
  /** Somebody has lost the e-mail address that they log in with. The answer goes by mail, to that address only. */
  claimSchema.extend({ kind: z.literal('identifier-requested') }),
  /** An adviser did something at the kiosk: an act whose effect is there, or one without the line. */
  z.strictObject({
    kind: z.literal('staff-act'),
    badge: badgeSchema,
    act: z.enum(KIOSK_ACTS),
    reason: z.enum(STAFF_REASONS).nullable(),
    /** Null: of no visit, such as the morning test. */
    visit: z.uuid().nullable(),
    /** Session of head office; null: the PIN was checked by the kiosk, without the line. */
    session: z.uuid().nullable(),
  }),
  ...REQUEST_EVENTS.map(({ body }) => body),
]);

/** What was decided. */
export type EventBody = z.infer<typeof eventBodySchema>;

/** Name of a kind of event. */
export type EventKind = EventBody['kind'];

/** Key of the person that a decision is about, or who made it, for locks and order (see `subjectOf`). */
export function eventSubject(body: EventBody): string {
  if ('badge' in body) return `staff:${body.badge}`;
  return 'holder' in body ? subjectOf(body.holder) : body.number;
}

/** Number of the member that a decision is about; null for a person without a number. */
export function eventNumber(body: EventBody): string | null {
  if ('badge' in body) return null;
  if (!('holder' in body)) return body.number;
  return body.holder.situation === 'member' ? body.holder.number : null;
}

/** How the hub treats a kind of event. */
interface EventRule {
  /**
   * When two decisions conflict. `latest`: the one with the later corrected time counts, the other is superseded.
   * `all`: both count, within their limits.
   */
  readonly conflict: 'latest' | 'all';
  /** Milliseconds after which the decision is no longer carried out; null: never expires. */
  readonly expiresAfter: number | null;
  /**
   * Whom it may be about. `members`: others are refused as `unknown-member`. `anybody`: the answer does not
   * depend on whether head office knows the person. `holders`: members and insured persons; the kind refuses
   * anybody else.
   */
  readonly of: 'members' | 'anybody' | 'holders';
}

const REQUEST_RULES = Object.fromEntries(
  REQUEST_EVENTS.map(({ kind, conflict, expiresAfter }) => [kind, { conflict, expiresAfter, of: 'holders' }]),
) as Readonly<Record<RequestEventKind, EventRule>>;

/** How the hub treats each kind of event. A test compares the table in docs/sync.md with this one. */
export const EVENT_RULES: Readonly<Record<EventKind, EventRule>> = {
  'password-set': { conflict: 'latest', expiresAfter: null, of: 'members' },
  'letter-requested': { conflict: 'all', expiresAfter: LETTER_REQUEST_LIFE, of: 'members' },
  'account-requested': { conflict: 'all', expiresAfter: LETTER_REQUEST_LIFE, of: 'anybody' },
  'identifier-requested': { conflict: 'all', expiresAfter: IDENTIFIER_REQUEST_LIFE, of: 'anybody' },
  'staff-act': { conflict: 'all', expiresAfter: null, of: 'anybody' },
  ...REQUEST_RULES,
};

/** Schema of {@link SentEvent}. */
export const sentEventSchema = z.strictObject({
  /**
   * UUIDv7: grows in the order of decisions of one journal. It is the idempotency key: the hub applies each id once.
   */
  id: z.uuidv7(),
  /** Position in the sender's journal, from 1 without gaps. The hub uses it to detect missing events. */
  seq: z.number().int().min(1),
  /** When it was decided, by the sender's clock. */
  at: moment,
  body: eventBodySchema,
});

/** One decision on its way to head office. */
export type SentEvent = z.infer<typeof sentEventSchema>;

/** Schema of {@link EventBatch}. Events are checked one by one, so that a bad one does not block the others. */
export const eventBatchSchema = z.strictObject({
  /** The sender's clock at the moment of sending. The hub uses it to measure the error of that clock. */
  sentAt: moment,
  /** Id of the sender's journal. A new journal after a loss has a new id. */
  journal: z.uuid(),
  events: z.array(z.unknown()).min(1).max(EVENTS_PER_REQUEST),
});

/** The body of `POST /v1/events`. */
export type EventBatch = z.infer<typeof eventBatchSchema>;

/** Why an event had no effect. Staff can read each reason (docs/sync.md). */
export const eventReasonSchema = z.enum([
  /** A later decision about the same member was applied before. */
  'later-decision',
  /** It arrived after the expiry of its kind. */
  'expired',
  /** Head office does not know such a member, or no longer. */
  'unknown-member',
  /** A letter was posted within the last 24 hours, or four within 30 days. */
  'letter-limit',
  /** The proof of the password is unknown, was used, or is of another member, kiosk, visit or time. */
  'no-proof',
  /** This kiosk has attested more passwords today than head office takes. */
  'attested-limit',
  /** The helper had no delegation that allows it, or no longer; or a website told what only kiosks tell. */
  'not-allowed',
  /** No town of this name has this postal code. */
  'unknown-town',
  /** This hub does not know this event. */
  'malformed',
  /** Another event has the same id. */
  'id-reused',
]);

/** Why an event had no effect. */
export type EventReason = z.infer<typeof eventReasonSchema>;

/** A reason that only a newer hub knows. It is stored and shown to staff; no decision depends on it. */
const answeredReason = z.union([
  eventReasonSchema,
  z
    .string()
    .regex(/^[a-z][a-z-]{0,39}$/u)
    .brand<'later reason'>(),
]);

/** Schema of {@link EventAnswer}. */
export const eventAnswerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted') }),
  z.object({ status: z.literal('superseded'), reason: answeredReason }),
  z.object({ status: z.literal('refused'), reason: answeredReason }),
]);

/** What became of one event. The answer is the same each time that the event is sent. */
export type EventAnswer = z.infer<typeof eventAnswerSchema>;

/** Schema of {@link EventAnswers}. */
export const eventAnswersSchema = z.object({
  /** In the order of the events. */
  answers: z.array(eventAnswerSchema),
  /** Hub's clock at arrival minus the sender's `sentAt`, in milliseconds. */
  clockOffset: z.number().int(),
});

/** The answer to `POST /v1/events`. */
export type EventAnswers = z.infer<typeof eventAnswersSchema>;
