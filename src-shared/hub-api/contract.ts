/**
 * Version of the contract between hub and kiosks (this folder). It grows when an older kiosk and a newer hub no
 * longer understand each other. A new call or a new field of an answer does not count: kiosks ignore fields of answers
 * that they do not know. A new `result`, a new value of a list, and a new kind or field of an event count: an event of
 * a newer contract than the hub's is not refused for good.
 *
 * - 1: answers are read strictly. Websites and devices that say no contract speak it.
 * - 2: answers are read tolerantly, and an unreadable value is set aside.
 * - 3: kiosks sign their requests. Those of before are not served.
 * - 4: kiosks tell what advisers do there (`staff-act`).
 */
export const CONTRACT = 4;

/** The contract from which on kiosks sign their requests. Websites and devices may speak an older one. */
export const KIOSKS_SIGN_FROM = 3;

/** The oldest contract that a hub still serves. Older kiosks get the fault `outdated`. */
export const OLDEST_SERVED = 1;

/** Header with the contract version of the caller. Without it, version 1 is assumed. */
export const CONTRACT_HEADER = 'x-borne-contract';

/**
 * Header with the version of the caller's application (see `APP_VERSION`). Staff see it in lists; no decision depends
 * on it.
 */
export const VERSION_HEADER = 'x-borne-version';

/**
 * Header with the countries to which a kiosk sends text messages, two letters each, parted by commas; absent: it sends
 * none. The hub logs when they are not its own; no decision depends on it.
 */
export const SMS_COUNTRIES_HEADER = 'x-borne-sms-countries';

/**
 * The contract of a caller.
 * @param header the value of {@link CONTRACT_HEADER}
 * @returns null when it is no number
 */
export function contractOf(header: unknown): number | null {
  if (header === undefined) return 1;
  return typeof header === 'string' && /^[0-9]{1,9}$/u.test(header) ? Number(header) : null;
}

/** Whether the hub serves a caller. @param header as for {@link contractOf} */
export function isServed(header: unknown, oldest = OLDEST_SERVED): boolean {
  const contract = contractOf(header);
  return contract !== null && contract >= oldest;
}
