import { contactChannelSchema } from '../../../src-shared/values/contact/channel.ts';
import { z } from 'zod';
import { languageSchema } from '../../../src-shared/messages/languages.ts';
import { DELEGATION_SCOPES } from '../../../src-shared/values/member-space/delegation.ts';
import { emailSchema } from '../../../src-shared/values/contact/email.ts';
import { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import { connectedDeviceSchema } from '../../../src-shared/hub-api/space-data.ts';
import { REQUEST_KINDS } from '../../../src-shared/member-requests/request-kinds.ts';

const moment = z.number().int();
/** Kind and receipt of a request of the member space. Mails never contain what it says. */
const request = { what: z.enum(REQUEST_KINDS), receipt: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/u) };

/** Kinds of mails about delegations. `granted`: head office entered a mandate; `ending`: the last day comes soon. */
export const DELEGATION_MAILS = [
  'delegation-offered',
  'delegation-accepted',
  'delegation-declined',
  'delegation-revoked',
  'delegation-granted',
  'delegation-ending',
] as const;

/** Limits of which staff is told by mail. */
export const STAFF_LIMITS = [
  'sms-ceiling',
  'sms-share',
  'codes-email',
  'codes-sms',
  'codes-day',
  'codes-network',
  'attested-passwords',
  'request-mails',
  'staff-guessing',
  'staff-hours',
  'staff-corrections',
  'staff-two-branches',
  'staff-day',
] as const;

/** A limit of {@link STAFF_LIMITS}. */
export type StaffLimit = (typeof STAFF_LIMITS)[number];

/** Kinds of mails about devices with the mobile application. */
export const DEVICE_MAILS = ['device-added', 'device-blocked', 'device-unblocked', 'device-deleted'] as const;

const addressed = z.strictObject({ to: emailSchema, language: languageSchema });

/** Schema of {@link HubMail}. Mails are read back from the database, where an older version may have written them. */
export const hubMailSchema = z.discriminatedUnion('kind', [
  /** The letter with the provisional password was posted. `lastDay`: of the provisional password. */
  addressed.extend({ kind: z.literal('letter-posted'), lastDay: moment }),
  /** The provisional password expires soon and is unused. */
  addressed.extend({ kind: z.literal('letter-reminder'), lastDay: moment }),
  /** Link and code that confirm an account. `until`: expiry of the link; `codeMinutes`: life of the code. */
  addressed.extend({
    kind: z.literal('confirm-account'),
    url: z.url(),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
    until: moment,
  }),
  /** An account was confirmed. */
  addressed.extend({ kind: z.literal('account-confirmed'), at: moment }),
  /** To the former address: another account has replaced this one. */
  addressed.extend({ kind: z.literal('account-replaced'), at: moment }),
  /** To a confirmed account: somebody asked for another provisional password. */
  addressed.extend({ kind: z.literal('account-asked-again'), at: moment }),
  /** To an address that was typed with a request for an account, whether the request fits somebody or not. */
  addressed.extend({ kind: z.literal('account-asked'), at: moment }),
  /** More changes within a day than are told one by one. */
  addressed.extend({ kind: z.literal('more-changes'), at: moment }),
  /** Somebody forgot with which address they log in: this one. */
  addressed.extend({ kind: z.literal('identifier-reminder') }),
  /** A code to set a new password at the kiosk. */
  addressed.extend({
    kind: z.literal('recovery-code'),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /** A code by which a member sets a password at the kiosk. */
  addressed.extend({
    kind: z.literal('activation-code'),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /**
   * A kiosk without a line, or a website, let somebody set a password without a code of head office. `place`: the kiosk;
   * null: a website. `url`: the page that ends it.
   */
  addressed.extend({
    kind: z.literal('password-attested'),
    at: moment,
    place: z.string().min(1).nullable(),
    url: z.url(),
  }),
  /** To staff: a limit was met. `place`: the kiosk; null: it concerns all. */
  addressed.extend({
    kind: z.literal('limit-met'),
    limit: z.enum(STAFF_LIMITS),
    place: z.string().nullable(),
    at: moment,
  }),
  /** Of the morning test, to the test address of head office: for nobody. `place`: the kiosk. */
  addressed.extend({ kind: z.literal('canary'), place: z.string().min(1), at: moment }),
  /** A password was set. */
  addressed.extend({ kind: z.literal('password-set'), at: moment }),
  /** Head office has ended what a kiosk had told: a password, or only requests. */
  addressed.extend({ kind: z.literal('kiosk-voided'), what: z.enum(['password', 'request']), at: moment }),
  /** A request of the member space has arrived. `byHelper`: a helper sent it. */
  addressed.extend({
    kind: z.literal('request-received'),
    ...request,
    at: moment,
    byHelper: z.boolean(),
  }),
  /** Staff answered a request of the member space. The mail has only its state; the reply is in the member space. */
  addressed.extend({
    kind: z.literal('request-answered'),
    ...request,
    state: z.enum(['in-progress', 'done', 'refused']),
  }),
  /** To one side of a delegation. */
  addressed.extend({
    kind: z.enum(DELEGATION_MAILS),
    /** Role of the reader. */
    side: z.enum(['giver', 'helper']),
    /** Name of the other side. */
    other: z.string().min(1).max(201),
    scope: z.enum(DELEGATION_SCOPES),
    /** Last day, as ISO date. */
    endsOn: z.iso.date(),
    at: moment,
  }),
  /** A new postal address was reported. `lettersFrom`: until then letters go to the former one; null: it is no other place. */
  addressed.extend({
    kind: z.literal('address-reported'),
    receipt: request.receipt,
    at: moment,
    lettersFrom: moment.nullable(),
    byAdviser: z.literal(true).optional(),
  }),
  /** A fresh code for a step in the member space. */
  addressed.extend({
    kind: z.literal('space-code'),
    purpose: z.enum(CODE_PURPOSES),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /** To the former e-mail address. `masked`: the new address or number in masked form. */
  addressed.extend({
    kind: z.literal('contact-changed'),
    channel: contactChannelSchema,
    masked: z.string().min(1).max(300),
    at: moment,
    /** An adviser did it, at a branch, with an identity document. */
    byAdviser: z.literal(true).optional(),
  }),
  /** `byHelper`: a helper did it. */
  addressed.extend({
    kind: z.enum(DEVICE_MAILS),
    device: connectedDeviceSchema.shape.name,
    type: connectedDeviceSchema.shape.kind,
    byHelper: z.boolean(),
    at: moment,
  }),
]);

/** A mail of the hub with its recipient. Moments are milliseconds since 1970 UTC. */
export type HubMail = z.infer<typeof hubMailSchema>;

export type MailOf<Kind extends HubMail['kind']> = Extract<HubMail, { kind: Kind }>;
