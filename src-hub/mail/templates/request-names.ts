import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { MailOf } from './hub-mail.ts';

/** Names of requests of the member space, as part of a sentence. */
export const REQUEST_NAMES = {
  document: m.mail_request_kind_document,
  address: m.mail_request_kind_address,
  situation: m.mail_request_kind_situation,
  question: m.mail_request_kind_question,
  contact: m.mail_request_kind_contact,
} satisfies Record<MailOf<'request-received'>['what'], unknown>;
