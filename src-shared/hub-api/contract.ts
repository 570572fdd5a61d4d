/**
 * Number of the contract between hub and kiosks: this folder and what it means. It grows when a kiosk of before could no
 * longer understand a hub, or the hub it. A new call or a new optional field of a body is no such change; a new field of
 * an answer is one, since kiosks read answers strictly.
 */
export const CONTRACT = 1;

/** The oldest contract that a hub still serves; older kiosks are answered `outdated`. */
export const OLDEST_SERVED = 1;

/** Header of the number that the caller speaks; who sends none speaks the first. */
export const CONTRACT_HEADER = 'x-borne-contract';

/** Header of the version of the caller's application (see `APP_VERSION`): for lists of staff, never for a decision. */
export const VERSION_HEADER = 'x-borne-version';

/** Whether a hub serves a caller. @param header the value of {@link CONTRACT_HEADER} */
export function isServed(header: unknown, oldest = OLDEST_SERVED): boolean {
  if (header === undefined) return oldest <= 1;
  return typeof header === 'string' && /^[0-9]{1,9}$/u.test(header) && Number(header) >= oldest;
}
