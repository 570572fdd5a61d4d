import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { MailOf } from './hub-mail.ts';
import { REQUEST_NAMES } from './request-names.ts';

type Answered = MailOf<'request-answered'>;

const STATES = {
  'in-progress': m.mail_request_in_progress,
  done: m.mail_request_done,
  refused: m.mail_request_refused,
} satisfies Record<Answered['state'], unknown>;

/**
 * Staff answered a request. The mail has only its state, because anybody may read a mail; the reply is in the member
 * space.
 */
export function requestAnsweredWords(mail: Answered, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const state = STATES[mail.state]({}, locale);
  const what = REQUEST_NAMES[mail.what]({}, locale);
  return {
    subject: m.mail_request_answered_subject({ name }, locale),
    heading: state,
    blocks: [
      paragraph(m.mail_request_answered({ what, receipt: mail.receipt, state }, locale)),
      paragraph(m.mail_request_details({ phone }, locale)),
      advice(m.mail_not_asked({}, locale), m.mail_not_asked_tell({ phone }, locale)),
    ],
  };
}
