import type { KeptRequest, RequestDecision } from './kept-request.ts';
import type { RequestRefusal } from './request-check.ts';

/** What is kept of a request that is refused as it comes: nothing when it is about nobody. */
export function rejected<Decided extends RequestDecision>(
  decision: Decided,
  topic: string,
  refusal: RequestRefusal,
): (KeptRequest & { readonly decision: Decided })[] {
  if (refusal === 'unknown-member') return [];
  return [{ decision, topic, state: 'rejected', rejected: refusal, effectiveOn: null }];
}
