import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { HubSettings } from '../basics/settings/settings.ts';

/** The certificate or key cannot be used. The message names the variable, never the content. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/**
 * Reads the certificate and its key.
 * @returns null when none is set: plain HTTP
 * @throws CertificateError: a file is unreadable or not PEM, or the key does not belong to the certificate
 */
export function readCertificate({ HUB_TLS_CERT, HUB_TLS_KEY }: HubSettings): SecureContextOptions | null {
  if (HUB_TLS_CERT === undefined || HUB_TLS_KEY === undefined) return null;
  const read = (variable: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new CertificateError(
        `${variable}: cannot be read (${String(Reflect.get(Object(error), 'code'))})`,
      );
    }
  };
  const certificate = { cert: read('HUB_TLS_CERT', HUB_TLS_CERT), key: read('HUB_TLS_KEY', HUB_TLS_KEY) };
  try {
    createSecureContext(certificate);
  } catch (error) {
    const code = String(Reflect.get(Object(error), 'code') ?? 'not PEM');
    throw new CertificateError(`HUB_TLS_CERT and HUB_TLS_KEY: not a certificate and its key (${code})`);
  }
  return certificate;
}
