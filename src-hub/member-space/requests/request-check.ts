import { subjectOf } from '../../../src-shared/values/holder.ts';
import type { Rejected } from '../../../src-shared/hub-api/space-data.ts';
import type { KeptRequest, RequestDecision } from './kept-request.ts';
import { couldSendRequest } from './accepted-delegation.ts';
import type { PeopleOfRequests } from './people-of-requests.ts';

/** Why a request is refused at arrival. With `unknown-member` it is not stored, because it concerns nobody. */
export type RequestRefusal = Rejected | 'unknown-member';

/** Checks who sends a request: a known person, or a helper who was allowed to. @returns null when it is allowed */
export function requestRefusalOf(
  { people, mandates }: PeopleOfRequests,
  { body: { holder, helper }, decidedAt }: RequestDecision,
): Exclude<RequestRefusal, 'expired'> | null {
  const giver = subjectOf(holder);
  if (!people.has(giver)) return 'unknown-member';
  if (helper === null) return null;
  const sent = { giver, helper: subjectOf(helper.holder), delegation: helper.delegation };
  return couldSendRequest(mandates, sent, decidedAt) ? null : 'not-allowed';
}

/** The stored form of a request that is refused at arrival; empty when it concerns nobody. */
export function rejectRequest<Decided extends RequestDecision>(
  decision: Decided,
  refusal: RequestRefusal,
): (KeptRequest & { readonly decision: Decided })[] {
  if (refusal === 'unknown-member') return [];
  return [{ decision, state: 'rejected', rejected: refusal, effectiveOn: null }];
}
