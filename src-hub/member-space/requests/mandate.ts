import { allows, type DelegationScope } from '../../../src-shared/values/delegation.ts';
import { CLOCK_TOLERANCE } from '../../../src-shared/policy/clocks.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** A delegation that was accepted; moments in milliseconds since 1970 UTC. */
export interface Mandate {
  readonly id: string;
  /** See `subjectOf`. */
  readonly giver: string;
  readonly helper: string;
  readonly scope: DelegationScope;
  readonly acceptedAt: number;
  /** When it was revoked, or its helper left the mutual; null: neither. */
  readonly endedAt: number | null;
  /** ISO date of the last day. */
  readonly endsOn: string;
}

/** Who sent something for whom, under which delegation. */
export interface Sent {
  readonly giver: string;
  readonly helper: string;
  readonly delegation: string;
}

/**
 * Whether a helper could send requests at the moment of the decision. What ended afterwards does not count: a kiosk
 * without network tells late what was right when it was done.
 * @param mandates by id
 * @param decidedAt milliseconds since 1970 UTC
 */
export function couldAsk(mandates: ReadonlyMap<string, Mandate>, sent: Sent, decidedAt: number): boolean {
  const mandate = mandates.get(sent.delegation.toLowerCase());
  if (mandate?.giver !== sent.giver || mandate.helper !== sent.helper) return false;
  const { scope, acceptedAt, endedAt, endsOn } = mandate;
  return (
    allows(scope, 'ask') &&
    // The kiosk's clock may be behind by as much as is never put right.
    acceptedAt <= decidedAt + CLOCK_TOLERANCE &&
    (endedAt === null || decidedAt < endedAt) &&
    localDay(new Date(decidedAt)) <= endsOn
  );
}
