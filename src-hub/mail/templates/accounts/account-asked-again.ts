import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/** To a confirmed account, after somebody asked for another provisional password. */
export function accountAskedAgainWords(mail: MailOf<'account-asked-again'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const moment = longMoment(mail.at, mail.language);
  return {
    subject: m.mail_account_asked_again_subject({ name }, locale),
    heading: m.mail_account_asked_again_heading({}, locale),
    blocks: [
      paragraph(m.mail_account_asked_again_what({ moment }, locale)),
      paragraph(m.mail_account_asked_again_until({}, locale)),
      advice(
        m.mail_account_asked_again_forgotten({}, locale),
        m.mail_account_asked_again_forgotten_do({}, locale),
      ),
      advice(m.mail_not_asked({}, locale), m.mail_account_asked_again_unwanted({ phone }, locale)),
    ],
  };
}
