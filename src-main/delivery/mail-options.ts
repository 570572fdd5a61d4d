import { rootCertificates } from 'node:tls';
import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import { isLoopback } from './loopback.ts';
import type { MailFiles } from './mail-files.ts';
import type { MailSettings } from './settings.ts';

const SECOND = 1000;

/**
 * Idle time after which a connection is closed, in milliseconds. Codes come in bursts, then none for hours; and a
 * connection that is kept open keeps the last address in memory, where the next visitor's would find it.
 */
const IDLE_TIMEOUT = 2 * SECOND;

/** Grace for the server to close its side, in milliseconds. */
const CLOSE_TIMEOUT = SECOND;

/**
 * Turns our settings into nodemailer's. TLS is demanded unless the server is on loopback, where it is used only
 * when `requireTls` or `secure` asks for it: what never leaves the machine cannot be overheard.
 */
export function mailTransportOptions(settings: MailSettings, files: MailFiles = {}): SMTPPoolOptions {
  const timeout = settings.connectTimeoutSeconds * SECOND;
  const requireTLS = !settings.secure && (settings.requireTls ?? !isLoopback(settings.host));
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS,
    ignoreTLS: !settings.secure && !requireTLS,
    ...(settings.auth && { auth: settings.auth }),
    tls: { minVersion: 'TLSv1.2', ...(files.ca !== undefined && { ca: [...rootCertificates, files.ca] }) },
    ...(settings.dkim &&
      files.dkimKey !== undefined && {
        dkim: {
          domainName: settings.dkim.domain,
          keySelector: settings.dkim.selector,
          privateKey: files.dkimKey,
        },
      }),
    pool: true,
    maxConnections: 2,
    maxRequeues: 1,
    idleTimeout: IDLE_TIMEOUT,
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: CLOSE_TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Longest time of one try, from look-up to acceptance, in milliseconds. */
export function mailTryTimeout(settings: MailSettings): number {
  return 3 * settings.connectTimeoutSeconds * SECOND;
}
