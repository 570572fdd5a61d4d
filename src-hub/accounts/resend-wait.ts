const MINUTE = 60_000;

/** Waits in milliseconds after the first, second, … mail of a day: 60 s, 2, 5, then 15 min (domain). */
const WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const;

/** Mails in {@link SEND_WINDOW} that can be asked for (domain: 5 a day). */
const MOST_SENDS = 5;

/**
 * Mails in {@link SEND_WINDOW} at all. A mistyped address can be put right at once, as often as this lets it; nobody's
 * mailbox is filled.
 */
const MOST_MAILS = 10;

/** The span in which mails are counted: 24 hours, in milliseconds. */
export const SEND_WINDOW = 24 * 60 * MINUTE;

/**
 * How long it takes, in milliseconds, until one more mail with a code can be asked for.
 * @param sends moments at which the earlier ones were made, oldest first
 * @returns 0 when one may go now; null when none is left today
 */
export function resendWait(sends: readonly number[], now: number): number | null {
  const today = sends.filter((at) => at > now - SEND_WINDOW);
  if (today.length >= MOST_SENDS) return null;
  const last = today.at(-1);
  const wait = WAITS[Math.min(today.length, WAITS.length) - 1];
  return last === undefined || wait === undefined ? 0 : Math.max(0, last + wait - now);
}

/**
 * Whether a mail may go to an address that has just been given, however short ago the one before went to another.
 * @param sends moments at which the earlier ones were made, in milliseconds
 */
export function isSendAllowed(sends: readonly number[], now: number): boolean {
  return sends.filter((at) => at > now - SEND_WINDOW).length < MOST_MAILS;
}
