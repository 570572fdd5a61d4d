import { DAY, HOUR } from '../time/units.ts';

/** Codes that one kiosk may ask head office for within an hour, by channel; a website times `WEBSITE_FACTOR`. */
export const KIOSK_CODES_PER_HOUR = { email: 60, sms: 40 } as const;

/** Codes that one kiosk may ask head office for within 24 hours, over all channels; a website times `WEBSITE_FACTOR`. */
export const KIOSK_CODES_PER_DAY = 400;

/** Codes within an hour for the kiosks of one network (an IPv4 address, or a /64 of IPv6): a large branch. */
export const NETWORK_CODES_PER_HOUR = 150;

/** Price of a text message in hundredths of a euro cent: default of `HUB_SMS_PRICE`. */
export const SMS_PRICE = 600;

/** Most money for text messages in a day, in hundredths of a euro cent: default of `HUB_SMS_DAY_CEILING` (150 €). */
export const SMS_DAY_CEILING = 1_500_000;

/** Largest part of that money which one website may use: whoever steals its key does not leave all kiosks without. */
export const WEBSITE_SMS_SHARE = 0.5;

/**
 * Passwords a day that one kiosk may attest by itself: default of `HUB_KIOSK_PASSWORDS_PER_DAY`. A website has no more: it
 * always has the line, so it shows proofs.
 */
export const ATTESTED_PER_DAY = 20;

/** Milliseconds for which a password that a kiosk attests opens no change of channel, address, device or delegation. */
export const ATTESTED_HOLD = 72 * HOUR;

/** Life of the link by which somebody says that such a password is not theirs, in milliseconds: a week, as its mail. */
export const DISAVOWAL_LIFE = 7 * DAY;
