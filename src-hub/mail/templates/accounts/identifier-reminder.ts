import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import type { MailOf } from '../hub-mail.ts';

/** Tells the reader that this address is the identifier. */
export function identifierReminderWords(mail: MailOf<'identifier-reminder'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  return {
    subject: m.mail_identifier_subject({ name }, locale),
    heading: m.mail_identifier_heading({}, locale),
    blocks: [
      paragraph(m.mail_identifier_what({}, locale)),
      paragraph(m.mail_identifier_do({}, locale)),
      advice(m.mail_identifier_forgotten({}, locale), m.mail_identifier_forgotten_do({}, locale)),
      advice(m.mail_not_asked({}, locale), m.mail_identifier_unwanted({ phone }, locale)),
    ],
  };
}
