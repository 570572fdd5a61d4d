import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { MailFiles } from './mail-files.ts';
import { mailTransportOptions, mailTryTimeout } from './mail-options.ts';
import type { MailDelivery } from './message.ts';
import type { MailSettings } from './settings.ts';
import { judgeSmtpError, type SmtpError } from '../../src-shared/mail/smtp-fault.ts';
import { renderMail } from './templates/render-mail.ts';
import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import type { Transport } from './transport.ts';

type Pool = Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>;

/** What a {@link mailTransport} works with. */
export interface MailTransportParts {
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
}: MailTransportParts): Transport<MailDelivery> {
  let pool: Promise<Pool> | undefined;
  // Loaded with the first message: the start of the kiosk must not wait for it.
  const transporter = (): Promise<Pool> =>
    (pool ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(mailTransportOptions(settings, files)),
    ));
  const domain = settings.from.slice(settings.from.lastIndexOf('@') + 1);
  return {
    async send(id, delivery, signal) {
      const { subject, text, html } = renderMail(delivery.message);
      const { language, agency } = delivery.message;
      const limit = new AbortController();
      const cancel = timers.after(mailTryTimeout(settings), () => limit.abort());
      try {
        const opened = await transporter();
        await opened.sendMail({
          messageId: `<${id}@${domain}>`,
          date: new Date(clock.toWall(clock.now())),
          envelope: { from: settings.from, to: [delivery.to] },
          from: { name: settings.fromName ?? agency.name, address: settings.from },
          to: { name: '', address: delivery.to },
          ...(settings.replyTo !== undefined && { replyTo: settings.replyTo }),
          subject,
          text,
          html,
          textEncoding: 'quoted-printable',
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': language,
          },
          signal: AbortSignal.any([signal, limit.signal]),
        });
        return { outcome: 'accepted' };
      } catch (error) {
        return signal.aborted ? { outcome: 'later', fault: 'stopped' } : judge(error);
      } finally {
        cancel();
      }
    },
    close: () => void pool?.then((opened) => opened.close()),
  };
}

/** @throws what is neither the server's fault nor the network's */
function judge(error: unknown): TransportResult {
  const result = error instanceof Error ? judgeSmtpError(error as SmtpError) : undefined;
  if (!result) throw error;
  return result;
}
