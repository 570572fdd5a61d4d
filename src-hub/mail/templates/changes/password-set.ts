import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** The notice after each new password (NIST SP 800-63B requires one after a recovery). */
export function passwordSetWords(mail: MailOf<'password-set'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const moment = longMoment(mail.at, mail.language);
  return {
    subject: m.mail_password_set_subject({ name }, locale),
    heading: m.mail_password_set_heading({}, locale),
    blocks: [
      paragraph(m.mail_password_set({ moment }, locale)),
      paragraph(m.mail_if_you({}, locale)),
      notYouAdvice(phone, mail.language),
    ],
  };
}
