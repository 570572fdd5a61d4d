import type { Language } from '../../../src-shared/language.ts';

/** The words that each mail ends with. */
export const CLOSING: Readonly<Record<Language, { contactTitle: string; footer: string }>> = {
  fr: {
    contactTitle: 'Votre agence',
    footer: 'Ce message a été envoyé automatiquement, à la suite d’une demande faite à une borne.',
  },
  en: {
    contactTitle: 'Your branch',
    footer: 'This message was sent automatically, after a request made at a kiosk.',
  },
};
