import { allows, type DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { CLOCK_TOLERANCE } from '../../../src-shared/policy/clocks.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** An accepted delegation. Moments are milliseconds since 1970 UTC. */
export interface AcceptedDelegation {
  readonly id: string;
  /** Subject (see `subjectOf`); `helper` likewise. */
  readonly giver: string;
  readonly helper: string;
  readonly scope: DelegationScope;
  readonly acceptedAt: number;
  /** When it was revoked or its helper left; null: neither. */
  readonly endedAt: number | null;
  /** Last day, as ISO date. */
  readonly endsOn: string;
}

/** Who sent a request for whom, under which delegation. */
export interface SentByHelper {
  readonly giver: string;
  readonly helper: string;
  readonly delegation: string;
}

/**
 * Whether a helper was allowed to send requests when the decision was made. A later end does not matter, because a
 * kiosk without network reports late what was allowed at the time.
 * @param mandates by id
 * @param decidedAt milliseconds since 1970 UTC
 */
export function couldSendRequest(
  mandates: ReadonlyMap<string, AcceptedDelegation>,
  sent: SentByHelper,
  decidedAt: number,
): boolean {
  const mandate = mandates.get(sent.delegation.toLowerCase());
  if (mandate?.giver !== sent.giver || mandate.helper !== sent.helper) return false;
  const { scope, acceptedAt, endedAt, endsOn } = mandate;
  return (
    allows(scope, 'ask') &&
    // The kiosk's clock may be behind by this much without a correction.
    acceptedAt <= decidedAt + CLOCK_TOLERANCE &&
    (endedAt === null || decidedAt < endedAt) &&
    localDay(new Date(decidedAt)) <= endsOn
  );
}
