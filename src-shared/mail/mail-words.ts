import type { Agency } from '../journey/agency.ts';
import type { Language } from '../language.ts';
import { m } from '../messages/compiled/messages.js';
import type { MailBlock, MailContent } from './mail-content.ts';

/** The words of one mail in its language. */
export interface MailWords {
  /** Shows on locked screens: no code, no name, no address stands in it. */
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
}

/**
 * What all mails have in common, around the words of one.
 * @param footer why the mail was sent
 */
export function framed(language: Language, agency: Agency, words: MailWords, footer: string): MailContent {
  const locale = { locale: language };
  return {
    ...words,
    language,
    agency,
    blocks: [paragraph(m.mail_hello({}, locale)), ...words.blocks],
    contactTitle: m.mail_contact_title({}, locale),
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

/** Whom to call when somebody else did what the mail tells. */
export function notYou(phone: string, language: Language): MailBlock {
  const locale = { locale: language };
  return advice(m.mail_not_you({}, locale), m.mail_not_you_call({ phone }, locale));
}

/** How long a code is good, and for whom. @param count of minutes */
export function codeValid(count: number, language: Language): MailBlock {
  const locale = { locale: language };
  const minutes = m.mail_minutes({ count }, locale);
  return paragraph(m.mail_code_valid({ minutes }, locale));
}
