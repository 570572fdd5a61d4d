import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailOf } from './hub-mail.ts';
import { REQUEST_NAMES } from './request-names.ts';

/** A request of the member space has arrived: its kind and receipt, without what it says. */
export function requestReceivedWords(mail: MailOf<'request-received'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const facts = {
    what: REQUEST_NAMES[mail.what]({}, locale),
    moment: longMoment(mail.at, mail.language),
  };
  return {
    subject: m.mail_request_received_subject({ name }, locale),
    heading: m.mail_request_received_heading({}, locale),
    blocks: [
      paragraph(
        mail.byHelper
          ? m.mail_request_received_by_helper(facts, locale)
          : m.mail_request_received(facts, locale),
      ),
      paragraph(m.mail_request_receipt({ receipt: mail.receipt }, locale)),
      paragraph(m.mail_request_follow({}, locale)),
      advice(m.mail_not_you({}, locale), m.mail_request_not_you_call({ phone }, locale)),
    ],
  };
}
