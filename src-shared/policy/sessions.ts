import { DAY, MINUTE } from '../time/units.ts';

/** Defaults of the configuration's `session`, in seconds (domain; the answer to a warning: WCAG 2.2.1 asks for at least 20). */
export const VISIT_SECONDS = {
  warnAfter: 60,
  /** While the visitor waits for a code. */
  warnAfterWhileWaiting: 300,
  /** In the member space, where more is to be seen by whoever comes next. */
  warnAfterInSpace: 45,
  /** To answer the warning before everything is wiped. */
  answer: 30,
  /** Longest visit, whatever happens. */
  hardEnd: 1200,
  /** Longest stay in the member space, from the login. */
  spaceHardEnd: 900,
} as const;

/** Longest session at head office, in milliseconds: a kiosk ends its visits sooner. */
export const LONGEST_SESSION = 25 * MINUTE;

/** A session that nothing was asked of for so long is over, in milliseconds: the kiosk asks every few seconds. */
export const SESSION_SILENCE = 6 * MINUTE;

/** A password that head office has accepted is checked there, and no longer at the kiosk, after this long, in milliseconds. */
export const ACCEPTED_PASSWORD_KEPT = DAY;
