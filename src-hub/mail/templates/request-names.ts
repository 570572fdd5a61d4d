import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { MailOf } from './hub-mail.ts';

/** What a request of the member space is called within a sentence of a mail. */
export const REQUEST_NAMES = {
  document: m.mail_request_kind_document,
  address: m.mail_request_kind_address,
  situation: m.mail_request_kind_situation,
  question: m.mail_request_kind_question,
  contact: m.mail_request_kind_contact,
} satisfies Record<MailOf<'request-received'>['what'], unknown>;
