import { z } from 'zod';
import { STAFF_REASONS } from '../hub-api/staff/kiosk-adviser.ts';
import { STAFF_ACT_NAMES } from '../policy/staff/staff-acts.ts';
import { TEST_PARTS } from '../policy/staff/morning-test.ts';
import { BLOCKS } from '../values/blocks.ts';
import { sentChannelSchema } from '../values/contact/channel.ts';
import { shownDocumentSchema, STAFF_ROLES } from '../values/staff.ts';

/** Milliseconds since 1970 UTC on the wall clock: to be shown, never to compute with. */
const moment = z.number().int();

/** Milliseconds left when the view was made. */
const span = z.number().int().min(0);

const count = z.number().int().min(0);

/** A short word: no number, name or address fits in. */
const word = z.string().regex(/^[a-z][a-z-]{0,39}$/u);

/** The person of staff at the kiosk, as members may see it: first name and initial. */
const adviser = z.strictObject({
  name: z.string().max(80),
  role: z.enum(STAFF_ROLES),
  /** Logged in without the line to head office: acts of head office are not offered. */
  isOffline: z.boolean(),
});

/** Schema of {@link AssistedVisit}. */
const assistedVisit = z.strictObject({
  /** Id of the screen that the member has. */
  step: word,
  block: z
    .strictObject({
      kind: z.enum(BLOCKS),
      /** When it opens; null: it does not depend on time, or that is not known. */
      until: moment.nullable(),
    })
    .nullable(),
  /** What kept the member from going on before, oldest first. */
  tried: z.array(z.strictObject({ step: word, block: z.enum(BLOCKS), times: count })).max(8),
  begunAt: moment,
  /** When the visit ends by itself at the latest. */
  endsAt: moment,
});

/** All that an adviser sees of a member's visit. */
export type AssistedVisit = z.infer<typeof assistedVisit>;

const staffLogin = z.strictObject({
  id: z.literal('staff-login'),
  problem: z
    .discriminatedUnion('kind', [
      /** Unknown badge, ended badge and wrong PIN alike. */
      z.strictObject({ kind: z.literal('wrong'), triesLeft: count }),
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      /** No PIN yet: the first use is at the branch page. */
      z.strictObject({ kind: z.literal('not-ready') }),
      z.strictObject({ kind: z.literal('other-branch') }),
      /** No line, and the list of this branch's staff is missing or too old. */
      z.strictObject({ kind: z.literal('offline') }),
    ])
    .nullable(),
});

const staffHome = z.strictObject({
  id: z.literal('staff-home'),
  adviser,
  /** The visit that is parked; null: none, or it has ended. */
  visit: assistedVisit.nullable(),
  /** What this kiosk needs. */
  needs: z.strictObject({
    notice: word.nullable(),
    /** Decisions and messages that wait to be sent. */
    waiting: count,
    /** The morning test has not been made today. */
    test: z.boolean(),
  }),
});

/** Schema of what became of an act. */
const actOutcome = z.strictObject({
  act: z.enum(STAFF_ACT_NAMES),
  result: z.enum([
    'done',
    /** Head office does not allow it now: `until` says when, where that is known. */
    'refused',
    /** As often as the rules allow. */
    'limit',
    /** There is nothing for it at the present step. */
    'not-here',
    /** No line to head office: nothing was done. */
    'offline',
    /** Something that the act needs is missing, wrong, or what is on file already. */
    'malformed',
    'second-wrong',
    'second-locked',
    /** A second adviser has to agree. */
    'second-adviser',
    /** The adviser's session has ended. */
    'ended',
  ]),
  until: moment.nullable(),
});

/** What became of an act. */
export type ActOutcome = z.infer<typeof actOutcome>;

const staffAssist = z.strictObject({
  id: z.literal('staff-assist'),
  adviser,
  visit: assistedVisit.nullable(),
  acts: z.array(
    z.strictObject({
      act: z.enum(STAFF_ACT_NAMES),
      /** Why it cannot be done now; null: it can. */
      hindrance: z.enum(['offline', 'role', 'not-here', 'limit']).nullable(),
      /** The code of the adviser's application is asked for. */
      needsCode: z.boolean(),
    }),
  ),
  outcome: actOutcome.nullable(),
});

const staffSync = z.strictObject({
  id: z.literal('staff-sync'),
  adviser,
  /** Null: there was none since the start. */
  lastContact: moment.nullable(),
  lastFault: word.nullable(),
  /** Decisions that wait, by kind, and the age of the oldest in milliseconds. */
  waiting: z.array(z.strictObject({ kind: word, count })).max(40),
  oldest: span.nullable(),
  /** Mails and text messages of this kiosk that wait. */
  messages: count,
  members: z.enum(['ready', 'loading']),
  /** Changes of members that are still to come; null: not known. */
  rowsBehind: count.nullable(),
  /** Milliseconds that this machine's clock is ahead of head office's; null: not known. */
  clockAhead: z.number().int().nullable(),
  now: moment,
  version: z.string().max(40),
});

const staffTest = z.strictObject({
  id: z.literal('staff-test'),
  adviser,
  parts: z.array(
    z.strictObject({
      part: z.enum(TEST_PARTS),
      /** Null: not tried yet. */
      result: z.enum(['good', 'bad', 'skipped']).nullable(),
      found: word.nullable(),
      /** What was measured, such as days of a certificate; null: nothing. */
      value: z.number().int().nullable(),
    }),
  ),
  /** `kept`: ended, not yet at head office. Null: not ended. */
  result: z.enum(['kept', 'sent']).nullable(),
  canRestart: z.boolean(),
});

/** Screens of staff mode. */
export const STAFF_SCREENS = [staffLogin, staffHome, staffAssist, staffSync, staffTest] as const;

/** Longest typed text of an action. */
const text = z.string().max(256);

/** What an adviser types for an act. */
const actDetails = z.strictObject({
  /** The identity document that the adviser has looked at: never a copy, never its whole number. */
  document: shownDocumentSchema.nullable(),
  /** `resend-code`: on which channel. */
  channel: sentChannelSchema.nullable(),
  /** `correct-contact`: what is corrected, and the new value. */
  contact: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('email'), value: text }),
      z.strictObject({ kind: z.literal('sms'), value: text }),
      z.strictObject({
        kind: z.literal('letter'),
        lines: z.array(text).min(1).max(3),
        postalCode: text,
        town: text,
      }),
    ])
    .nullable(),
  /** A second adviser, where head office asks for one. */
  second: z
    .strictObject({
      badge: z.string().max(32),
      pin: z.string().max(16),
      code: z.string().max(16),
    })
    .nullable(),
});

/** What an adviser types for an act, beside its reason. */
export type ActDetails = z.infer<typeof actDetails>;

/** Actions of staff mode. */
export const STAFF_ACTIONS = [
  /** The gesture of staff was made. */
  z.strictObject({ type: z.literal('open-staff') }),
  z.strictObject({
    type: z.literal('staff-login'),
    badge: z.string().max(32),
    pin: z.string().max(16),
  }),
  z.strictObject({ type: z.literal('staff-open'), page: z.enum(['assist', 'sync', 'test']) }),
  z.strictObject({
    type: z.literal('staff-act'),
    act: z.enum(STAFF_ACT_NAMES),
    reason: z.enum(STAFF_REASONS),
    /** Code of the adviser's application, or a recovery code; null: not needed. */
    code: z.string().max(16).nullable(),
    details: actDetails.nullable(),
  }),
  /** `staff-test`: what the adviser has seen of a part. */
  z.strictObject({
    type: z.literal('staff-test'),
    part: z.enum(TEST_PARTS),
    result: z.enum(['good', 'bad', 'skipped']),
    found: word.nullable(),
  }),
  /** `staff-test`: tries a part that the machine tries by itself. */
  z.strictObject({ type: z.literal('staff-try'), part: z.enum(TEST_PARTS) }),
  z.strictObject({ type: z.literal('staff-machine'), to: z.enum(['restart', 'exit']) }),
] as const;
