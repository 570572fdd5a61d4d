import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MailSettings } from './settings.ts';

/** Contents of the files in the mail settings; a file that is not configured is absent. */
export interface MailFiles {
  /** PEM of the private key for DKIM. */
  readonly dkimKey?: string;
  /** PEM of the private authority. */
  readonly ca?: string;
}

/** The files, or the setting whose file is missing or invalid. */
export type MailFilesResult =
  | { readonly ok: true; readonly files: MailFiles }
  | {
      readonly ok: false;
      readonly key: 'mail.dkim.privateKeyFile' | 'mail.caFile';
      readonly expected: string;
    };

/** Reads and checks the files of the mail settings; at start, so that IT sees a mistake at once. */
export function readMailFiles(settings: MailSettings): MailFilesResult {
  const dkimKey = settings.dkim ? read(settings.dkim.privateKeyFile, checkRsaKey) : undefined;
  if (dkimKey === null) {
    return {
      ok: false,
      key: 'mail.dkim.privateKeyFile',
      expected: 'a readable PEM file with an RSA private key of at least 1024 bits',
    };
  }
  const ca =
    settings.caFile === undefined ? undefined : read(settings.caFile, (pem) => new X509Certificate(pem));
  if (ca === null)
    return { ok: false, key: 'mail.caFile', expected: 'a readable PEM file with a certificate' };
  return { ok: true, files: { ...(dkimKey !== undefined && { dkimKey }), ...(ca !== undefined && { ca }) } };
}

function read(file: string, check: (pem: string) => unknown): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    check(pem);
    return pem;
  } catch {
    return null;
  }
}

/**
 * nodemailer signs with RSA only, and sends without a signature when it cannot sign. So this is checked at start. Key
 * size: RFC 8301.
 */
function checkRsaKey(pem: string): void {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (asymmetricKeyType !== 'rsa' || bits < 1024) throw new Error('not an RSA key of at least 1024 bits');
}
