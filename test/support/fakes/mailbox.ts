import {
  type MailServer,
  type MailServerOptions,
  type ReceivedMail,
  startMailServer,
} from '../../../tools/demo/mail-server.ts';
import { Inbox } from './inbox.ts';

/** A real mail server and the mails that it received. */
export interface Mailbox extends MailServer {
  readonly all: readonly ReceivedMail[];
  /** Takes the first matching mail; waits up to `timeout` milliseconds. */
  readonly next: (wants?: (mail: ReceivedMail) => boolean, timeout?: number) => Promise<ReceivedMail>;
}

/** Opens a mailbox; `onMail` of the options is called too. */
export async function openMailbox(options: Partial<MailServerOptions> = {}): Promise<Mailbox> {
  const inbox = new Inbox<ReceivedMail>();
  const onMail = (mail: ReceivedMail): void => {
    inbox.put(mail);
    options.onMail?.(mail);
  };
  const server = await startMailServer({ ...options, onMail });
  return { ...server, all: inbox.all, next: (wants, timeout) => inbox.next(wants, timeout) };
}

/** The activation code in a mail or SMS, without the space in its middle. */
export function codeIn(text: string): string {
  const code = findCode(text);
  if (code === null) throw new Error('no code in this text');
  return code;
}

/** Like {@link codeIn}; null when there is none. */
export function findCode(text: string): string | null {
  const found = /\b(\d{3})[ \u00a0](\d{3})\b/u.exec(text);
  return found ? `${found[1]}${found[2]}` : null;
}
