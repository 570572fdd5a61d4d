import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { CORRECTED_HOLD } from '../../../../src-shared/policy/staff/staff.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** To the former e-mail address, after the member's e-mail address or phone number was changed. */
export function contactChangedWords(mail: MailOf<'contact-changed'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const facts = { moment: longMoment(mail.at, mail.language), masked: mail.masked };
  const byAdviser = mail.byAdviser === true;
  const held = byAdviser
    ? [paragraph(m.mail_contact_changed_held({ hours: CORRECTED_HOLD / HOUR }, locale))]
    : [];
  const texts = {
    email: {
      heading: m.mail_contact_changed_heading_email({}, locale),
      blocks: [
        paragraph(
          (byAdviser ? m.mail_contact_changed_email_staff : m.mail_contact_changed_email)(facts, locale),
        ),
        paragraph(m.mail_contact_changed_email_now({}, locale)),
        ...held,
      ],
    },
    sms: {
      heading: m.mail_contact_changed_heading_phone({}, locale),
      blocks: [
        paragraph(
          (byAdviser ? m.mail_contact_changed_phone_staff : m.mail_contact_changed_phone)(facts, locale),
        ),
        ...held,
      ],
    },
  };
  const { heading, blocks } = texts[mail.channel];
  return {
    subject: (byAdviser ? m.mail_contact_changed_subject_staff : m.mail_contact_changed_subject)(
      { name },
      locale,
    ),
    heading,
    blocks: [...blocks, paragraph(m.mail_if_you({}, locale)), notYouAdvice(phone, mail.language)],
  };
}
