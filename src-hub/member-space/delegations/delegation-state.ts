import type { Delegation } from '../../../src-shared/hub-api/space-data.ts';

/** The stored values that decide the state of a delegation. */
export interface DelegationTimes {
  readonly accepted_at: Date | null;
  readonly declined_at: Date | null;
  readonly revoked_at: Date | null;
  /** Since when it waits for its giver after a new password; null: it does not. */
  readonly waits_since: Date | null;
  /** Last day, as ISO date. */
  readonly ends_on: string;
}

/**
 * The state of a delegation. It is computed from stored moments, so that a delegation ends without a write.
 * @param today ISO date in France
 * @param bothHere false: one of the two people has left
 */
export function delegationState(
  { accepted_at, declined_at, revoked_at, waits_since, ends_on }: DelegationTimes,
  today: string,
  bothHere = true,
): Delegation['state'] {
  if (declined_at !== null) return 'declined';
  if (revoked_at !== null) return 'revoked';
  if (ends_on < today || !bothHere) return 'ended';
  if (accepted_at === null) return 'offered';
  return waits_since === null ? 'active' : 'waiting';
}

/** The last day of a delegation of some months: the same day of that month, or its last day. @param today ISO date */
export function lastDayOfTerm(today: string, months: number): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
