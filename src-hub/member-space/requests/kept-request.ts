import { DEFAULT_LANGUAGE } from '../../../src-shared/language.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import {
  kindOfRequest,
  type RequestBody,
  topicOfRequest,
} from '../../../src-shared/member-requests/request-kinds.ts';
import type { RequestState, Rejected } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { type MailDeps, postMails, type Posting } from '../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../src-shared/policy/notices.ts';
import type { PeopleOfRequests } from './people-of-requests.ts';
import { sealRequest } from './sealed-request.ts';

/** A decision to send a request, of any kind. */
export interface RequestDecision {
  readonly id: string;
  readonly body: RequestBody;
  /** By the hub's clock, in milliseconds since 1970 UTC. */
  readonly decidedAt: number;
}

/** What is needed to keep requests, besides the database. */
export interface RequestContext {
  /** When they arrived, in milliseconds since 1970 UTC. */
  readonly now: number;
  readonly mail: MailDeps;
}

/** A request that head office keeps. */
export interface KeptRequest {
  readonly decision: RequestDecision;
  /** `superseded`: a later decision of the same person is there, in this batch or before. */
  state: Extract<RequestState, 'received' | 'superseded' | 'rejected'>;
  /** Why it is rejected; only in that state. */
  readonly rejected?: Rejected;
  /** ISO date on which an address takes effect; null for what has no such day. */
  readonly effectiveOn: string | null;
}

/**
 * Writes requests with sealed contents, the lines in the journals of those who have sent them for others, and the mails
 * that confirm them. Superseded ones are kept, but confirmed to nobody; of those that are rejected the mail says so,
 * and they stand in no journal.
 */
export async function saveRequests(
  connection: HubConnection,
  context: RequestContext,
  { people }: PeopleOfRequests,
  kept: readonly KeptRequest[],
): Promise<void> {
  if (kept.length === 0) return;
  await connection.query(
    `WITH sent AS (
       SELECT id, receipt, holder, made_by, delegation, kind, topic, decode(sealed, 'hex') AS sealed, made_at, state,
         effective_on,
         rejected
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[],
           $9::timestamptz[], $10::text[], $11::date[], $12::text[])
         AS sent (id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state, effective_on,
           rejected)
     ), acts AS (
       INSERT INTO delegation_act (delegation, at, what, detail)
         SELECT delegation, made_at, 'sent-request', receipt FROM sent WHERE delegation IS NOT NULL
     ), used AS (
       UPDATE delegation SET used_at = greatest(used_at, latest.at)
       FROM (SELECT delegation, max(made_at) AS at FROM sent GROUP BY delegation) latest
       WHERE delegation.id = latest.delegation
     )
     INSERT INTO member_request (id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state,
         effective_on, rejected, changed_at)
       SELECT id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state, effective_on, rejected,
         $13::timestamptz
       FROM sent`,
    [...columnsOf(kept, context), new Date(context.now).toISOString()],
  );
  const told = kept.filter(({ state }) => state !== 'superseded');
  const mails = told.flatMap((request) => mailOf(request, people, context.now));
  if (mails.length > 0) await postMails(connection, context.mail, mails);
}

function columnsOf(kept: readonly KeptRequest[], context: RequestContext): unknown[] {
  const bodies = kept.map(({ decision }) => decision.body);
  return [
    kept.map(({ decision }) => decision.id),
    kept.map(({ decision }) => receiptNumber(decision.id)),
    bodies.map(({ holder }) => subjectOf(holder)),
    bodies.map(({ holder, helper }) => subjectOf(helper?.holder ?? holder)),
    // One that is rejected may name a delegation that never was.
    kept.map(({ state, decision: { body } }) =>
      state === 'rejected' ? null : (body.helper?.delegation ?? null),
    ),
    bodies.map(kindOfRequest),
    bodies.map(topicOfRequest),
    bodies.map((body) => sealRequest(context.mail, body).toString('hex')),
    kept.map(({ decision }) => new Date(decision.decidedAt).toISOString()),
    kept.map(({ state }) => state),
    kept.map(({ effectiveOn }) => effectiveOn),
    kept.map(({ rejected }) => rejected ?? null),
  ];
}

function mailOf(
  { decision: { id, body, decidedAt: at }, state }: KeptRequest,
  people: PeopleOfRequests['people'],
  now: number,
): Posting[] {
  const { email: to = null, language = DEFAULT_LANGUAGE } = people.get(subjectOf(body.holder)) ?? {};
  if (to === null) return [];
  const told = { to, language, what: kindOfRequest(body), receipt: receiptNumber(id) };
  const expiresAt = new Date(now + HUB_NOTICE_LIFE);
  if (state === 'rejected')
    return [{ mail: { kind: 'request-answered', ...told, state: 'refused' }, expiresAt }];
  return [{ mail: { kind: 'request-received', ...told, at, byHelper: body.helper !== null }, expiresAt }];
}
