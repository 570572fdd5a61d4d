import { z } from 'zod';
import { WAITING_TICKET } from '../../policy/staff/waiting-ticket.ts';
import { channelSchema, sentChannelSchema } from '../../values/contact/channel.ts';
import { messageStateSchema } from '../../values/contact/message-state.ts';
import { holderSchema } from '../../values/holder.ts';
import { MEMBER_NUMBER } from '../../values/member-number.ts';

/** Milliseconds. A span, so that no clock of a kiosk decides anything. */
const span = z.number().int().min(0).max(86_400_000);

/** A short word of the contract, kept as it is, so that a newer kiosk may have words of its own. */
const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u);

/** Id of the screen that the visit shows. */
const step = word;

/** Why the member cannot go on, see `BLOCKS`; null: the member can. */
const block = word.nullable();

const noted = z.object({ result: z.literal('noted') });

/** How a visit ended. `aside`: with a waiting ticket. `idle`: nobody was there any more. `left`: the member ended it. */
export const VISIT_ENDS = ['done', 'left', 'idle', 'aside', 'by-adviser'] as const;

export type VisitEnd = (typeof VISIT_ENDS)[number];

/**
 * Body of the call by which a kiosk tells where its visitor stands: at each change of step, at most once a second, the
 * latest wins; again each minute while the visit stands; and once with `end`. A visit that has ended stays so.
 */
export const branchVisitBodySchema = z.strictObject({
  visit: z.uuid(),
  step,
  block,
  /** For how long this step stands. */
  stepFor: span,
  /** Until when the block stands, from now; null: not known, or no block. */
  blockFor: span.nullable(),
  /** Whom the visit is about, once a code, a letter or a password has shown it or the member has given the number; never sent on to a branch page. */
  holder: holderSchema.nullable(),
  /** Null: it goes on. */
  end: z.enum(VISIT_ENDS).nullable(),
});

export const branchNotedSchema = noted;

/** Body of the call for an adviser. The same visit called again has the same call, until that is closed. */
export const branchCallBodySchema = z.strictObject({ visit: z.uuid(), step, block });

export const branchCallAnswerSchema = z.object({ result: z.literal('called'), call: z.uuid() });

export const branchCallStateBodySchema = z.strictObject({ call: z.uuid() });

/** How the call stands. `by`: who comes, as the member may see it, such as `Camille D.`. `closed`: also when nobody knows it. */
export const branchCallStateAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), waitedMs: span }),
  z.object({ state: z.literal('taken'), by: z.string().max(80) }),
  z.object({ state: z.literal('closed') }),
]);

export const CALL_ENDS = ['helped', 'withdrawn', 'visit-ended'] as const;

export type CallEnd = (typeof CALL_ENDS)[number];

export const branchCallEndBodySchema = z.strictObject({ call: z.uuid(), why: z.enum(CALL_ENDS) });

const ticket = z.string().regex(WAITING_TICKET);
const number = z.string().regex(MEMBER_NUMBER);

/**
 * Body of the call for a waiting ticket: head office keeps the step, and knows the code that is under way itself. The same
 * attempt gets the same ticket; another ticket of the same visit takes its place.
 */
export const branchTicketBodySchema = z.strictObject({
  attempt: z.uuid(),
  visit: z.uuid(),
  step,
  number,
});

export const branchTicketAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('made'), ticket, forMs: span }),
  /** The ticket of this attempt is over, or was made for something else: ask with another attempt. */
  z.object({ result: z.literal('gone') }),
  /** This kiosk has given too many. */
  z.object({ result: z.literal('paused'), waitMs: span }),
]);

/**
 * Body of the call that spends a waiting ticket for a visit: the code and the call that were under way are of that visit
 * from then on, and of no other. The same attempt of the same kiosk and visit gets the same answer for two minutes.
 */
export const branchTakeTicketBodySchema = z.strictObject({
  attempt: z.uuid(),
  visit: z.uuid(),
  ticket,
  number,
});

/** The code that a ticket brings back: its tries and its expiry are those of before. */
const waitingCodeSchema = z.object({
  attempt: z.uuid(),
  channel: sentChannelSchema,
  /** 0: it is over. */
  codeFor: span,
  triesLeft: z.number().int().min(0),
  /** Wait before another one; null: no more today. */
  resendIn: span.nullable(),
  message: messageStateSchema,
});

export const branchTakeTicketAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('taken'),
    step,
    /** Null: none is under way, or none counts any more. */
    code: waitingCodeSchema.nullable(),
    /** A call for an adviser is under way: the same, asked again for this visit, goes on. */
    isCalling: z.boolean(),
  }),
  /** Wrong, used, expired, of another branch or number: alike. */
  z.object({ result: z.literal('refused'), triesLeft: z.number().int().min(0) }),
  z.object({ result: z.literal('paused'), waitMs: span }),
]);

/** Parts of the morning test, in their own words, so that a newer kiosk may have more: `touch`, `printer`. */
export const branchTestBodySchema = z.strictObject({
  test: z.uuid(),
  /** How long ago it ended. */
  ago: span,
  /** Badge of who made it; null: it made itself. */
  badge: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,32}$/u)
    .nullable(),
  parts: z
    .array(
      z.strictObject({
        part: word,
        result: z.enum(['good', 'bad', 'skipped']),
        /** What was found, in a word: `paper-out`; null: nothing to say. */
        found: word.nullable(),
      }),
    )
    .min(1)
    .max(40),
});

export type MorningTest = z.infer<typeof branchTestBodySchema>;

/** Body of the call for a message of the morning test. It is for nobody. The same attempt sends once, and tells how it stands. */
export const branchCanaryBodySchema = z.strictObject({ attempt: z.uuid(), channel: channelSchema });

export const branchCanaryAnswerSchema = z.object({
  state: z.enum([
    'waiting',
    /** The server or gateway took it; a letter was drawn, and is never printed. */
    'done',
    'refused',
    /** Head office has no test address for this channel. */
    'no-address',
    /** The test address is that of a member or an account: nothing was sent. */
    'of-a-member',
    /** No hub sends on this channel, or the money of the day is spent. */
    'closed',
    /** This kiosk had as many as it may have in a day. */
    'paused',
    /** Letters wait, and no batch has been made for days. */
    'late',
  ]),
});

export type CanaryState = z.infer<typeof branchCanaryAnswerSchema>['state'];
