import { z } from 'zod';
import { pinSchema } from '../../policy/staff/pin-rules.ts';
import { badgeSchema, STAFF_ROLES } from '../../values/staff.ts';

/** Paths of the branch page and of its calls. */
export const BRANCH_PAGE_PATH = '/agence';

/** Header with the token against forged requests, on each call that changes something. */
export const CSRF_HEADER = 'x-borne-page';

const span = z.number().int().min(0);
const moment = z.number().int();
const triesLeft = z.number().int().min(0);
const waitMs = z.number().int().min(1);
const wrong = z.object({ result: z.literal('wrong'), triesLeft });
const locked = z.object({ result: z.literal('locked'), waitMs });

/** Any text that a person may type as a password: judged by the policy, and compared. */
const password = z.string().min(1).max(128);
const sixDigits = z.string().regex(/^[0-9]{6}$/u);
/** Six digits of the authenticator, or a recovery code such as `ACDE-FGHJ`. */
const factor = z.string().regex(/^(?:[0-9]{6}|[A-Z0-9]{4}-[A-Z0-9]{4})$/u);
const slip = z.string().min(4).max(40);

export const pageLoginBodySchema = z.strictObject({ badge: badgeSchema, password, code: factor });

/** Which of the three was wrong is not told. The cookie of the session comes with `in`. */
export const pageLoginAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('in'), csrf: z.string() }),
  wrong,
  locked,
]);

/** First use: badge and the code of the slip. */
export const pageFirstUseBodySchema = z.strictObject({ badge: badgeSchema, slip });

export const pageFirstUseAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('open'),
    /** Secret of the authenticator, for who types it in: base32. */
    secret: z.string(),
    /** The QR code for the authenticator: row by row, `1` for dark. */
    squares: z.array(z.string()),
  }),
  wrong,
  locked,
]);

/** The PIN for kiosks, the password for this page, and a code that shows that the authenticator works. */
export const pageSetUpBodySchema = z.strictObject({
  badge: badgeSchema,
  slip,
  pin: pinSchema,
  password,
  code: sixDigits,
});

export const pageSetUpAnswerSchema = z.discriminatedUnion('result', [
  /** The badge can be used. The recovery codes are shown this once. */
  z.object({ result: z.literal('done'), recovery: z.array(z.string()) }),
  wrong,
  locked,
  z.object({ result: z.literal('simple-pin') }),
  z.object({ result: z.literal('weak-password') }),
  /** The code of the authenticator was not right; nothing was counted against the slip. */
  z.object({ result: z.literal('wrong-code') }),
]);

const stepAndBlock = {
  step: z.string(),
  /** Null: the member can go on. */
  block: z.string().nullable(),
};

/** A kiosk of the branch, as its staff see it. */
export const pageKioskSchema = z.object({
  name: z.string(),
  branch: z.string(),
  state: z.enum(['in-service', 'out-of-service', 'silent', 'suspended', 'not-enrolled']),
  /** Why it is out of service, or what staff should look at; null: nothing. */
  trouble: z.string().nullable(),
  lastSeenAt: moment.nullable(),
  version: z.string().nullable(),
  visit: z
    .object({ ...stepAndBlock, blockUntil: moment.nullable(), stepSince: moment, startedAt: moment })
    .nullable(),
  /** The latest morning test; null: none within 24 hours. */
  test: z
    .object({
      at: moment,
      good: z.number().int().min(0),
      bad: z.array(z.object({ part: z.string(), found: z.string().nullable() })),
    })
    .nullable(),
});

export type PageKiosk = z.infer<typeof pageKioskSchema>;

/** A call of a member that stands. */
export const pageCallSchema = z.object({
  call: z.uuid(),
  kiosk: z.string(),
  branch: z.string(),
  ...stepAndBlock,
  calledAt: moment,
  /** Who comes; null: nobody yet. */
  takenBy: z.string().nullable(),
  /** Who called waits beside the kiosk, with a waiting ticket. */
  isAside: z.boolean(),
  /** Whether the reader took it. */
  isMine: z.boolean(),
  /** Name of the member, for the adviser who took the call alone, while the visit stands and the member is known. */
  person: z.string().nullable(),
});

export type PageCall = z.infer<typeof pageCallSchema>;

/** All that a branch page shows, by the clock of head office. */
export const pageStateSchema = z.object({
  /** The hub's clock when it was made. */
  now: moment,
  me: z.object({
    name: z.string(),
    role: z.enum(STAFF_ROLES),
    /** Null: all branches. */
    branch: z.string().nullable(),
  }),
  csrf: z.string(),
  /** Nobody has touched the page for long: the password opens it again. Calls still ring. */
  isLocked: z.boolean(),
  /** When the session ends in any case. */
  endsAt: moment,
  kiosks: z.array(pageKioskSchema),
  calls: z.array(pageCallSchema),
  today: z.object({
    visits: span,
    done: span,
    givenUp: span,
    calls: span,
    answered: span,
    /** Half of the calls that were answered waited no longer, in milliseconds; null: none was. */
    medianWait: span.nullable(),
  }),
  /** Steps at which people of the branch gave up in the last days, most often first. */
  givingUp: z.array(z.object({ step: z.string(), count: span })),
});

export type PageState = z.infer<typeof pageStateSchema>;

export const pageCallBodySchema = z.strictObject({ call: z.uuid() });

/** `other`: another adviser was first. `closed`: it is over. `not-allowed`: this role takes no calls. */
export const pageTakeAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('taken') }),
  z.object({ result: z.literal('other'), by: z.string() }),
  z.object({ result: z.literal('closed') }),
  z.object({ result: z.literal('not-allowed') }),
  z.object({ result: z.literal('page-locked') }),
]);

export const pageDoneAnswerSchema = z.object({ result: z.enum(['done', 'page-locked']) });

export const pageNothingSchema = z.strictObject({});

export const pageUnlockBodySchema = z.strictObject({ password });

export const pageUnlockAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('done') }),
  wrong,
  locked,
]);
