import { smtpTryTimeout } from '../../src-shared/mail/smtp-options.ts';
import { smtpSender } from '../../src-shared/mail/smtp-sender.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { MailFiles } from './mail-files.ts';
import { smtpServerOf } from './mail-options.ts';
import type { MailDelivery } from './templates/message.ts';
import type { MailSettings } from './settings.ts';
import { renderMessage } from './templates/render-message.ts';
import type { Transport } from './transport.ts';

/** What a {@link mailTransport} works with. */
export interface MailTransportDeps {
  readonly settings: MailSettings;
  readonly files?: MailFiles;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Carries mails to the configured server (SMTP, pooled), each with a Message-ID that is the same on every try. */
export function mailTransport({
  settings,
  files,
  clock,
  timers,
}: MailTransportDeps): Transport<MailDelivery> {
  const server = smtpServerOf(settings, files);
  const sender = smtpSender(server);
  return {
    async send(id, { to, message }, signal) {
      const limit = new AbortController();
      const cancel = timers.after(smtpTryTimeout(server), () => limit.abort());
      const mail = {
        id,
        from: { name: settings.fromName ?? message.agency.name, address: settings.from },
        to,
        replyTo: settings.replyTo,
        date: new Date(clock.toWall(clock.now())),
        language: message.language,
        mail: renderMessage(message),
      };
      try {
        return await sender.send(mail, signal, limit.signal);
      } finally {
        cancel();
      }
    },
    close: () => sender.close(),
  };
}
