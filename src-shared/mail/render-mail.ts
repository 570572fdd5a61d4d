import type { MailContent } from './mail-content.ts';
import { mailHtml } from './mail-html.ts';
import { mailText } from './mail-text.ts';

/** A mail, ready to send. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes a mail as text and as HTML. */
export function renderMail(content: MailContent): RenderedMail {
  return { subject: content.subject, text: mailText(content), html: mailHtml(content) };
}
