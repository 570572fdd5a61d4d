import { isTlsCode } from './tls-code.ts';
import type { Fault, TransportResult } from './send-result.ts';

/** The parts of nodemailer's errors that are read. The other parts may hold personal data. */
export interface SmtpError {
  /** Nodemailer's class, e.g. `ESOCKET`. */
  readonly code?: string | undefined;
  /** Error code of the operating system, e.g. `ECONNREFUSED`. */
  readonly originalCode?: string | undefined;
  /** SMTP reply code. */
  readonly responseCode?: number | undefined;
  /** SMTP command that failed, e.g. `RCPT TO`. */
  readonly command?: string | undefined;
}

/** Replies about our account at the server, not about the recipient (RFC 4954). */
const AUTH_REPLIES: readonly number[] = [530, 534, 535];

/** "Encryption required for requested authentication mechanism" (RFC 4954): the account itself may be right. */
const NEEDS_TLS = 538;

/** "Bad sequence of commands": an error of the session, not of the message (RFC 5321). */
const BAD_SEQUENCE = 503;

const BY_CODE: Readonly<Record<string, Fault>> = {
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
  EDNS: 'dns',
  EPROXY: 'connect',
  ECONNECTION: 'line-cut',
  EPROTOCOL: 'bad-answer',
};

/**
 * What a failed SMTP try means. A 5xx reply about the recipient or the message is final. Problems of the network, the
 * account or the sender can be repaired, so they are tried again.
 * @returns undefined for an error of neither server nor network: a bug
 */
export function judgeSmtpError(error: SmtpError): TransportResult | undefined {
  const { code, command, responseCode } = error;
  if (responseCode === NEEDS_TLS) return later('tls');
  if (code === 'ESOCKET') return later(socketFault(error.originalCode));
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return judgeReply(command, responseCode);
  if (responseCode === 421) return later('deferred');
  const fault = code === undefined ? undefined : BY_CODE[code];
  return fault && later(fault);
}

function judgeReply(command: string | undefined, reply: number | undefined): TransportResult {
  if (reply === undefined) return { outcome: 'refused', fault: 'rejected-recipient' };
  if (AUTH_REPLIES.includes(reply)) return later('auth');
  if (reply === BAD_SEQUENCE || reply < 400 || reply > 599) return later('bad-answer');
  if (reply < 500) return later('deferred');
  if (command === 'MAIL FROM') return later('rejected-sender');
  return { outcome: 'refused', fault: command === 'RCPT TO' ? 'rejected-recipient' : 'rejected-message' };
}

function socketFault(original: string | undefined): Fault {
  if (original === undefined) return 'line-cut';
  if (isTlsCode(original)) return 'tls';
  if (original === 'ETIMEDOUT') return 'timeout';
  return original === 'ECONNRESET' || original === 'EPIPE' ? 'line-cut' : 'connect';
}

function later(fault: Fault): TransportResult {
  return { outcome: 'later', fault };
}
