import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { LETTER_ARRIVES_WITHIN } from '../../../src-shared/policy/letters.ts';
import { longDay } from '../../../src-shared/time/moment-words.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import type { MailOf } from './hub-mail.ts';

/**
 * The letter with the provisional password was posted. It tells nothing about the holder, because its reader may be
 * somebody else.
 */
export function letterPostedWords(mail: MailOf<'letter-posted'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const days = LETTER_ARRIVES_WITHIN / DAY;
  const lastDay = longDay(new Date(mail.lastDay), mail.language);
  return {
    subject: m.mail_letter_posted_subject({ name }, locale),
    heading: m.mail_letter_posted_heading({}, locale),
    blocks: [
      paragraph(m.mail_letter_posted_what({ days }, locale)),
      paragraph(m.mail_letter_posted_do({ lastDay }, locale)),
      advice(m.mail_letter_posted_late({ days }, locale), m.mail_letter_posted_late_do({ phone }, locale)),
      advice(m.mail_not_asked({}, locale), m.mail_letter_posted_unwanted({ phone }, locale)),
    ],
  };
}
