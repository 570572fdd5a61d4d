import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Language } from '../messages/languages.ts';
import type { RenderedMail } from './render-mail.ts';
import type { TransportResult } from './send-result.ts';
import { judgeSmtpError, type SmtpError } from './smtp-fault.ts';
import { smtpOptions, type SmtpServer } from './smtp-options.ts';

type Pool = Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>;

/** A mail and its envelope. */
export interface OutgoingMail {
  /** The same at each try: the Message-ID is made from it. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly date: Date;
  readonly language: Language;
  readonly mail: RenderedMail;
}

/** Sends mails to one mail server. */
export interface SmtpSender {
  /**
   * Makes one try.
   * @param stop aborted when the caller closes: the fault is then `stopped`
   * @param limit aborted when the time of this try is over
   * @throws errors that come from neither server nor network
   */
  send(mail: OutgoingMail, stop: AbortSignal, limit: AbortSignal): Promise<TransportResult>;
  close(): void;
}

/** Sends over pooled connections. */
export function smtpSender(server: SmtpServer): SmtpSender {
  let pool: Promise<Pool> | undefined;
  // Loaded with the first message, so that the start does not wait for it.
  const transporter = (): Promise<Pool> =>
    (pool ??= import('nodemailer').then(({ createTransport }) => createTransport(smtpOptions(server))));
  return {
    async send({ id, from, to, replyTo, date, language, mail }, stop, limit) {
      try {
        const opened = await transporter();
        await opened.sendMail({
          messageId: `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
          date,
          envelope: { from: from.address, to: [to] },
          from,
          to: { name: '', address: to },
          ...(replyTo !== undefined && { replyTo }),
          ...mail,
          textEncoding: 'quoted-printable',
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': language,
          },
          signal: AbortSignal.any([stop, limit]),
        });
        return { outcome: 'accepted' };
      } catch (error) {
        return stop.aborted ? { outcome: 'later', fault: 'stopped' } : judge(error);
      }
    },
    close: () => void pool?.then((opened) => opened.close()),
  };
}

/** @throws errors that come from neither server nor network */
function judge(error: unknown): TransportResult {
  const result = error instanceof Error ? judgeSmtpError(error as SmtpError) : undefined;
  if (!result) throw error;
  return result;
}
