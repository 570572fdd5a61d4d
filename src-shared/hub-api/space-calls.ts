import { sentChannelSchema } from '../values/channel.ts';
import { z } from 'zod';
import { languageSchema } from '../language.ts';
import { DELEGATION_SCOPES, type Needed } from '../values/delegation.ts';
import { DELEGATION_MONTHS } from '../policy/delegations.ts';
import { emailSchema } from './accounts.ts';
import { holderSchema } from '../values/holder.ts';
import { memberSchema } from './member.ts';
import {
  connectedDeviceSchema,
  delegationActSchema,
  delegationSchema,
  heldGuaranteeSchema,
  pastRequestSchema,
  reimbursementSchema,
  REQUEST_KINDS,
} from './space-data.ts';

/** A span in milliseconds that was left when the answer was made. */
const span = z.number().int().min(0);
const moment = z.number().int().min(0).max(8.64e15);
const page = z.number().int().min(0).max(1_000_000);
const sixDigits = z.string().regex(/^[0-9]{6}$/u);
const paged = { total: z.number().int().min(0), page, pages: z.number().int().min(1) };

/** The session is over, or was never of this kiosk. */
const ended = z.strictObject({ result: z.literal('ended') });
/** Whoever acts for another may not do this. */
const notAllowed = z.strictObject({ result: z.literal('not-allowed') });
/** The delegation ended meanwhile: from now on the session is the helper's own again. */
const mandateEnded = z.strictObject({ result: z.literal('mandate-ended') });
/** No fresh code was shown for this. */
const codeNeeded = z.strictObject({ result: z.literal('code-needed') });
/** Nothing of the person in whose space one is has this id. */
const unknown = z.strictObject({ result: z.literal('unknown') });

const ok = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ result: z.literal('ok'), ...shape });

/** Answers of a call, with those that every call may have. */
function answers<const Own extends readonly z.ZodObject[]>(...own: Own) {
  return z.union([ended, notAllowed, mandateEnded, ...own]);
}

const call = <Name extends Needed, Body extends z.ZodType, Answer extends z.ZodType>(
  needs: Name,
  body: Body,
  answer: Answer,
) => ({ needs, body, answer });

const nothing = z.strictObject({});

/** What a fresh code is asked for. */
export const CODE_PURPOSES = ['contact', 'new-contact', 'device', 'delegation'] as const;

/** A code that was shown in this session, and is good for one act. */
const proof = z.uuid().nullable();

/**
 * What a kiosk can ask for a logged-in member: `POST /v1/space/<name>`. No body names a member: who it is about is the
 * session's own affair, and that of the delegation under which its holder acts.
 */
export const SPACE_CALLS = {
  /** How things stand: asked every few seconds. */
  status: call(
    'see',
    nothing,
    answers(
      ok({
        /** Another kiosk where the same person is logged in; null: none. */
        elsewhere: z.strictObject({ place: z.string(), since: moment }).nullable(),
        /** For whom the session acts; null: for its holder. */
        acting: z
          .strictObject({
            delegation: z.uuid(),
            /** Whose account it is: for the events of the kiosk, never for the page. */
            holder: holderSchema,
            name: z.string(),
            scope: z.enum(DELEGATION_SCOPES),
            endsOn: z.iso.date(),
          })
          .nullable(),
        /** Where the mail with the latest code of this session has got to; null: none was sent by mail. */
        mail: z.enum(['waiting', 'sent', 'refused']).nullable(),
      }),
    ),
  ),
  home: call(
    'see',
    nothing,
    answers(
      ok({
        latest: reimbursementSchema.nullable(),
        /** Requests that are not done yet. */
        open: z.number().int().min(0),
        /** Requests that were done or refused within the last 30 days. */
        answered: z.number().int().min(0),
        blockedDevices: z.number().int().min(0),
        /** Delegations that wait for this person's consent. */
        offers: z.number().int().min(0),
        /** People for whom this person may act. */
        helped: z.number().int().min(0),
      }),
    ),
  ),
  reimbursements: call(
    'see',
    z.strictObject({ page, year: z.number().int().min(1900).max(2200).nullable() }),
    answers(
      ok({
        ...paged,
        /** Newest care first. */
        rows: z.array(reimbursementSchema).max(6),
        /** Years that have any, newest first. */
        years: z.array(z.number().int()),
        /** The chart: what the mutual reimbursed in euros, in cents, by month of the care of `year`; null when there is none. */
        chart: z
          .strictObject({ year: z.number().int(), months: z.array(z.number().int()).length(12) })
          .nullable(),
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
        /** Visits to kiosks, newest first: they are nobody's device. */
        visits: z.array(z.strictObject({ place: z.string(), at: moment })).max(10),
      }),
    ),
  ),
  /** `delete` needs a fresh code; somebody who acts for another never deletes. */
  device: call(
    'all',
    z.strictObject({ device: z.uuid(), do: z.enum(['block', 'unblock', 'delete']), proof }),
    answers(ok({}), codeNeeded, unknown),
  ),
  /** How the holder can be reached; all masked. */
  channels: call(
    'own',
    nothing,
    answers(ok({ email: z.string().nullable(), phone: z.string().nullable(), isMember: z.boolean() })),
  ),
  /** Sends a code: by mail itself; to a phone through the kiosk, which gets both and shows neither. */
  'send-code': call(
    'own',
    z.strictObject({
      attempt: z.uuid(),
      purpose: z.enum(CODE_PURPOSES),
      channel: sentChannelSchema,
      /** `new-contact`: where to send it, an e-mail address or E.164; else null. */
      to: z.string().max(254).nullable(),
      language: languageSchema,
    }),
    answers(
      ok({
        codeFor: span,
        triesLeft: z.number().int().min(0),
        resendIn: span.nullable(),
        /** Of a channel that reaches a phone; null: head office sends it by mail. */
        sms: z.strictObject({ phone: z.string(), code: sixDigits }).nullable(),
      }),
      z.strictObject({ result: z.literal('paused'), waitMs: z.number().int().min(1) }),
      /** The holder has no such channel. */
      z.strictObject({ result: z.literal('no-channel') }),
    ),
  ),
  'check-code': call(
    'own',
    z.strictObject({ attempt: z.uuid(), code: sixDigits }),
    answers(
      ok({}),
      z.strictObject({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
      z.strictObject({ result: z.literal('expired') }),
    ),
  ),
  /** Another e-mail address or mobile number: needs a code on a channel of before, and one on the new one. */
  contact: call(
    'own',
    z.strictObject({
      change: z.discriminatedUnion('channel', [
        z.strictObject({ channel: z.literal('email'), email: emailSchema }),
        z.strictObject({ channel: z.literal('sms'), phone: z.string().regex(/^\+33[67][0-9]{8}$/u) }),
      ]),
      proof,
      newProof: proof,
      language: languageSchema,
    }),
    answers(
      ok({
        receipt: z.string(),
        /** Former phone, to which the kiosk sends the notice; null when there was none. */
        formerPhone: z.string().nullable(),
      }),
      codeNeeded,
      /** Only head office can change it: the person is no member. */
      z.strictObject({ result: z.literal('not-here') }),
    ),
  ),
  delegations: call(
    'own',
    nothing,
    answers(ok({ given: z.array(delegationSchema), received: z.array(delegationSchema) })),
  ),
  /** Looks for the helper before anything is asked for; wrong names are counted. */
  'find-helper': call(
    'own',
    z.strictObject({ number: memberSchema.shape.number, familyName: z.string().min(1).max(100) }),
    answers(
      ok({ name: z.string() }),
      z.strictObject({ result: z.literal('nobody'), triesLeft: z.number().int().min(0) }),
      z.strictObject({ result: z.literal('yourself') }),
      z.strictObject({ result: z.literal('already') }),
      z.strictObject({ result: z.literal('locked'), waitMs: z.number().int().min(1) }),
    ),
  ),
  'offer-delegation': call(
    'own',
    z.strictObject({
      /** Random; the same when it is sent again because its answer was lost. */
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
      z.strictObject({ result: z.literal('nobody') }),
      /** Meanwhile the same helper was named at another kiosk, or by head office. */
      z.strictObject({ result: z.literal('already') }),
    ),
  ),
  /** Consent of the helper, or none. Accepting needs a fresh code. */
  'answer-delegation': call(
    'own',
    z.strictObject({ delegation: z.uuid(), accept: z.boolean(), proof, language: languageSchema }),
    answers(ok({}), codeNeeded, unknown),
  ),
  /** By either side, at once. */
  'revoke-delegation': call(
    'own',
    z.strictObject({ delegation: z.uuid(), language: languageSchema }),
    answers(ok({}), unknown),
  ),
  /** Chooses for whom to act; null: for oneself again. Also of somebody who acts for another. */
  'act-for': call('see', z.strictObject({ delegation: z.uuid().nullable() }), answers(ok({}), unknown)),
  /** What the helper did, newest first: for the one who gave the delegation. */
  journal: call(
    'own',
    z.strictObject({ delegation: z.uuid(), page }),
    answers(ok({ ...paged, rows: z.array(delegationActSchema).max(8) }), unknown),
  ),
  /** Log-out. */
  end: call('see', nothing, answers(ok({}))),
} as const;

/** Name of a call of the member space. */
export type SpaceCall = keyof typeof SPACE_CALLS;

/** Body of a call. */
export type SpaceBody<Name extends SpaceCall> = z.infer<(typeof SPACE_CALLS)[Name]['body']>;

/** Answer to a call. */
export type SpaceAnswer<Name extends SpaceCall> = z.infer<(typeof SPACE_CALLS)[Name]['answer']>;

/** What a call answers when it has done what was asked. */
export type SpaceDone<Name extends SpaceCall> = Extract<SpaceAnswer<Name>, { result: 'ok' }>;
