import type { KioskHealth, KioskState, RETURN_REASONS } from '../../src-shared/release/handover.ts';
import { isFresh, type Moment } from './conditions.ts';

/** Seconds for a version to show that it is as good as the one before. */
export const JUDGED_FOR = 600;

/** Seconds that a good state must have lasted: what dies and starts again is not good. */
export const GOOD_FOR = 60;

/** Seconds by which a verdict waits for the visit that is under way. */
export const VISIT_WAITED_FOR = 1200;

/** What was expected of a kiosk whose former state nobody knows. */
const AT_LEAST: KioskHealth = {
  painted: true,
  journal: true,
  members: true,
  hub: 'none',
  selfTest: 'passed',
};

/** A fault that a version has and the one before had not. */
export interface Fault {
  readonly reason: (typeof RETURN_REASONS)[number];
  readonly detail: string;
}

/**
 * What a running version lacks of what the one before could do.
 * @param before null: not known
 * @returns null: nothing
 */
export function lack(
  before: KioskHealth | null,
  state: KioskState | null,
  version: string,
  now: Moment,
): Fault | null {
  if (state === null || !isFresh(state, now))
    return { reason: 'not-started', detail: 'the kiosk tells nothing' };
  if (state.version !== version)
    return { reason: 'wrong-version', detail: `version ${state.version} runs in place of ${version}` };
  const { health } = state;
  const was = before ?? AT_LEAST;
  if (was.painted && !health.painted) return { reason: 'not-painted', detail: 'the page does not answer' };
  if (was.journal && !health.journal) return { reason: 'journal', detail: 'the journal is not open' };
  if (was.members && !health.members) return { reason: 'members', detail: 'the members cannot be searched' };
  if (was.hub === 'reached' && health.hub !== 'reached')
    return { reason: 'hub', detail: 'head office was reached before and is not now' };
  if (was.selfTest === 'passed' && health.selfTest !== 'passed')
    return { reason: 'self-test', detail: `self-test: ${health.selfTest}` };
  return null;
}

/** The verdict on a version: `undefined` while it is not yet given. */
export function verdict(
  fault: Fault | null,
  state: KioskState | null,
  now: Moment,
  judgedFor: number,
): 'good' | Fault | undefined {
  const lasted = state === null ? 0 : now.uptime - Math.max(state.since, state.started);
  if (fault === null && lasted >= GOOD_FOR) return 'good';
  if (judgedFor < JUDGED_FOR) return undefined;
  const visit = state?.visit === true && isFresh(state, now);
  if (visit && judgedFor < JUDGED_FOR + VISIT_WAITED_FOR) return undefined;
  return fault ?? { reason: 'not-started', detail: 'the kiosk starts again and again' };
}
