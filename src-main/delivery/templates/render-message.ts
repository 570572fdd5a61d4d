import type { MailContent } from '../../../src-shared/mail/mail-content.ts';
import { renderMail, type RenderedMail } from '../../../src-shared/mail/render-mail.ts';
import type { MailMessage } from '../message.ts';
import { activationCodeMail } from './activation-code.ts';
import { passwordSetMail } from './password-set.ts';

/** Writes the mail of a message, in the message's language. */
export function renderMessage(message: MailMessage): RenderedMail {
  return renderMail(contentOf(message));
}

function contentOf(message: MailMessage): MailContent {
  switch (message.kind) {
    case 'activation-code':
      return activationCodeMail(message);
    case 'password-set':
      return passwordSetMail(message);
  }
}
