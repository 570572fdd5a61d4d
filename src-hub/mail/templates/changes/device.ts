import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { notYouAdvice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { DEVICE_MAILS, MailOf } from '../hub-mail.ts';

type Kind = (typeof DEVICE_MAILS)[number];

/** What happened, and its consequence. */
const TEXTS = {
  'device-added': {
    subject: m.mail_device_added_subject,
    heading: m.mail_device_added_heading,
    text: m.mail_device_added,
    then: m.mail_device_added_then,
  },
  'device-blocked': {
    subject: m.mail_device_blocked_subject,
    heading: m.mail_device_blocked_heading,
    text: m.mail_device_blocked,
    then: m.mail_device_blocked_then,
  },
  'device-unblocked': {
    subject: m.mail_device_unblocked_subject,
    heading: m.mail_device_unblocked_heading,
    text: m.mail_device_unblocked,
    then: m.mail_device_unblocked_then,
  },
  'device-deleted': {
    subject: m.mail_device_deleted_subject,
    heading: m.mail_device_deleted_heading,
    text: m.mail_device_deleted,
    then: m.mail_device_deleted_then,
  },
} satisfies Record<Kind, unknown>;

const TYPES = {
  phone: m.mail_device_phone,
  tablet: m.mail_device_tablet,
  computer: m.mail_device_computer,
} satisfies Record<MailOf<Kind>['type'], unknown>;

/** A device with the mobile application was added, blocked, unblocked or deleted. */
export function deviceWords(mail: MailOf<Kind>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const texts = TEXTS[mail.kind];
  const moment = longMoment(mail.at, mail.language);
  const type = TYPES[mail.type]({}, locale);
  return {
    subject: texts.subject({ name }, locale),
    heading: texts.heading({}, locale),
    blocks: [
      paragraph(texts.text({ moment, device: mail.device, type }, locale)),
      ...(mail.byHelper ? [paragraph(m.mail_device_by_helper({}, locale))] : []),
      paragraph(texts.then({}, locale)),
      notYouAdvice(phone, mail.language),
    ],
  };
}
