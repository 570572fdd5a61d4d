import { phoneSchema } from '../values/contact/phone.ts';
import { sentChannelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { languageSchema } from '../messages/languages.ts';
import { DELEGATION_SCOPES, type Needed } from '../values/member-space/delegation.ts';
import { DELEGATION_MONTHS } from '../policy/delegations.ts';
import { emailSchema } from '../values/contact/email.ts';
import { answeredHolderSchema } from '../values/holder.ts';
import { REQUEST_KINDS } from '../member-requests/request-kinds.ts';
import { memberSchema } from './member.ts';
import {
  connectedDeviceSchema,
  delegationActSchema,
  delegationSchema,
  heldGuaranteeSchema,
  pastRequestSchema,
  reimbursementSchema,
  standingAccessSchema,
} from './space-data.ts';

/** Milliseconds left when the answer was made. */
const span = z.number().int().min(0);
const moment = z.number().int().min(0).max(8.64e15);
const page = z.number().int().min(0).max(1_000_000);
const sixDigits = z.string().regex(/^[0-9]{6}$/u);
const paged = { total: z.number().int().min(0), page, pages: z.number().int().min(1) };

/** The session has ended, or does not belong to this kiosk. */
const ended = z.object({ result: z.literal('ended') });
/** The delegation does not allow this. */
const notAllowed = z.object({ result: z.literal('not-allowed') });
/** The delegation has just ended: the session is again that of the helper alone. */
const mandateEnded = z.object({ result: z.literal('mandate-ended') });
/** No valid fresh code was entered for this. */
const codeNeeded = z.object({ result: z.literal('code-needed') });
/** Nothing of this person has this id. */
const unknown = z.object({ result: z.literal('unknown') });

const ok = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ result: z.literal('ok'), ...shape });

/** Answers of a call, with those that every call may have. */
function answers<const Own extends readonly z.ZodObject[]>(...own: Own) {
  return z.discriminatedUnion('result', [ended, notAllowed, mandateEnded, ...own]);
}

const call = <Name extends Needed, Body extends z.ZodType, Answer extends z.ZodType>(
  needs: Name,
  body: Body,
  answer: Answer,
) => ({ needs, body, answer });

const nothing = z.strictObject({});

/** What a fresh code can be asked for. */
export const CODE_PURPOSES = ['contact', 'new-contact', 'address', 'device', 'delegation'] as const;

/** Id of a fresh code that was entered correctly in this session; it allows one act. */
const proof = z.uuid().nullable();

/**
 * Calls of a kiosk for a logged-in member: `POST /v1/space/<name>`. No body names the member: the session, and its
 * delegation, say whom the call is about.
 */
export const SPACE_CALLS = {
  /** State of the session: the kiosk asks every few seconds. */
  status: call(
    'see',
    nothing,
    answers(
      ok({
        /** Another kiosk where the same person is logged in; null: none. */
        elsewhere: z.object({ place: z.string(), since: moment }).nullable(),
        /** The person for whom the session acts; null: its own holder. */
        acting: z
          .object({
            delegation: z.uuid(),
            /** Holder of that account: for events of the kiosk, never for the page. */
            holder: answeredHolderSchema,
            name: z.string(),
            scope: z.enum(DELEGATION_SCOPES),
            endsOn: z.iso.date(),
          })
          .nullable(),
        /** State of the message with the session's latest code; null: no code was sent. */
        mail: z.enum(['waiting', 'sent', 'refused']).nullable(),
      }),
    ),
  ),
  home: call(
    'see',
    nothing,
    answers(
      ok({
        /** Null: none, or one in a state that only a newer hub knows. */
        latest: reimbursementSchema.nullable().catch(null),
        /** Number of requests that are not done yet. */
        open: z.number().int().min(0),
        /** Number of requests that were done or refused in the last 30 days. */
        answered: z.number().int().min(0),
        blockedDevices: z.number().int().min(0),
        /** Number of delegations that wait for this person's consent. */
        offers: z.number().int().min(0),
        /** Number of people for whom this person may act. */
        helped: z.number().int().min(0),
        /** Devices and delegations of this person that wait since a new password; empty while they act for another. */
        toConfirm: z.array(standingAccessSchema),
      }),
    ),
  ),
  /** Confirms or removes what waits since a new password. Needs no code: the login with that password is the proof. */
  'confirm-access': call(
    'own',
    z.strictObject({
      kind: z.enum(['device', 'delegation']),
      id: z.uuid(),
      keep: z.boolean(),
      language: languageSchema,
    }),
    answers(ok({}), unknown),
  ),
  reimbursements: call(
    'see',
    z.strictObject({ page, year: z.number().int().min(1900).max(2200).nullable() }),
    answers(
      ok({
        ...paged,
        /** Newest care first. */
        rows: z.array(reimbursementSchema).max(6),
        /** Years that have reimbursements, newest first. */
        years: z.array(z.number().int()),
        /** Data of the chart: cents (euro) reimbursed by the mutual for care in each month of `year`; null: none. */
        chart: z.object({ year: z.number().int(), months: z.array(z.number().int()).length(12) }).nullable(),
      }),
    ),
  ),
  guarantees: call('see', nothing, answers(ok({ guarantees: z.array(heldGuaranteeSchema) }))),
  requests: call(
    'see',
    z.strictObject({ kinds: z.array(z.enum(REQUEST_KINDS)).min(1), page }),
    answers(ok({ ...paged, rows: z.array(pastRequestSchema).max(5) })),
  ),
  devices: call(
    'see',
    nothing,
    answers(
      ok({
        devices: z.array(connectedDeviceSchema),
        /** Visits to kiosks, newest first. A kiosk is not a device of the member. */
        visits: z.array(z.object({ place: z.string(), at: moment })).max(10),
      }),
    ),
  ),
  /** `delete` needs a fresh code. A helper can never delete. */
  device: call(
    'all',
    z.strictObject({ device: z.uuid(), do: z.enum(['block', 'unblock', 'delete']), proof }),
    answers(ok({}), codeNeeded, unknown),
  ),
  /** Addresses of the holder, masked. */
  channels: call(
    'own',
    nothing,
    answers(
      ok({
        email: z.string().nullable(),
        phone: z.string().nullable(),
        isMember: z.boolean(),
        /** Whether head office sends mails; absent: a hub of before, which offers them in any case. */
        mail: z.boolean().optional(),
        /** Whether head office sends text messages; absent: a hub of before, which has the kiosk send them. */
        sms: z.boolean().optional(),
      }),
    ),
  ),
  /** Sends a code, by mail or text message; the kiosk never sees it. */
  'send-code': call(
    'own',
    z.strictObject({
      attempt: z.uuid(),
      purpose: z.enum(CODE_PURPOSES),
      channel: sentChannelSchema,
      /** Only for `new-contact`: the new e-mail address or number (E.164); else null. */
      to: z.string().max(254).nullable(),
      language: languageSchema,
    }),
    answers(
      ok({
        codeFor: span,
        triesLeft: z.number().int().min(0),
        resendIn: span.nullable(),
        /** For kiosks of before, which sent text messages themselves: there is nothing for them to send. */
        sms: z.null(),
      }),
      z.object({
        result: z.literal('paused'),
        waitMs: z.number().int().min(1),
        /** `held`: the password was attested by a kiosk alone, and opens no such step yet. */
        because: z.literal('held').optional(),
      }),
      /** The holder has no such channel. */
      z.object({ result: z.literal('no-channel') }),
    ),
  ),
  'check-code': call(
    'own',
    z.strictObject({ attempt: z.uuid(), code: sixDigits }),
    answers(
      ok({}),
      z.object({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
      z.object({ result: z.literal('expired') }),
    ),
  ),
  /** Changes e-mail address or mobile number. Needs a code on a former channel and a code on the new one. */
  contact: call(
    'own',
    z.strictObject({
      change: z.discriminatedUnion('channel', [
        z.strictObject({ channel: z.literal('email'), email: emailSchema }),
        z.strictObject({ channel: z.literal('sms'), phone: phoneSchema }),
      ]),
      proof,
      newProof: proof,
      language: languageSchema,
    }),
    answers(
      ok({
        receipt: z.string(),
        /** For kiosks of before, which told the former number themselves: head office does it. */
        formerPhone: z.null(),
      }),
      codeNeeded,
      /** Only head office can change it: the person is not a member. */
      z.object({ result: z.literal('not-here') }),
    ),
  ),
  delegations: call(
    'own',
    nothing,
    answers(ok({ given: z.array(delegationSchema), received: z.array(delegationSchema) })),
  ),
  /** Looks for the helper before anything is asked for. Wrong names are counted. */
  'find-helper': call(
    'own',
    z.strictObject({ number: memberSchema.shape.number, familyName: z.string().min(1).max(100) }),
    answers(
      ok({ name: z.string() }),
      z.object({ result: z.literal('nobody'), triesLeft: z.number().int().min(0) }),
      z.object({ result: z.literal('yourself') }),
      z.object({ result: z.literal('already') }),
      z.object({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
    ),
  ),
  'offer-delegation': call(
    'own',
    z.strictObject({
      /** Random. The same when the body is sent again after a lost answer. */
      id: z.uuid(),
      number: memberSchema.shape.number,
      familyName: z.string().min(1).max(100),
      scope: z.enum(DELEGATION_SCOPES),
      months: z.union(DELEGATION_MONTHS.map((months) => z.literal(months))),
      proof,
      language: languageSchema,
    }),
    answers(
      ok({ endsOn: z.iso.date() }),
      codeNeeded,
      z.object({ result: z.literal('nobody') }),
      /** The same helper was named meanwhile, at another kiosk or by head office. */
      z.object({ result: z.literal('already') }),
    ),
  ),
  /** Consent or refusal of the helper. Consent needs a fresh code. */
  'answer-delegation': call(
    'own',
    z.strictObject({ delegation: z.uuid(), accept: z.boolean(), proof, language: languageSchema }),
    answers(ok({}), codeNeeded, unknown),
  ),
  /** Either side can revoke; it takes effect at once. */
  'revoke-delegation': call(
    'own',
    z.strictObject({ delegation: z.uuid(), language: languageSchema }),
    answers(ok({}), unknown),
  ),
  /** Chooses for whom to act; null: for oneself again. A helper who acts may call it too. */
  'act-for': call('see', z.strictObject({ delegation: z.uuid().nullable() }), answers(ok({}), unknown)),
  /** What the helper did, newest first. Only the giver of the delegation can read it. */
  journal: call(
    'own',
    z.strictObject({ delegation: z.uuid(), page }),
    answers(ok({ ...paged, rows: z.array(delegationActSchema).max(8) }), unknown),
  ),
  /** Logs out. */
  end: call('see', nothing, answers(ok({}))),
} as const;

export type SpaceCall = keyof typeof SPACE_CALLS;

export type SpaceBody<Name extends SpaceCall> = z.infer<(typeof SPACE_CALLS)[Name]['body']>;

export type SpaceAnswer<Name extends SpaceCall> = z.infer<(typeof SPACE_CALLS)[Name]['answer']>;

/** The answer of a call that succeeded. */
export type SpaceDone<Name extends SpaceCall> = Extract<SpaceAnswer<Name>, { result: 'ok' }>;
