import type { HubSettings } from '../basics/settings/settings.ts';
import type { HubDeps } from '../core/hub-deps.ts';

/** Countries, two letters each in order, that only one side sends text messages to. */
export interface SmsDifference {
  readonly onlyKiosk: readonly string[];
  readonly onlyHub: readonly string[];
}

/** The countries that a kiosk tells, parted by commas. @param header value of the kiosk's header; null: it tells none */
export function toldCountries(header: unknown): string | null {
  return typeof header === 'string' && /^[A-Z]{2}(?:,[A-Z]{2}){0,299}$/u.test(header) ? header : null;
}

/**
 * How the countries of a kiosk differ from those that head office allows (`HUB_SMS_COUNTRIES`). Codes of one of the two
 * would not reach a member whom the other lets choose text messages.
 * @param told as {@link toldCountries} has them
 * @returns null: they are the same, or the kiosk sends no text messages
 */
export function smsDifference(
  { HUB_SMS_COUNTRIES: here }: Pick<HubSettings, 'HUB_SMS_COUNTRIES'>,
  told: string | null,
): SmsDifference | null {
  if (told === null) return null;
  const there = told.split(',');
  const allowed: readonly string[] = here;
  const onlyKiosk = there.filter((country) => !allowed.includes(country)).toSorted();
  const onlyHub = allowed.filter((country) => !there.includes(country)).toSorted();
  return onlyKiosk.length + onlyHub.length === 0 ? null : { onlyKiosk, onlyHub };
}

/** Logs a difference when a kiosk tells other countries than before. */
export function logSmsDifference(
  { settings, log }: Pick<HubDeps, 'settings' | 'log'>,
  kiosk: string,
  told: string | null,
): void {
  const differs = smsDifference(settings, told);
  if (differs === null) return;
  const { onlyKiosk, onlyHub } = differs;
  log.warn({ kiosk, onlyKiosk: onlyKiosk.join(','), onlyHub: onlyHub.join(',') }, 'sms-countries-differ');
}
