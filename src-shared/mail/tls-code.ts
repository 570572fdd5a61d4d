const MARKS = /CERT|SSL|TLS|EPROTO|SIGNATURE|ISSUER|SIGNED/u;

/** Whether an error code of Node means a broken handshake or a certificate that cannot be trusted. */
export function isTlsCode(code: string): boolean {
  return MARKS.test(code);
}
