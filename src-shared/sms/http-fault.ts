import { isTlsCode } from '../mail/tls-code.ts';
import type { Fault, TransportResult } from '../mail/send-result.ts';

/** Statuses about the account at the gateway, like 5xx on AUTH in SMTP: IT can correct it, so it is tried again. */
const ACCOUNT_STATUSES: readonly number[] = [401, 403, 407];

/** Statuses 4xx that mean "not now". */
const PASSING_STATUSES: readonly number[] = [408, 425, 429];

/** What a gateway's HTTP status means; its body is not used. */
export function judgeHttpStatus(status: number, accepted: readonly number[]): TransportResult {
  if (accepted.includes(status)) return { outcome: 'accepted' };
  if (status >= 300 && status < 400) return { outcome: 'later', fault: 'redirect' };
  if (ACCOUNT_STATUSES.includes(status)) return { outcome: 'later', fault: 'auth' };
  if (PASSING_STATUSES.includes(status) || status >= 500)
    return { outcome: 'later', fault: `http-${status}` };
  if (status >= 400) return { outcome: 'refused', fault: `http-${status}` };
  return { outcome: 'later', fault: 'bad-answer' };
}

const BY_CODE: Readonly<Record<string, Fault>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNRESET: 'line-cut',
  EPIPE: 'line-cut',
  ETIMEDOUT: 'timeout',
  UND_ERR_SOCKET: 'line-cut',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'bad-answer',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'bad-answer',
};

/** Class of an error of undici or the system, from its name and code; its words are not read. */
export function httpFault({ name, code }: { name?: string; code?: string | undefined }): Fault {
  if (name === 'HTTPParserError') return 'bad-answer';
  if (code === undefined) return 'connect';
  return BY_CODE[code] ?? (isTlsCode(code) ? 'tls' : 'connect');
}
