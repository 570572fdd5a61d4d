import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { SmtpServer } from '../../src-shared/mail/smtp-options.ts';
import { CertificateError } from '../http/certificate.ts';
import type { HubSettings } from '../basics/settings/settings.ts';

/** Most mails that one hub sends at a time. */
export const MAILS_AT_ONCE = 4;

/** Longest wait for the connection and for each answer of the server, in seconds. */
const TIMEOUT = 10;

/** A member waits for a code: the next mail finds the connection of the last one, which servers keep for minutes. */
const IDLE_SECONDS = 30;

/**
 * The mail server of the settings.
 * @returns null when none is set: mails wait
 * @throws CertificateError: the file of the authority is unreadable or no certificate
 */
export function smtpOfSettings(settings: HubSettings): SmtpServer | null {
  const { HUB_MAIL_HOST: host, HUB_MAIL_PORT: port, HUB_MAIL_SECURE: secure } = settings;
  const {
    HUB_MAIL_USER: user,
    HUB_MAIL_PASSWORD: pass,
    HUB_MAIL_CA,
    HUB_MAIL_CERTIFICATE_NAME: certificateName,
  } = settings;
  if (host === undefined) return null;
  return {
    ...{ host, port, secure, certificateName },
    ...(user !== undefined && pass !== undefined && { auth: { user, pass } }),
    ...(HUB_MAIL_CA !== undefined && { authorities: [...rootCertificates, readAuthority(HUB_MAIL_CA)] }),
    connections: MAILS_AT_ONCE,
    timeoutSeconds: TIMEOUT,
    idleSeconds: IDLE_SECONDS,
  };
}

function readAuthority(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch (error) {
    const code = String(Reflect.get(Object(error), 'code') ?? 'not PEM');
    throw new CertificateError(`HUB_MAIL_CA: not a readable certificate (${code})`);
  }
}
