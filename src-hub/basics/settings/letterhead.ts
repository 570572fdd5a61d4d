import type { HubSettings } from './settings.ts';

/** Sender of the letters. */
export interface Letterhead {
  readonly name: string;
  readonly address: readonly string[];
  readonly phone: string;
  readonly email: string;
}

export function letterheadOf(settings: HubSettings): Letterhead {
  return {
    name: settings.HUB_LETTERHEAD_NAME,
    address: settings.HUB_LETTERHEAD_ADDRESS.split('|').map((line) => line.trim()),
    phone: settings.HUB_LETTERHEAD_PHONE,
    email: settings.HUB_LETTERHEAD_EMAIL,
  };
}
