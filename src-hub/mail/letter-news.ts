import type { HubMail } from './templates/hub-mail.ts';

/** What a letter without a code can tell; its words are in `letters/paper/notice-letter-text.ts`. */
export const LETTER_NEWS = [
  'password',
  'account',
  'account-replaced',
  'email',
  'phone',
  'address',
  'device-added',
  'device-blocked',
  'device-unblocked',
  'device-deleted',
  'delegation-offered',
  'delegation-accepted',
  'delegation-declined',
  'delegation-revoked',
  'delegation-granted',
  'voided',
  'email-staff',
  'phone-staff',
  'address-staff',
] as const;

export type LetterNews = (typeof LETTER_NEWS)[number];

/** What a letter says instead of a mail; null: nothing that is worth a letter, such as a reminder. */
export function letterNewsOf(
  mail: Pick<HubMail, 'kind'> & { readonly channel?: string; readonly byAdviser?: boolean | undefined },
): LetterNews | null {
  const by = mail.byAdviser === true ? '-staff' : '';
  switch (mail.kind) {
    case 'password-set':
    case 'password-attested':
      return 'password';
    case 'account-confirmed':
      return 'account';
    case 'contact-changed':
      return `${mail.channel === 'email' ? 'email' : 'phone'}${by}`;
    case 'address-reported':
      return `address${by}`;
    case 'kiosk-voided':
      return 'voided';
    default:
      return LETTER_NEWS.find((news) => news === mail.kind) ?? null;
  }
}
