import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

export function accountConfirmedWords(mail: MailOf<'account-confirmed'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const moment = longMoment(mail.at, mail.language);
  return {
    subject: m.mail_account_confirmed_subject({ name }, locale),
    heading: m.mail_account_confirmed_heading({}, locale),
    blocks: [
      paragraph(m.mail_account_confirmed_what({ moment }, locale)),
      paragraph(m.mail_account_confirmed_now({}, locale)),
      notYouAdvice(phone, mail.language),
    ],
  };
}
