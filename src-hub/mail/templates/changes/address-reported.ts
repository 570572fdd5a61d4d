import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longDay, longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** A new postal address was reported: when letters with codes follow it, and what to do if it was somebody else. */
export function addressReportedWords(mail: MailOf<'address-reported'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const { receipt, language, lettersFrom } = mail;
  return {
    subject: (mail.byAdviser === true
      ? m.mail_address_reported_subject_staff
      : m.mail_address_reported_subject)({ name }, locale),
    heading: m.mail_address_reported_heading({}, locale),
    blocks: [
      paragraph(
        (mail.byAdviser === true ? m.mail_address_reported_staff : m.mail_address_reported)(
          { moment: longMoment(mail.at, language), receipt },
          locale,
        ),
      ),
      ...(lettersFrom === null
        ? []
        : [
            paragraph(
              m.mail_address_reported_letters({ day: longDay(new Date(lettersFrom), language) }, locale),
            ),
          ]),
      paragraph(m.mail_if_you({}, locale)),
      notYouAdvice(phone, language),
    ],
  };
}
