import { DEFAULT_LANGUAGE } from '../../../src-shared/messages/languages.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import {
  kindOfRequest,
  type RequestBody,
  topicOfRequest,
} from '../../../src-shared/member-requests/request-kinds.ts';
import type { RequestState, Rejected } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Posting } from '../../mail/mail-limits.ts';
import type { KioskMails } from '../../mail/kiosk-mails.ts';
import { type MailDeps, postMails } from '../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../src-shared/policy/notices.ts';
import type { PeopleOfRequests } from './people-of-requests.ts';
import { sealRequest } from './sealed-request.ts';

/** A decision to send a request, of any kind. */
export interface RequestDecision {
  readonly id: string;
  readonly body: RequestBody;
  /** Milliseconds since 1970 UTC, by the hub's clock. */
  readonly decidedAt: number;
}

/** What storing requests needs besides the database. */
export interface RequestContext {
  /** When they were received, in milliseconds since 1970 UTC. */
  readonly now: number;
  readonly mail: MailDeps;
  /** Mails about requests that their sender may still cause; null: as many as there are. */
  readonly requestMails: KioskMails | null;
}

/** A request to store. */
export interface KeptRequest {
  readonly decision: RequestDecision;
  /** `superseded`: the same person has a later decision, in this batch or before. */
  state: Extract<RequestState, 'received' | 'superseded' | 'rejected'>;
  /** Why it is rejected; set in that state only. */
  readonly rejected?: Rejected;
  /** Day on which an address takes effect, as ISO date; null for other requests. */
  readonly effectiveOn: string | null;
  /** An address whose town staff have to confirm before it takes effect. Absent: false. */
  readonly unconfirmed?: boolean;
}

/**
 * Stores requests with sealed contents, records those of helpers in the journals of their delegations, and posts
 * confirmation mails, but for addresses. A superseded request gets no mail; the mail of a rejected one says that it was refused, and no
 * journal records it.
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
         rejected, unconfirmed
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[],
           $9::timestamptz[], $10::text[], $11::date[], $12::text[], $13::boolean[])
         AS sent (id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state, effective_on,
           rejected, unconfirmed)
     ), acts AS (
       INSERT INTO delegation_act (delegation, at, what, detail)
         SELECT delegation, made_at, 'sent-request', receipt FROM sent WHERE delegation IS NOT NULL
     ), used AS (
       UPDATE delegation SET used_at = greatest(used_at, latest.at)
       FROM (SELECT delegation, max(made_at) AS at FROM sent GROUP BY delegation) latest
       WHERE delegation.id = latest.delegation
     )
     INSERT INTO member_request (id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state,
         effective_on, rejected, unconfirmed, changed_at)
       SELECT id, receipt, holder, made_by, delegation, kind, topic, sealed, made_at, state, effective_on, rejected,
         unconfirmed, $14::timestamptz
       FROM sent`,
    [...columnsOf(kept, context), new Date(context.now).toISOString()],
  );
  // A new address is told by its own news, like everything to which secrets go.
  const confirmed = kept.filter(
    ({ state, decision: { body } }) =>
      state !== 'superseded' && (state === 'rejected' || body.kind !== 'address-changed'),
  );
  const mails = confirmed.flatMap((request) => mailOf(request, people, context.now));
  const sent = await (context.requestMails?.take(connection, mails) ?? mails);
  if (sent.length > 0) await postMails(connection, context.mail, sent);
}

function columnsOf(kept: readonly KeptRequest[], context: RequestContext): unknown[] {
  const bodies = kept.map(({ decision }) => decision.body);
  return [
    kept.map(({ decision }) => decision.id),
    kept.map(({ decision }) => receiptNumber(decision.id)),
    bodies.map(({ holder }) => subjectOf(holder)),
    bodies.map(({ holder, helper }) => subjectOf(helper?.holder ?? holder)),
    // A rejected request may name a delegation that does not exist.
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
    kept.map(({ unconfirmed = false }) => unconfirmed),
  ];
}

function mailOf(
  { decision: { id, body, decidedAt: at }, state }: KeptRequest,
  people: PeopleOfRequests['people'],
  now: number,
): Posting[] {
  const { emails = [], language = DEFAULT_LANGUAGE } = people.get(subjectOf(body.holder)) ?? {};
  const what = kindOfRequest(body);
  const expiresAt = new Date(now + HUB_NOTICE_LIFE);
  // Letters with codes follow a postal address, so every address on file hears of a new one.
  return (what === 'address' ? emails : emails.slice(0, 1)).map((to) => {
    const facts = { to, language, what, receipt: receiptNumber(id) };
    if (state === 'rejected')
      return { mail: { kind: 'request-answered', ...facts, state: 'refused' }, expiresAt };
    return { mail: { kind: 'request-received', ...facts, at, byHelper: body.helper !== null }, expiresAt };
  });
}
