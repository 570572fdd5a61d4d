import { contactChannelSchema, sentChannelSchema } from '../values/channel.ts';
import { z } from 'zod';
import { DELEGATION_SCOPES } from '../values/delegation.ts';
import { DELEGATION_MONTHS } from '../policy/delegations.ts';
import { DOCUMENTS } from '../values/document.ts';
import { QUESTION_TOPICS } from '../values/question.ts';
import { SITUATION_CHANGES, SUPPORTING_DOCUMENTS } from '../values/situation-change.ts';
import {
  connectedDeviceSchema,
  delegationActSchema,
  delegationSchema,
  heldGuaranteeSchema,
  pastRequestSchema,
  reimbursementSchema,
} from '../hub-api/space-data.ts';
import { fieldProblem, headOfficeSchema } from './screen-parts.ts';
import { spaceScreenIdSchema } from './space-screen-ids.ts';

/** A moment, as milliseconds since 1970 UTC on the wall clock: for showing, never for reckoning. */
const moment = z.number().int();
const span = z.number().int().min(0);
const count = z.number().int().min(0);
const paged = { total: count, page: count, pages: z.number().int().min(1) };

/** Schema of {@link SpaceBar}: what stands above every screen of the member space. */
export const spaceBarSchema = z.strictObject({
  /** Whose space it is. */
  name: z.string(),
  /** Set while somebody acts for that person. */
  acting: z
    .strictObject({ helper: z.string(), scope: z.enum(DELEGATION_SCOPES), endsOn: z.iso.date() })
    .nullable(),
  /** Another kiosk where the same person is logged in now. */
  elsewhere: z.strictObject({ place: z.string(), since: moment }).nullable(),
  /** Whether amounts are blurred. */
  amountsHidden: z.boolean(),
});

/** What stands above every screen of the member space. */
export type SpaceBar = z.infer<typeof spaceBarSchema>;

/**
 * What head office told for a screen. `loading`: it is being asked. `offline`: it did not answer; `retry` asks again.
 * `closed`: this login cannot see it (the password was checked here without head office, or the session is over); logging
 * in again may.
 */
const loaded = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('loading') }),
    z.strictObject({ state: z.literal('offline') }),
    z.strictObject({ state: z.literal('closed') }),
    z.strictObject({ state: z.literal('ready'), ...shape }),
  ]);

/** Whether a paper can be had of what is shown. `done`: only once the printing system has said so. */
export const printStateSchema = z.enum(['none', 'possible', 'printing', 'done', 'failed']);

/** Schema of {@link SentRequest}. */
export const sentRequestSchema = z.strictObject({
  receipt: z.string(),
  headOffice: headOfficeSchema,
  print: printStateSchema,
});

/** A request that was just made. */
export type SentRequest = z.infer<typeof sentRequestSchema>;

/** Former requests of the kinds of a screen: those of head office, and those that wait here. */
const history = {
  history: loaded({ ...paged, rows: z.array(pastRequestSchema) }),
  /** Made at this kiosk and not yet told to head office, newest first. */
  kept: z.array(z.strictObject({ receipt: z.string(), topic: z.string(), madeAt: moment })),
};

/** Nothing of it was sent. */
const notAllowed = z.strictObject({ kind: z.literal('not-allowed') });
const offline = z.strictObject({ kind: z.literal('offline') });
/** Many requests were made at this kiosk. */
const paused = z.strictObject({ kind: z.literal('kiosk-paused'), until: moment });

/** Schema of {@link FreshCode}: a code that is asked for before a step that matters. */
export const freshCodeSchema = z.strictObject({
  /** Channels that it can be sent by, masked. Empty: none is on file, and only an adviser can help. */
  offers: z.array(z.strictObject({ channel: sentChannelSchema, masked: z.string() })),
  /** Null until a channel was chosen. */
  sent: z
    .strictObject({
      channel: sentChannelSchema,
      /** Masked; the new address or number itself when it is that which is proven. */
      to: z.string(),
      /** `unknown`: head office cannot be asked. */
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
      /** No code before `until`. */
      z.strictObject({ kind: z.literal('paused'), until: moment }),
      offline,
    ])
    .nullable(),
});

/** A code that is asked for before a step that matters. */
export type FreshCode = z.infer<typeof freshCodeSchema>;

const spaceHome = z.strictObject({
  id: z.literal('space-home'),
  bar: spaceBarSchema,
  givenName: z.string(),
  familyName: z.string(),
  /** Screens that whoever is here may open. */
  tiles: z.array(spaceScreenIdSchema),
  /** False: this kiosk has no head office, and nothing but the greeting. */
  hasData: z.boolean(),
  waiting: loaded({
    latest: reimbursementSchema.nullable(),
    open: count,
    answered: count,
    blockedDevices: count,
    offers: count,
    helped: count,
  }),
  /** Said once: the delegation under which one acted has ended. */
  notice: z.enum(['mandate-ended']).nullable(),
});

const spaceReimbursements = z.strictObject({
  id: z.literal('space-reimbursements'),
  bar: spaceBarSchema,
  /** The year chosen; null: all. */
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
  ...history,
  sent: sentRequestSchema.nullable(),
  problem: z.discriminatedUnion('kind', [notAllowed, paused]).nullable(),
});

const spaceAddress = z.strictObject({
  id: z.literal('space-address'),
  bar: spaceBarSchema,
  /** ISO date of today, where the kiosk stands. */
  today: z.iso.date(),
  /** Latest day from which an address may hold. */
  latest: z.iso.date(),
  /** Towns of the postal code that was typed last; null: none was. Empty: no town has it. */
  towns: z.strictObject({ postalCode: z.string(), towns: z.array(z.string()) }).nullable(),
  ...history,
  /** How one is reached, masked; loaded when `contact` is opened. */
  contact: loaded({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    isMember: z.boolean(),
  }).nullable(),
  /** While an e-mail address or a phone number is being changed: first a code on a channel of before, then on the new one. */
  code: z.strictObject({ of: z.enum(['former', 'new']), ask: freshCodeSchema }).nullable(),
  sent: sentRequestSchema.nullable(),
  /** A channel that was just changed: where its notice goes was told. */
  changed: z.strictObject({ channel: contactChannelSchema, receipt: z.string() }).nullable(),
  problem: z
    .discriminatedUnion('kind', [
      fieldProblem(['line', 'postal-code', 'town', 'from', 'email', 'email-again', 'phone', 'phone-again']),
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
      /** ISO dates between which it may begin. */
      earliest: z.iso.date(),
      latest: z.iso.date(),
      documents: z.array(z.enum(SUPPORTING_DOCUMENTS)),
    }),
  ),
  ...history,
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
  ...history,
  sent: sentRequestSchema.nullable(),
  problem: z.discriminatedUnion('kind', [fieldProblem(['topic', 'text']), notAllowed, paused]).nullable(),
});

const spaceDevices = z.strictObject({
  id: z.literal('space-devices'),
  bar: spaceBarSchema,
  content: loaded({
    devices: z.array(connectedDeviceSchema),
    visits: z.array(z.strictObject({ place: z.string(), at: moment })),
  }),
  /** The device that is to be deleted, while its fresh code is asked for. */
  code: z.strictObject({ device: z.uuid(), ask: freshCodeSchema }).nullable(),
  /** What was just done. */
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
  /** The person found by number and name, who may be named helper. */
  helper: z.strictObject({ number: z.string(), familyName: z.string(), name: z.string() }).nullable(),
  /** While a fresh code is asked for: to offer, or to accept. */
  code: z.strictObject({ to: z.enum(['offer', 'accept']), ask: freshCodeSchema }).nullable(),
  /** What the helper did; null until it is opened. */
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
  /** Where the application is installed from: squares of a QR code, row by row, `1` for dark. */
  links: z.array(
    z.strictObject({
      store: z.enum(['android', 'ios']),
      address: z.string(),
      squares: z.array(z.string().regex(/^[01]+$/u)),
    }),
  ),
});

/** The screens of the member space. */
export const SPACE_SCREENS = [
  spaceHome,
  spaceReimbursements,
  spaceGuarantees,
  spaceDocuments,
  spaceAddress,
  spaceSituation,
  spaceQuestion,
  spaceDevices,
  spaceDelegation,
  spaceApp,
] as const;

/** What one of these screens shows. */
export type SpaceScreen = z.infer<(typeof SPACE_SCREENS)[number]>;
