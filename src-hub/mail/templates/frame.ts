import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { Language } from '../../../src-shared/language.ts';
import type { MailBlock, MailContent } from '../../../src-shared/mail/mail-content.ts';

/** The words of one kind of mail in one language. */
export interface MailWords {
  /** Shows on locked screens: no code, no name, no address stands in it. */
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
}

const ENDS: Readonly<Record<Language, { hello: string; contactTitle: string; footer: string }>> = {
  fr: {
    hello: 'Bonjour,',
    contactTitle: 'Votre agence',
    footer: 'Ce message a été envoyé automatiquement, à la suite d’une demande faite pour votre compte.',
  },
  en: {
    hello: 'Hello,',
    contactTitle: 'Your branch',
    footer: 'This message was sent automatically, after a request made for your account.',
  },
};

/** What all mails of the hub have in common, around the words of one. */
export function framed(language: Language, agency: Agency, words: MailWords): MailContent {
  const { hello, contactTitle, footer } = ENDS[language];
  return {
    ...words,
    language,
    agency,
    blocks: [paragraph(hello), ...words.blocks],
    contactTitle,
    footer,
  };
}

/** A paragraph. */
export function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

/** What to do when something is not as it should be. */
export function advice(question: string, answer: string): MailBlock {
  return { kind: 'advice', question, answer };
}

/** A number of minutes in words: French and English write them alike. */
export function minutes(count: number): string {
  return `${count}\u00a0minute${count > 1 ? 's' : ''}`;
}
