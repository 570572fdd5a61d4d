import { contactChannelSchema } from '../../../src-shared/values/channel.ts';
import { z } from 'zod';
import { languageSchema } from '../../../src-shared/language.ts';
import { DELEGATION_SCOPES } from '../../../src-shared/values/delegation.ts';
import { emailSchema } from '../../../src-shared/values/email.ts';
import { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import { connectedDeviceSchema } from '../../../src-shared/hub-api/space-data.ts';
import { REQUEST_KINDS } from '../../../src-shared/member-requests/request-kinds.ts';

const moment = z.number().int();
/** Which request of the member space a mail is about: never what it says. */
const request = { what: z.enum(REQUEST_KINDS), receipt: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/u) };

/** What became of a delegation; `granted`: head office entered it; `ending`: its last day comes soon. */
export const DELEGATION_MAILS = [
  'delegation-offered',
  'delegation-accepted',
  'delegation-declined',
  'delegation-revoked',
  'delegation-granted',
  'delegation-ending',
] as const;

/** What became of a device with the mobile application. */
export const DEVICE_MAILS = ['device-added', 'device-blocked', 'device-deleted'] as const;

/** Fields of every mail. */
const addressed = z.strictObject({ to: emailSchema, language: languageSchema });

/** Schema of {@link HubMail}: it is read back from the database, where an older version may have written it. */
export const hubMailSchema = z.discriminatedUnion('kind', [
  /** The letter with the provisional password has been handed to the post. `lastDay`: of the provisional password. */
  addressed.extend({ kind: z.literal('letter-posted'), lastDay: moment }),
  /** The provisional password ends soon and was not used. */
  addressed.extend({ kind: z.literal('letter-reminder'), lastDay: moment }),
  /** Link and code that confirm an account. `until`: of the link; `codeMinutes`: life of the code when it was made. */
  addressed.extend({
    kind: z.literal('confirm-account'),
    url: z.url(),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
    until: moment,
  }),
  /** An account is confirmed: a notice to its address. */
  addressed.extend({ kind: z.literal('account-confirmed'), at: moment }),
  /** To the former address: the account has another one from now on. */
  addressed.extend({ kind: z.literal('account-replaced'), at: moment }),
  /** To the address of an account for which somebody asked a new provisional password. */
  addressed.extend({ kind: z.literal('account-asked-again'), at: moment }),
  /** Somebody asked which address they log in with: this one. */
  addressed.extend({ kind: z.literal('identifier-reminder') }),
  /** A code to set a new password at the kiosk. */
  addressed.extend({
    kind: z.literal('recovery-code'),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /** A password was set for the account. */
  addressed.extend({ kind: z.literal('password-set'), at: moment }),
  /** A request of the member space has arrived. `byHelper`: somebody whom the member has let reach the account sent it. */
  addressed.extend({
    kind: z.literal('request-received'),
    ...request,
    at: moment,
    byHelper: z.boolean(),
  }),
  /** Staff answered a request of the member space: only its state, the words stand in the space. */
  addressed.extend({
    kind: z.literal('request-answered'),
    ...request,
    state: z.enum(['in-progress', 'done', 'refused']),
  }),
  /** To one side of a delegation. */
  addressed.extend({
    kind: z.enum(DELEGATION_MAILS),
    /** Which side its reader is: whose account it is, or who may reach it. */
    side: z.enum(['giver', 'helper']),
    /** Name of the other side. */
    other: z.string().min(1).max(201),
    scope: z.enum(DELEGATION_SCOPES),
    /** ISO date of the last day. */
    endsOn: z.iso.date(),
    at: moment,
  }),
  /** A code that is asked for before a step that matters in the member space. */
  addressed.extend({
    kind: z.literal('space-code'),
    purpose: z.enum(CODE_PURPOSES),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /** To the address of before. `masked`: the new address or number, as its owner recognises it. */
  addressed.extend({
    kind: z.literal('contact-changed'),
    channel: contactChannelSchema,
    masked: z.string().min(1).max(300),
    at: moment,
  }),
  /** `byHelper`: somebody whom the member has let reach the account did it. */
  addressed.extend({
    kind: z.enum(DEVICE_MAILS),
    device: connectedDeviceSchema.shape.name,
    type: connectedDeviceSchema.shape.kind,
    byHelper: z.boolean(),
    at: moment,
  }),
]);

/** A mail of the hub, and whom it goes to; moments are milliseconds since 1970 UTC. */
export type HubMail = z.infer<typeof hubMailSchema>;

/** One kind of mail. */
export type MailOf<Kind extends HubMail['kind']> = Extract<HubMail, { kind: Kind }>;
