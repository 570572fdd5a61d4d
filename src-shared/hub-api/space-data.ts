import { LONGEST_REPLY } from '../policy/requests.ts';
import { z } from 'zod';
import { CARE_FIELDS, GUARANTEES } from '../values/member-space/guarantee.ts';
import { centsSchema, currencySchema } from '../values/amount.ts';
import { DELEGATION_SCOPES } from '../values/member-space/delegation.ts';
import { REQUEST_KINDS } from '../member-requests/request-kinds.ts';

/** Milliseconds since 1970 UTC, to be shown. */
const moment = z.number().int().min(0).max(8.64e15);

/** Schema of {@link Reimbursement}. */
export const reimbursementSchema = z.object({
  id: z.string().min(1).max(64),
  /** The care, in the back office's words. */
  act: z.string().min(1).max(120),
  /** ISO date of the care. */
  careOn: z.iso.date(),
  currency: currencySchema,
  /** Amount that the member paid. */
  paid: centsSchema,
  socialSecurity: centsSchema,
  mutual: centsSchema,
  /** Amount that remains to the member. */
  remains: centsSchema,
  status: z.enum(['paid', 'pending', 'refused']),
  /** ISO date on which the mutual paid; null: not yet. */
  paidOn: z.iso.date().nullable(),
});

/** One reimbursement. */
export type Reimbursement = z.infer<typeof reimbursementSchema>;

/** Schema of {@link HeldGuarantee}. */
export const heldGuaranteeSchema = z.object({
  id: z.enum(GUARANTEES),
  /** Whether the member has it today. */
  held: z.boolean(),
  /** ISO date of its first day (past or future); null: not held. */
  since: z.iso.date().nullable(),
  items: z.array(
    z.object({
      field: z.enum(CARE_FIELDS),
      /** What is covered, and how much, in the back office's words. */
      label: z.string().min(1).max(160),
      covers: z.string().min(1).max(160),
    }),
  ),
});

/** One guarantee of the table, with what it covers. */
export type HeldGuarantee = z.infer<typeof heldGuaranteeSchema>;

/**
 * State of a request. `refused`: head office refused it. `rejected`: a rule refused it on arrival; nobody has dealt
 * with it.
 */
export const REQUEST_STATES = [
  'received',
  'in-progress',
  'done',
  'refused',
  'superseded',
  'rejected',
] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** Why a rule rejected a request, as far as the member is told (see `eventReasonSchema`). */
export const REJECTED = ['expired', 'not-allowed', 'unknown-town'] as const;

export type Rejected = (typeof REJECTED)[number];

/** Schema of {@link PastRequest}. */
export const pastRequestSchema = z.object({
  receipt: z.string(),
  kind: z.enum(REQUEST_KINDS),
  /** Which document, change, subject of a question, or channel (`email`, `sms`); for an address: the new town. */
  topic: z.string().max(64),
  madeAt: moment,
  /** Name of the helper who made it; null: the member. */
  madeBy: z.string().nullable(),
  state: z.enum(REQUEST_STATES),
  /** Why it was rejected; null in every other state. */
  rejected: z.enum(REJECTED).nullable(),
  /** Reason of a refusal, or answer to a question, in the back office's words. */
  reply: z.string().max(LONGEST_REPLY).nullable(),
});

/** One request, and its state. */
export type PastRequest = z.infer<typeof pastRequestSchema>;

/** Schema of {@link ConnectedDevice}. */
export const connectedDeviceSchema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(60),
  kind: z.enum(['phone', 'tablet', 'computer']),
  registeredAt: moment,
  lastUsedAt: moment,
  /** Town that the application told last; null: it tells none. */
  place: z.string().max(60).nullable(),
  /** `waiting`: it opens nothing until its owner, who has a new password, confirms it. */
  state: z.enum(['active', 'blocked', 'waiting']),
});

/** A device with the mobile application. */
export type ConnectedDevice = z.infer<typeof connectedDeviceSchema>;

/** Schema of {@link StandingAccess}. */
export const standingAccessSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('device'),
    id: z.uuid(),
    name: z.string().min(1).max(60),
    registeredAt: moment,
    lastUsedAt: moment,
  }),
  z.object({
    kind: z.literal('delegation'),
    id: z.uuid(),
    /** Of the helper. */
    name: z.string(),
    scope: z.enum(DELEGATION_SCOPES),
    /** Last day, ISO date. */
    endsOn: z.iso.date(),
  }),
]);

/** A device or a delegation that waits since its owner has a new password. */
export type StandingAccess = z.infer<typeof standingAccessSchema>;

/** Schema of {@link Delegation}. */
export const delegationSchema = z.object({
  id: z.uuid(),
  /** Name of the other side. */
  name: z.string(),
  /** `mandate`: entered by head office, for a guardian. */
  kind: z.enum(['member', 'mandate']),
  scope: z.enum(DELEGATION_SCOPES),
  state: z.enum(['offered', 'active', 'waiting', 'declined', 'revoked', 'ended']),
  offeredAt: moment,
  /** Last day, ISO date. */
  endsOn: z.iso.date(),
  lastUsedAt: moment.nullable(),
});

/** A delegation, as one side sees it. */
export type Delegation = z.infer<typeof delegationSchema>;

/** What a helper can do, as the journal of a delegation names it. */
export const DELEGATION_ACTS = [
  'opened',
  'saw-reimbursements',
  'saw-guarantees',
  'saw-requests',
  'saw-devices',
  'sent-request',
  'blocked-device',
  'unblocked-device',
] as const;

/** Schema of {@link DelegationAct}. */
export const delegationActSchema = z.object({
  at: moment,
  what: z.enum(DELEGATION_ACTS),
  /** Receipt of a request, or name of a device; null for other acts. */
  detail: z.string().max(64).nullable(),
});

/** One line of a delegation's journal. */
export type DelegationAct = z.infer<typeof delegationActSchema>;
