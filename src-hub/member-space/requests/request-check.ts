import { subjectOf } from '../../../src-shared/values/holder.ts';
import type { Rejected } from '../../../src-shared/hub-api/space-data.ts';
import type { KeptRequest, RequestDecision } from './kept-request.ts';
import { couldSendRequest } from './accepted-delegation.ts';
import type { PeopleOfRequests } from './people-of-requests.ts';

/** Why a request is refused as it comes. Of `unknown-member` nothing is kept: it is about nobody. */
export type RequestRefusal = Rejected | 'unknown-member';

/** Who may send a request: a person whom head office knows, or a helper who could act for them. @returns null: they may */
export function refusalOf(
  { people, mandates }: PeopleOfRequests,
  { body: { holder, helper }, decidedAt }: RequestDecision,
): Exclude<RequestRefusal, 'expired'> | null {
  const giver = subjectOf(holder);
  if (!people.has(giver)) return 'unknown-member';
  if (helper === null) return null;
  const sent = { giver, helper: subjectOf(helper.holder), delegation: helper.delegation };
  return couldSendRequest(mandates, sent, decidedAt) ? null : 'not-allowed';
}

/** What is kept of a request that is refused as it comes: nothing when it is about nobody. */
export function rejectRequest<Decided extends RequestDecision>(
  decision: Decided,
  refusal: RequestRefusal,
): (KeptRequest & { readonly decision: Decided })[] {
  if (refusal === 'unknown-member') return [];
  return [{ decision, state: 'rejected', rejected: refusal, effectiveOn: null }];
}
