import type { HubDeps } from '../core/hub-deps.ts';

/** What was logged last of each kiosk, so that it is said once for each start of the hub, and again when it changes. */
const SAID = new WeakMap<HubDeps['log'], Map<string, string>>();

/**
 * Logs that a kiosk sends text messages to other countries than head office allows (`HUB_SMS_COUNTRIES`). Codes of one
 * of the two would not reach a member whom the other lets choose text messages.
 * @param header value of the kiosk's header
 */
export function noteSmsCountries(
  { settings, log }: Pick<HubDeps, 'settings' | 'log'>,
  kiosk: string,
  header: unknown,
): void {
  if (typeof header !== 'string' || !/^[A-Z]{2}(?:,[A-Z]{2}){0,299}$/u.test(header)) return;
  const said = SAID.get(log) ?? new Map<string, string>();
  SAID.set(log, said);
  if (said.get(kiosk) === header) return;
  said.set(kiosk, header);
  const there = header.split(',');
  const here: readonly string[] = settings.HUB_SMS_COUNTRIES;
  const onlyKiosk = there.filter((country) => !here.includes(country)).toSorted();
  const onlyHub = here.filter((country) => !there.includes(country)).toSorted();
  if (onlyKiosk.length + onlyHub.length > 0)
    log.warn({ kiosk, onlyKiosk: onlyKiosk.join(','), onlyHub: onlyHub.join(',') }, 'sms-countries-differ');
}
