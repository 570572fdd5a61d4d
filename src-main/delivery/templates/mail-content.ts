import type { Agency } from '../../../src-shared/journey/view.ts';
import type { Language } from '../../../src-shared/language.ts';

/** One piece of a mail's body. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** An activation code, to be read off and typed. */
  | { readonly kind: 'code'; readonly text: string }
  /** What to do when something is not as it should be. */
  | { readonly kind: 'advice'; readonly question: string; readonly answer: string };

/** A mail as words alone; its text and its HTML are both made of this, and so say the same. */
export interface MailContent {
  readonly language: Language;
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  readonly contactTitle: string;
  readonly agency: Agency;
  /** Last line, in small type. */
  readonly footer: string;
}

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
