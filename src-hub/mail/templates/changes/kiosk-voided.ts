import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** Head office has ended what a kiosk had told: what that means, and what to do. */
export function kioskVoidedWords(mail: MailOf<'kiosk-voided'>, { name, phone }: Agency): MailWords {
  const locale = { locale: mail.language };
  const moment = longMoment(mail.at, mail.language);
  const isPassword = mail.what === 'password';
  return {
    subject: isPassword
      ? m.mail_kiosk_voided_subject_password({ name }, locale)
      : m.mail_kiosk_voided_subject_request({ name }, locale),
    heading: m.mail_kiosk_voided_heading({}, locale),
    blocks: [
      paragraph(
        isPassword
          ? m.mail_kiosk_voided_password({ moment }, locale)
          : m.mail_kiosk_voided_request({ moment }, locale),
      ),
      paragraph(
        isPassword ? m.mail_kiosk_voided_do_password({}, locale) : m.mail_kiosk_voided_do_request({}, locale),
      ),
      notYouAdvice(phone, mail.language),
    ],
  };
}
