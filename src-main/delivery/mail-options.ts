import { rootCertificates } from 'node:tls';
import type { SmtpServer } from '../../src-shared/mail/smtp-options.ts';
import type { MailFiles } from './mail-files.ts';
import type { MailSettings } from './settings.ts';

/** Mails are sent one at a time; the second connection may still be closing. */
const CONNECTIONS = 2;

/** The mail server of the settings and their files. */
export function smtpServerOf(settings: MailSettings, files: MailFiles = {}): SmtpServer {
  const { host, port, secure, requireTls, certificateName, auth, dkim, connectTimeoutSeconds } = settings;
  return {
    ...{ host, port, secure, requireTls, certificateName, auth },
    ...(files.ca !== undefined && { authorities: [...rootCertificates, files.ca] }),
    ...(dkim &&
      files.dkimKey !== undefined && {
        dkim: { domain: dkim.domain, selector: dkim.selector, privateKey: files.dkimKey },
      }),
    connections: CONNECTIONS,
    timeoutSeconds: connectTimeoutSeconds,
  };
}
