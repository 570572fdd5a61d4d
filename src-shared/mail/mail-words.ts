import type { Agency } from '../journey/agency.ts';
import type { Language } from '../messages/languages.ts';
import { m } from '../messages/compiled/messages.js';
import type { MailBlock, MailContent } from './mail-content.ts';

/** The words of one mail, in its language. */
export interface MailWords {
  /** Shown on locked screens: contains no code, name or address. */
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
}

/**
 * Adds what all mails share to the words of one.
 * @param footer why the mail was sent
 */
export function frameMail(language: Language, agency: Agency, words: MailWords, footer: string): MailContent {
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

export function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

/** What to do when something is wrong. */
export function advice(question: string, answer: string): MailBlock {
  return { kind: 'advice', question, answer };
}

/** Advice to call the agency when somebody else did what the mail tells. */
export function notYouAdvice(phone: string, language: Language): MailBlock {
  const locale = { locale: language };
  return advice(m.mail_not_you({}, locale), m.mail_not_you_call({ phone }, locale));
}

/**
 * How long a code is valid, and for whom.
 * @param count minutes
 */
export function codeValidity(count: number, language: Language): MailBlock {
  const locale = { locale: language };
  const minutes = m.mail_minutes({ count }, locale);
  return paragraph(m.mail_code_valid({ minutes }, locale));
}
