import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** More changes in a day than are told one by one. */
export function moreChangesWords(mail: MailOf<'more-changes'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  return {
    subject: m.mail_more_changes_subject({ name }, locale),
    heading: m.mail_more_changes_heading({}, locale),
    blocks: [
      paragraph(m.mail_more_changes_what({ moment: longMoment(mail.at, mail.language) }, locale)),
      paragraph(m.mail_more_changes_look({}, locale)),
      advice(m.mail_not_you({}, locale), m.mail_more_changes_unwanted({ phone }, locale)),
    ],
  };
}
