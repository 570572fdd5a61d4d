import type { Message } from '../message.ts';
import { activationCodeMail } from './activation-code.ts';
import type { MailContent } from '../../../src-shared/mail/mail-content.ts';
import { mailHtml } from '../../../src-shared/mail/mail-html.ts';
import { mailText } from '../../../src-shared/mail/mail-text.ts';
import { passwordSetMail } from './password-set.ts';

/** A mail ready for its envelope. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes the mail of a message, in the message's language. */
export function renderMail(message: Message): RenderedMail {
  const content = contentOf(message);
  return { subject: content.subject, text: mailText(content), html: mailHtml(content) };
}

function contentOf(message: Message): MailContent {
  switch (message.kind) {
    case 'activation-code':
      return activationCodeMail(message);
    case 'password-set':
      return passwordSetMail(message);
  }
}
