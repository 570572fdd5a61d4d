import { notYouAdvice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { Message } from '../../../src-shared/sms/message.ts';

type PasswordSet = Extract<Message, { kind: 'password-set' }>;

/** Notice of a new password (NIST SP 800-63B: every recovery sends a notice). */
export function passwordSetWords({ language, at, agency }: PasswordSet): MailWords {
  const locale = { locale: language };
  return {
    subject: m.mail_password_set_subject({ name: agency.name }, locale),
    heading: m.mail_password_set_heading({}, locale),
    blocks: [
      paragraph(m.mail_password_set_kiosk({ moment: longMoment(at, language) }, locale)),
      paragraph(m.mail_if_you({}, locale)),
      notYouAdvice(agency.phone, language),
    ],
  };
}
