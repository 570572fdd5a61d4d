import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { LETTER_ARRIVES_WITHIN, LETTER_LEAVES_WITHIN } from '../../../../src-shared/policy/letters.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { MailOf } from '../hub-mail.ts';

/**
 * To an address that was typed with a request for an account. The same words whether the request fits somebody or not:
 * its reader may have typed what somebody else's data are.
 */
export function accountAskedWords(mail: MailOf<'account-asked'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  return {
    subject: m.mail_account_asked_subject({ name }, locale),
    heading: m.mail_account_asked_heading({}, locale),
    blocks: [
      paragraph(m.mail_account_asked_what({ moment: longMoment(mail.at, mail.language) }, locale)),
      paragraph(m.mail_account_asked_next({ hours: LETTER_LEAVES_WITHIN / HOUR }, locale)),
      advice(
        m.mail_account_asked_late({ days: LETTER_ARRIVES_WITHIN / DAY }, locale),
        m.mail_account_asked_late_do({ phone }, locale),
      ),
      advice(m.mail_not_asked({}, locale), m.mail_account_asked_unwanted({}, locale)),
    ],
  };
}
