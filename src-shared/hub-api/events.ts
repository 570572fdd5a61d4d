import { z } from 'zod';
import { DOCUMENTS } from '../values/document.ts';
import { QUESTION_TOPICS } from '../values/question.ts';
import { TEXT_MAX_LENGTH } from '../values/text.ts';
import { SITUATION_CHANGES } from '../values/situation-change.ts';
import { claimSchema, emailSchema } from './accounts.ts';
import { holderSchema, subjectOf } from '../values/holder.ts';
import { memberSchema } from './member.ts';
import { phcSchema } from './phc.ts';
import { IDENTIFIER_REQUEST_LIFE, LETTER_REQUEST_LIFE, SPACE_REQUEST_LIFE } from '../policy/requests.ts';

/** Milliseconds since 1970 UTC as the sender's clock had it. */
const moment = z.number().int().min(0).max(8.64e15);

/** What is common to all that is sent from the member space. */
const fromSpace = {
  /** Whom it is about. */
  holder: holderSchema,
  /** Who sent it for them, under which delegation; null: they did. */
  helper: z.strictObject({ holder: holderSchema, delegation: z.uuid() }).nullable(),
};

/** What was decided, one schema a kind. Each kind's conflict rule and expiry stand in {@link EVENT_RULES}. */
export const eventBodySchema = z.discriminatedUnion('kind', [
  /** A member defined a password. */
  z.strictObject({
    kind: z.literal('password-set'),
    number: memberSchema.shape.number,
    phc: phcSchema,
  }),
  /** A member asked for a code by letter. */
  z.strictObject({
    kind: z.literal('letter-requested'),
    number: memberSchema.shape.number,
  }),
  /** Somebody asked for an account, hence for a provisional password by letter. */
  claimSchema.extend({ kind: z.literal('account-requested'), email: emailSchema }),
  /** Somebody has lost the e-mail address that they log in with: it is told by mail to that address alone. */
  claimSchema.extend({ kind: z.literal('identifier-requested') }),
  /** A logged-in person asked for a document. */
  z.strictObject({ kind: z.literal('document-requested'), ...fromSpace, document: z.enum(DOCUMENTS) }),
  /** A logged-in person reported another postal address. */
  z.strictObject({
    kind: z.literal('address-changed'),
    ...fromSpace,
    /** Between the name and the town. */
    lines: z.array(z.string().min(1).max(38)).min(1).max(3),
    postalCode: memberSchema.shape.postalCode,
    /** As the table of postal codes writes it. */
    town: z.string().min(1).max(60),
    /** ISO date from which it holds. */
    from: z.iso.date(),
  }),
  /** A logged-in person reported another situation. */
  z.strictObject({
    kind: z.literal('situation-changed'),
    ...fromSpace,
    change: z.enum(SITUATION_CHANGES),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    note: z.string().max(TEXT_MAX_LENGTH),
  }),
  /** A logged-in person asked a question. */
  z.strictObject({
    kind: z.literal('question-asked'),
    ...fromSpace,
    topic: z.enum(QUESTION_TOPICS),
    text: z.string().min(1).max(TEXT_MAX_LENGTH),
  }),
]);

/** What was decided. */
export type EventBody = z.infer<typeof eventBodySchema>;

/** Name of a kind of event. */
export type EventKind = EventBody['kind'];

/** Whom a decision is about, for locks and order: see `subjectOf` of holders. */
export function eventSubject(body: EventBody): string {
  return 'holder' in body ? subjectOf(body.holder) : body.number;
}

/** The number of the member whom a decision is about; null for a person without one. */
export function eventNumber(body: EventBody): string | null {
  if (!('holder' in body)) return body.number;
  return body.holder.situation === 'member' ? body.holder.number : null;
}

/** How the hub treats a kind of event; the table in docs/sync.md is checked against this one. */
export const EVENT_RULES: Readonly<
  Record<
    EventKind,
    {
      /** Of two that meet: `latest` by corrected time wins, the other is superseded; `all` take effect within their limits. */
      readonly conflict: 'latest' | 'all';
      /** Milliseconds after which the decision is no longer carried out; null: never. */
      readonly expiresAfter: number | null;
      /**
       * `members`: one of anybody else is refused as `unknown-member`. `anybody`: the answer is the same whether head
       * office knows the person or not. `holders`: members and persons only insured; the kind refuses anybody else.
       */
      readonly of: 'members' | 'anybody' | 'holders';
    }
  >
> = {
  'password-set': { conflict: 'latest', expiresAfter: null, of: 'members' },
  'letter-requested': { conflict: 'all', expiresAfter: LETTER_REQUEST_LIFE, of: 'members' },
  'account-requested': { conflict: 'all', expiresAfter: LETTER_REQUEST_LIFE, of: 'anybody' },
  'identifier-requested': { conflict: 'all', expiresAfter: IDENTIFIER_REQUEST_LIFE, of: 'anybody' },
  'document-requested': { conflict: 'all', expiresAfter: SPACE_REQUEST_LIFE, of: 'holders' },
  'address-changed': { conflict: 'latest', expiresAfter: null, of: 'holders' },
  'situation-changed': { conflict: 'all', expiresAfter: null, of: 'holders' },
  'question-asked': { conflict: 'all', expiresAfter: SPACE_REQUEST_LIFE, of: 'holders' },
};

/** Schema of {@link SentEvent}. */
export const sentEventSchema = z.strictObject({
  /** UUIDv7: grows with the order of decisions of one journal; the key under which the hub applies it once. */
  id: z.uuidv7(),
  /** Place in the sender's journal, from 1 without gaps, so that the hub can prove that none is missing. */
  seq: z.number().int().min(1),
  /** When it was decided, by the sender's clock. */
  at: moment,
  body: eventBodySchema,
});

/** One decision on its way to head office. */
export type SentEvent = z.infer<typeof sentEventSchema>;

/** Most events in one request. */
export const EVENTS_PER_REQUEST = 100;

/** Schema of {@link EventBatch}; events are checked one by one, so that a bad one does not hold up the others. */
export const eventBatchSchema = z.strictObject({
  /** The sender's clock at the moment of sending: the hub measures by it how wrong that clock is. */
  sentAt: moment,
  /** Names the sender's journal; a journal that was lost and begun anew has another name. */
  journal: z.uuid(),
  events: z.array(z.unknown()).min(1).max(EVENTS_PER_REQUEST),
});

/** The body of `POST /v1/events`. */
export type EventBatch = z.infer<typeof eventBatchSchema>;

/** Why an event had no effect; staff can read each (docs/sync.md). */
export const eventReasonSchema = z.enum([
  /** A later decision of the same member was already there. */
  'later-decision',
  /** It had waited for longer than its kind allows. */
  'expired',
  /** Head office knows no such member, or no longer. */
  'unknown-member',
  /** A letter was posted within the last 24 hours, or four within 30 days. */
  'letter-limit',
  /** Whoever sent it for another person had no delegation that allows it, or no longer. */
  'not-allowed',
  /** No town of this name has this postal code. */
  'unknown-town',
  /** It is not an event that this hub knows. */
  'malformed',
  /** Another event has the same id. */
  'id-reused',
]);

/** Why an event had no effect. */
export type EventReason = z.infer<typeof eventReasonSchema>;

/** Schema of {@link EventAnswer}. */
export const eventAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('accepted') }),
  z.strictObject({ status: z.literal('superseded'), reason: eventReasonSchema }),
  z.strictObject({ status: z.literal('refused'), reason: eventReasonSchema }),
]);

/** What became of one event; the same for as often as it is sent. */
export type EventAnswer = z.infer<typeof eventAnswerSchema>;

/** Schema of {@link EventAnswers}. */
export const eventAnswersSchema = z.strictObject({
  /** In the order of the events. */
  answers: z.array(eventAnswerSchema),
  /** The hub's clock at the receipt minus the sender's `sentAt`, in milliseconds. */
  clockOffset: z.number().int(),
});

/** The answer to `POST /v1/events`. */
export type EventAnswers = z.infer<typeof eventAnswersSchema>;
