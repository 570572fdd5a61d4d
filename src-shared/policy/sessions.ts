import { DAY, MINUTE } from '../time/units.ts';

/**
 * Defaults of `session` in the configuration, in seconds (domain; WCAG 2.2.1 asks for at least 20 s to answer a
 * warning).
 */
export const VISIT_SECONDS = {
  warnAfter: 60,
  /** While the visitor waits for a code. */
  warnAfterWhileWaiting: 300,
  /** In the member space: shorter, since it shows more to the next visitor. */
  warnAfterInSpace: 45,
  /** Time to answer the warning before the visit is wiped. */
  answer: 30,
  /** Longest visit. */
  hardEnd: 1200,
  /** Longest stay in the member space, counted from the login. */
  spaceHardEnd: 900,
  /** Time before such an end at which it is told; at most a quarter of the limit. */
  warnBeforeEnd: 60,
  /** What a visitor can add to both limits, once; at most the limit again. */
  extension: 300,
} as const;

/** Longest session at head office, in milliseconds; a kiosk ends its visits sooner. */
export const LONGEST_SESSION = 25 * MINUTE;

/** Milliseconds without a call after which a session ends; the kiosk calls every few seconds. */
export const SESSION_SILENCE = 6 * MINUTE;

/** Milliseconds after which a password that head office accepted no longer counts at the kiosk without the line. */
export const ACCEPTED_PASSWORD_KEPT = DAY;

/** Milliseconds for which a fault is shown before the kiosk tries to serve again. */
export const FAULT_SHOWN_FOR = MINUTE;
