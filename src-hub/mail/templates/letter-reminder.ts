import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longDay } from '../../../src-shared/time/moment-words.ts';
import type { MailOf } from './hub-mail.ts';

/** The provisional password expires soon and is unused. */
export function letterReminderWords(mail: MailOf<'letter-reminder'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const lastDay = longDay(new Date(mail.lastDay), mail.language);
  return {
    subject: m.mail_letter_reminder_subject({ name }, locale),
    heading: m.mail_letter_reminder_heading({}, locale),
    blocks: [
      paragraph(m.mail_letter_reminder_what({ lastDay }, locale)),
      paragraph(m.mail_letter_reminder_do({}, locale)),
      advice(m.mail_letter_reminder_lost({}, locale), m.mail_letter_reminder_lost_do({ phone }, locale)),
      advice(m.mail_letter_reminder_unwanted({}, locale), m.mail_letter_reminder_unwanted_do({}, locale)),
    ],
  };
}
