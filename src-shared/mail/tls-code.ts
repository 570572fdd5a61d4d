const MARKS = /CERT|SSL|TLS|EPROTO|SIGNATURE|ISSUER|SIGNED/u;

/** Whether an error code of Node means a failed TLS handshake or an untrusted certificate. */
export function isTlsCode(code: string): boolean {
  return MARKS.test(code);
}
