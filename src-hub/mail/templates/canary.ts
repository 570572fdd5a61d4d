import type { Agency } from '../../../src-shared/journey/agency.ts';
import { paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailOf } from './hub-mail.ts';

/** A mail of the morning test: its subject says that it is one. */
export function canaryWords({ place, at, language }: MailOf<'canary'>, { name }: Agency): MailWords {
  const locale = { locale: language };
  return {
    subject: m.mail_canary_subject({ name }, locale),
    heading: m.mail_canary_heading({}, locale),
    blocks: [
      paragraph(m.mail_canary_what({ place, moment: longMoment(at, language) }, locale)),
      paragraph(m.mail_canary_nobody({}, locale)),
    ],
  };
}
