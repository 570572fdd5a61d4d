import { MACHINE_PARTS, TEST_PARTS } from '../../src-shared/policy/staff/morning-test.ts';
import { STAFF_ACT_NAMES } from '../../src-shared/policy/staff/staff-acts.ts';
import { SPACE_SCREEN_IDS } from '../../src-shared/journey/space-screen-ids.ts';

/** One screen of the tour. */
export interface TourStep {
  readonly screen: string;
  /** Milliseconds from tap to paint; for screens that come without a tap, from their cause to their sight. */
  readonly ms: number;
  /** Path of the picture, relative to the checkout. */
  readonly screenshot: string;
}

/** What a journey takes: screens and parts of screens, and touches. Where its goal begins at the menu, the idle screen is not counted. */
export interface TourJourney {
  readonly id: keyof typeof JOURNEY_GOALS;
  readonly screens: number;
  readonly touches: number;
}

/** The journeys that are counted, and the most that each should take; null: no goal. */
export const JOURNEY_GOALS = {
  'first-connection-by-email': { from: 'attract', screens: 11, touches: 55 },
  'first-connection-card-scanned': { from: 'attract', screens: 11, touches: 46 },
  'account-request': { from: 'menu', screens: 9, touches: null },
  activation: { from: 'menu', screens: 11, touches: null },
  'password-by-sms': { from: 'attract', screens: null, touches: null },
  'password-by-letter': { from: 'attract', screens: null, touches: null },
} as const;

/** Journeys that took more screens or touches than their goal. */
export function overGoal(journeys: readonly TourJourney[]): TourJourney['id'][] {
  return journeys
    .filter(({ id, ...took }) =>
      (['screens', 'touches'] as const).some((what) => took[what] > (JOURNEY_GOALS[id][what] ?? Infinity)),
    )
    .map(({ id }) => id);
}

/** A visit's count as its goal counts it. */
export function countedJourney(
  id: TourJourney['id'],
  { screens, touches }: Pick<TourJourney, 'screens' | 'touches'>,
): TourJourney {
  return { id, screens: JOURNEY_GOALS[id].from === 'menu' ? screens - 1 : screens, touches };
}

/** The count of each journey beside its goal, one a line. */
export function journeyLines(journeys: readonly TourJourney[]): string {
  const beside = (count: number, goal: number | null): string =>
    goal === null ? String(count) : `${count} (goal ≤ ${goal})`;
  return journeys
    .map(({ id, screens, touches }) => {
      const goal = JOURNEY_GOALS[id];
      return `${id.padEnd(31)} screens ${beside(screens, goal.screens).padEnd(15)} touches ${beside(touches, goal.touches)}`;
    })
    .join('\n');
}

/** Output of `npm run tour -- --json`. */
export interface TourReport {
  readonly ok: boolean;
  readonly runtime: string;
  readonly steps: readonly TourStep[];
  /** What each journey takes, by the tour's own count. */
  readonly journeys: readonly TourJourney[];
  /** Answer of head office to a login at home with a password that was set at the kiosk. */
  readonly loginAtHome: string;
}

/** Screens that a complete tour has seen. */
export const TOUR_SCREENS = [
  'attract',
  'attract-updates-overdue',
  'menu',
  'identify',
  'choose-channel',
  'enter-code',
  'define-password',
  'password-done',
  'letter-requested',
  'letter-code',
  'login',
  'security-advice',
  'help',
  'space-home',
  'space-home-confirm',
  ...SPACE_SCREEN_IDS,
  'idle-warning',
  'out-of-service',
  'account-situation',
  'account-request',
  'account-requested',
  'activate',
  'activate-identity',
  'activated-pending',
  'account-active',
  'account-code',
  'identify-unknown',
  'identify-largest',
  'identify-contrast',
  'enter-code-wrong',
  'choose-channel-shut',
  'choose-channel-offline',
  'space-reimbursements-chart',
] as const;

/** Screens that a complete tour of staff has seen. Those of the branch page begin with `agence`. */
export const STAFF_TOUR_SCREENS = [
  ...['agence-first-use', 'agence-app', 'agence-recovery', 'agence-login', 'agence-quiet', 'agence-help'],
  ...['call', 'call-calling', 'agence-call', 'agence-taken', 'call-taken'],
  ...['staff-login', 'staff-login-pin', 'staff-login-wrong', 'staff-home', 'staff-assist'],
  ...STAFF_ACT_NAMES.map((act) => `staff-act-${act}`),
  ...['staff-reason', 'staff-document', 'staff-code'],
  ...['waiting-ticket', 'take-ticket', 'call-here', 'attract-light', 'staff-assist-offline'],
  ...['staff-sync', 'staff-test', 'staff-test-done', 'agence-test'],
  ...TEST_PARTS.filter((part) => !MACHINE_PARTS.some((own) => own === part)).map(
    (part) => `staff-test-${part}`,
  ),
] as const;

/** Screens that a tour has not seen. */
export function missingScreens(steps: readonly TourStep[], wanted: readonly string[]): string[] {
  const seen = new Set(steps.map((step) => step.screen));
  return wanted.filter((screen) => !seen.has(screen));
}

/** Screens that come without a tap; their times do not count. */
const UNTAPPED = new Set([
  'attract',
  'attract-updates-overdue',
  'idle-warning',
  'out-of-service',
  'account-active',
]);

/** Times of the taps, in one line. */
export function timesLine(steps: readonly TourStep[]): string {
  const taps = steps.filter((step) => !UNTAPPED.has(step.screen));
  const times = taps.map((step) => step.ms).sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  return `tap to paint: median ${at(0.5)} ms, p99 ${at(0.99)} ms over ${times.length} taps`;
}
