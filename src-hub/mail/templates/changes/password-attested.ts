import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { ATTESTED_HOLD } from '../../../../src-shared/policy/hub-quotas.ts';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';
import type { MailOf } from '../hub-mail.ts';

/** The notice of a password that only a kiosk or a website attests, with a way to say that it was somebody else. */
export function passwordAttestedWords(
  { at, place, url, language }: MailOf<'password-attested'>,
  { name, phone }: Agency,
): MailWords {
  const locale = { locale: language };
  const moment = longMoment(at, language);
  return {
    subject:
      place === null
        ? m.mail_password_attested_website_subject({ name }, locale)
        : m.mail_password_attested_subject({ name }, locale),
    heading: m.mail_password_set_heading({}, locale),
    blocks: [
      paragraph(
        place === null
          ? m.mail_password_attested_website({ moment }, locale)
          : m.mail_password_attested({ moment, place }, locale),
      ),
      paragraph(m.mail_password_attested_hold({ hours: ATTESTED_HOLD / HOUR }, locale)),
      paragraph(m.mail_if_you({}, locale)),
      { kind: 'link', text: m.mail_password_attested_button({}, locale), url },
      notYouAdvice(phone, language),
    ],
  };
}
