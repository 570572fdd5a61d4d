import { frameMail, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { renderMail, type RenderedMail } from '../../../src-shared/mail/render-mail.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { MailMessage } from '../../../src-shared/sms/message.ts';
import { activationCodeWords } from './activation-code.ts';
import { passwordSetWords } from './password-set.ts';

/** Writes the mail of a message, in the message's language. */
export function renderMessage(message: MailMessage): RenderedMail {
  const { language, agency } = message;
  const footer = m.mail_footer_kiosk({}, { locale: language });
  return renderMail(frameMail(language, agency, wordsOf(message), footer));
}

function wordsOf(message: MailMessage): MailWords {
  switch (message.kind) {
    case 'activation-code':
      return activationCodeWords(message);
    case 'password-set':
      return passwordSetWords(message);
  }
}
