import { contactChannelSchema, sentChannelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { DELEGATION_SCOPES } from '../values/member-space/delegation.ts';
import { DELEGATION_MONTHS } from '../policy/delegations.ts';
import { DOCUMENTS } from '../values/member-space/document.ts';
import { QUESTION_TOPICS } from '../values/member-space/question.ts';
import { SITUATION_CHANGES, SUPPORTING_DOCUMENTS } from '../values/member-space/situation-change.ts';
import {
  connectedDeviceSchema,
  delegationActSchema,
  delegationSchema,
  heldGuaranteeSchema,
  pastRequestSchema,
  reimbursementSchema,
  standingAccessSchema,
} from '../hub-api/space-data.ts';
import { REQUEST_KINDS } from '../member-requests/request-kinds.ts';
import { fieldProblem, headOfficeSchema, printStateSchema } from './screen-parts.ts';
import { spaceScreenIdSchema, type SpaceScreenId } from './space-screen-ids.ts';

/** Milliseconds since 1970 UTC on the wall clock: to be shown, never to compute with. */
const moment = z.number().int();
const span = z.number().int().min(0);
const count = z.number().int().min(0);
const paged = { total: count, page: count, pages: z.number().int().min(1) };

/** Schema of {@link SpaceBar}: the bar above every screen of the member space. */
export const spaceBarSchema = z.strictObject({
  /** Name of the person whose space it is. */
  name: z.string(),
  /** The helper who acts for that person; null: the person acts. */
  acting: z
    .strictObject({ helper: z.string(), scope: z.enum(DELEGATION_SCOPES), endsOn: z.iso.date() })
    .nullable(),
  /** Another kiosk where the same person is logged in now; null: none. */
  elsewhere: z.strictObject({ place: z.string(), since: moment }).nullable(),
  /** Whether amounts are blurred. */
  amountsHidden: z.boolean(),
  /** How many rows of the screen only a newer head office knows, so that they are not shown; absent: none. */
  unread: count.min(1).optional(),
});

/** The bar above every screen of the member space. */
export type SpaceBar = z.infer<typeof spaceBarSchema>;

/**
 * Whether data of a screen are there. `loading`: asked for. `offline`: head office did not answer; `retry` asks again.
 * `closed`: this login cannot see the data (the kiosk checked the password without head office, or the session has
 * ended). Logging in again may help.
 */
export type LoadState = 'loading' | 'offline' | 'closed' | 'ready';

/** Data of a screen from head office, by their {@link LoadState}. */
const loaded = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('loading') }),
    z.strictObject({ state: z.literal('offline') }),
    z.strictObject({ state: z.literal('closed') }),
    z.strictObject({ state: z.literal('ready'), ...shape }),
  ]);

/** Schema of {@link SentRequest}. */
export const sentRequestSchema = z.strictObject({
  receipt: z.string(),
  headOffice: headOfficeSchema,
  print: printStateSchema,
});

/** A request that was just made. */
export type SentRequest = z.infer<typeof sentRequestSchema>;

/** The delegation does not allow it; nothing was sent. */
const notAllowed = z.strictObject({ kind: z.literal('not-allowed') });
const offline = z.strictObject({ kind: z.literal('offline') });
/** Too many requests were made at this kiosk. */
const paused = z.strictObject({ kind: z.literal('kiosk-paused'), until: moment });

/** Schema of {@link FreshCode}. */
export const freshCodeSchema = z.strictObject({
  /** Channels for the code, masked. Empty: no channel is on file; only an adviser can help. */
  offers: z.array(z.strictObject({ channel: sentChannelSchema, masked: z.string() })),
  /** Null until a channel is chosen. */
  sent: z
    .strictObject({
      channel: sentChannelSchema,
      /** Masked; not masked when the code proves the new address or number. */
      to: z.string(),
      /** `unknown`: head office cannot be reached. */
      delivery: z.enum(['waiting', 'sent', 'refused', 'unknown']),
      expiresIn: span,
      triesLeft: count,
      resendIn: span.nullable(),
    })
    .nullable(),
  problem: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('malformed') }),
      z.strictObject({ kind: z.literal('wrong') }),
      z.strictObject({ kind: z.literal('expired') }),
      z.strictObject({ kind: z.literal('resend-too-early') }),
      /** The next code is possible at `until`. */
      z.strictObject({ kind: z.literal('paused'), until: moment }),
      /** The password was set without head office: it opens no such step before `until`. */
      z.strictObject({ kind: z.literal('held'), until: moment }),
      offline,
    ])
    .nullable(),
});

/** A fresh code, asked for before an act that matters. */
export type FreshCode = z.infer<typeof freshCodeSchema>;

const spaceHome = z.strictObject({
  id: z.literal('space-home'),
  bar: spaceBarSchema,
  givenName: z.string(),
  familyName: z.string(),
  /** Screens that this person may open. */
  tiles: z.array(spaceScreenIdSchema),
  /** False: this kiosk has no head office, and the screen shows only the greeting. */
  hasData: z.boolean(),
  waiting: loaded({
    latest: reimbursementSchema.nullable(),
    open: count,
    answered: count,
    blockedDevices: count,
    offers: count,
    helped: count,
    /** What waits since a new password; each is asked about by itself. */
    toConfirm: z.array(standingAccessSchema),
  }),
  /** Shown once: the delegation under which the person acted has ended. */
  notice: z.enum(['mandate-ended']).nullable(),
});

const spaceReimbursements = z.strictObject({
  id: z.literal('space-reimbursements'),
  bar: spaceBarSchema,
  /** The chosen year; null: all. */
  year: z.number().int().nullable(),
  content: loaded({
    ...paged,
    rows: z.array(reimbursementSchema),
    years: z.array(z.number().int()),
    chart: z.strictObject({ year: z.number().int(), months: z.array(z.number().int()) }).nullable(),
  }),
});

const spaceGuarantees = z.strictObject({
  id: z.literal('space-guarantees'),
  bar: spaceBarSchema,
  content: loaded({ guarantees: z.array(heldGuaranteeSchema) }),
});

const spaceDocuments = z.strictObject({
  id: z.literal('space-documents'),
  bar: spaceBarSchema,
  documents: z.array(z.enum(DOCUMENTS)),
  sent: sentRequestSchema.nullable(),
  problem: z.discriminatedUnion('kind', [notAllowed, paused]).nullable(),
});

const spaceAddress = z.strictObject({
  id: z.literal('space-address'),
  bar: spaceBarSchema,
  /** Today's ISO date in the kiosk's zone. */
  today: z.iso.date(),
  /** Latest possible first day of an address. */
  latest: z.iso.date(),
  /** Towns of the postal code that was typed last; null: none was typed. Empty list: no town has it. */
  towns: z.strictObject({ postalCode: z.string(), towns: z.array(z.string()) }).nullable(),
  /** The person's addresses, masked. Loaded when `contact` is opened; null before. */
  contact: loaded({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    isMember: z.boolean(),
  }).nullable(),
  /**
   * While the person changes an e-mail address or phone number: first a code on a former channel, then on the new
   * one. `address`: while a new postal address waits for its code.
   */
  code: z.strictObject({ of: z.enum(['former', 'new', 'address']), ask: freshCodeSchema }).nullable(),
  /** First day on which a letter with a code goes to an address that is reported now, as ISO date. */
  lettersFrom: z.iso.date(),
  sent: sentRequestSchema.nullable(),
  /** The channel that was just changed; its receipt. */
  changed: z.strictObject({ channel: contactChannelSchema, receipt: z.string() }).nullable(),
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem([
        ...(['line', 'postal-code', 'town', 'country', 'from'] as const),
        ...(['email', 'email-again', 'phone', 'phone-again'] as const),
      ]),
      notAllowed,
      paused,
      offline,
    ])
    .nullable(),
});

const spaceSituation = z.strictObject({
  id: z.literal('space-situation'),
  bar: spaceBarSchema,
  today: z.iso.date(),
  changes: z.array(
    z.strictObject({
      change: z.enum(SITUATION_CHANGES),
      until: z.enum(['required', 'optional', 'none']),
      /** ISO dates: first and last possible day of its beginning. */
      earliest: z.iso.date(),
      latest: z.iso.date(),
      documents: z.array(z.enum(SUPPORTING_DOCUMENTS)),
    }),
  ),
  sent: sentRequestSchema.nullable(),
  problem: z
    .discriminatedUnion('kind', [fieldProblem(['change', 'from', 'until', 'note']), notAllowed, paused])
    .nullable(),
});

const spaceQuestion = z.strictObject({
  id: z.literal('space-question'),
  bar: spaceBarSchema,
  topics: z.array(z.enum(QUESTION_TOPICS)),
  maxLength: z.number().int().min(1),
  sent: sentRequestSchema.nullable(),
  problem: z.discriminatedUnion('kind', [fieldProblem(['topic', 'text']), notAllowed, paused]).nullable(),
});

/** All requests of the person, of every kind. */
const spaceRequests = z.strictObject({
  id: z.literal('space-requests'),
  bar: spaceBarSchema,
  history: loaded({ ...paged, rows: z.array(pastRequestSchema) }),
  /** Made at this kiosk and not yet taken by head office, newest first. */
  kept: z.array(
    z.strictObject({ receipt: z.string(), kind: z.enum(REQUEST_KINDS), topic: z.string(), madeAt: moment }),
  ),
});

const spaceDevices = z.strictObject({
  id: z.literal('space-devices'),
  bar: spaceBarSchema,
  content: loaded({
    devices: z.array(connectedDeviceSchema),
    visits: z.array(z.strictObject({ place: z.string(), at: moment })),
  }),
  /** The device to delete, while its fresh code is asked for. */
  code: z.strictObject({ device: z.uuid(), ask: freshCodeSchema }).nullable(),
  /** What the person just did. */
  done: z.strictObject({ did: z.enum(['block', 'unblock', 'delete']), name: z.string() }).nullable(),
  problem: z
    .discriminatedUnion('kind', [notAllowed, offline, z.strictObject({ kind: z.literal('gone') })])
    .nullable(),
});

const spaceDelegation = z.strictObject({
  id: z.literal('space-delegation'),
  bar: spaceBarSchema,
  content: loaded({ given: z.array(delegationSchema), received: z.array(delegationSchema) }),
  months: z.array(z.union(DELEGATION_MONTHS.map((months) => z.literal(months)))),
  /** The person found by number and name, who may become the helper. */
  helper: z.strictObject({ number: z.string(), familyName: z.string(), name: z.string() }).nullable(),
  /** While a fresh code is asked for: to offer a delegation, or to accept one. */
  code: z.strictObject({ to: z.enum(['offer', 'accept']), ask: freshCodeSchema }).nullable(),
  /** What the helper did; null until opened. */
  journal: z
    .strictObject({ delegation: z.uuid(), content: loaded({ ...paged, rows: z.array(delegationActSchema) }) })
    .nullable(),
  done: z.enum(['offered', 'accepted', 'declined', 'revoked']).nullable(),
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem(['number', 'family-name', 'months', 'scope']),
      z.strictObject({ kind: z.literal('nobody'), triesLeft: count }),
      z.strictObject({ kind: z.literal('yourself') }),
      z.strictObject({ kind: z.literal('already') }),
      z.strictObject({ kind: z.literal('locked'), until: moment }),
      z.strictObject({ kind: z.literal('gone') }),
      notAllowed,
      offline,
    ])
    .nullable(),
});

const spaceApp = z.strictObject({
  id: z.literal('space-app'),
  bar: spaceBarSchema,
  /** Links for the installation. `squares`: the QR code, one text for each row, `1` for dark. */
  links: z.array(
    z.strictObject({
      store: z.enum(['android', 'ios']),
      address: z.string(),
      squares: z.array(z.string().regex(/^[01]+$/u)),
    }),
  ),
});

const SCREENS = {
  'space-home': spaceHome,
  'space-reimbursements': spaceReimbursements,
  'space-guarantees': spaceGuarantees,
  'space-documents': spaceDocuments,
  'space-address': spaceAddress,
  'space-situation': spaceSituation,
  'space-question': spaceQuestion,
  'space-requests': spaceRequests,
  'space-devices': spaceDevices,
  'space-delegation': spaceDelegation,
  'space-app': spaceApp,
} satisfies Record<SpaceScreenId | 'space-home', unknown>;

/** The screens of the member space. */
export const SPACE_SCREENS = Object.values(SCREENS);

/** What a screen of the member space shows. */
export type SpaceScreen = z.infer<(typeof SPACE_SCREENS)[number]>;
