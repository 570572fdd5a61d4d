import type { Agency } from '../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailOf } from './hub-mail.ts';

/** To the former e-mail address, after the member's e-mail address or phone number was changed. */
export function contactChangedWords(mail: MailOf<'contact-changed'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const facts = { moment: longMoment(mail.at, mail.language), masked: mail.masked };
  const texts = {
    email: {
      heading: m.mail_contact_changed_heading_email({}, locale),
      blocks: [
        paragraph(m.mail_contact_changed_email(facts, locale)),
        paragraph(m.mail_contact_changed_email_now({}, locale)),
      ],
    },
    sms: {
      heading: m.mail_contact_changed_heading_phone({}, locale),
      blocks: [paragraph(m.mail_contact_changed_phone(facts, locale))],
    },
  };
  const { heading, blocks } = texts[mail.channel];
  return {
    subject: m.mail_contact_changed_subject({ name }, locale),
    heading,
    blocks: [...blocks, paragraph(m.mail_if_you({}, locale)), notYouAdvice(phone, mail.language)],
  };
}
