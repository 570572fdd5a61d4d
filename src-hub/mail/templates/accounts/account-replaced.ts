import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** To the former address of an account that another account has replaced. */
export function accountReplacedWords(mail: MailOf<'account-replaced'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const moment = longMoment(mail.at, mail.language);
  return {
    subject: m.mail_account_replaced_subject({ name }, locale),
    heading: m.mail_account_replaced_heading({}, locale),
    blocks: [
      paragraph(m.mail_account_replaced_what({ moment }, locale)),
      paragraph(m.mail_if_you({}, locale)),
      notYouAdvice(phone, mail.language),
    ],
  };
}
