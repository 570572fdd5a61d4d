import { z } from 'zod';
import { readEmail } from '../../src-shared/values/contact/email.ts';
import { smtpTryTimeout } from '../../src-shared/mail/smtp-options.ts';
import { smtpSender } from '../../src-shared/mail/smtp-sender.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { readMailFiles, type MailFiles } from './mail-files.ts';
import type { ChannelModule } from './channel-module.ts';
import { smtpServerOf } from './mail-options.ts';
import { mailMessageSchema } from '../../src-shared/sms/message.ts';
import type { MailSettings } from './settings.ts';
import { renderMessage } from './templates/render-message.ts';
import type { Transport } from './transport.ts';

const mailDeliverySchema = z.strictObject({
  channel: z.literal('email'),
  /** An older version may have stored it in upper case. */
  to: z.string().refine((email) => readEmail(email).ok),
  message: mailMessageSchema,
});

/** A delivery by e-mail. */
export type MailDelivery = z.infer<typeof mailDeliverySchema>;

/** E-mail, through the configured SMTP server. */
export const emailChannel = {
  id: 'email',
  delivery: mailDeliverySchema,
  open: ({ mail }, edges) =>
    mail === undefined
      ? null
      : {
          sender: mail.from,
          transport: mailTransport({ settings: mail, files: filesOf(mail), ...edges }),
        },
} satisfies ChannelModule<'email'>;

/** The files were checked with the configuration. A file that has vanished since then stops the start. */
function filesOf(settings: MailSettings): MailFiles {
  const result = readMailFiles(settings);
  if (!result.ok) throw new Error(`${result.key}: expected ${result.expected}`);
  return result.files;
}

/** What {@link mailTransport} needs. */
export interface MailTransportDeps {
  readonly settings: MailSettings;
  readonly files?: MailFiles;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Sends mails to the configured server (SMTP, pooled). A mail has the same Message-ID on every try. */
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
