import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import { isLoopback } from '../values/contact/host.ts';
import { SECOND } from '../time/units.ts';

/**
 * Milliseconds without traffic after which a connection is closed. Codes come in bursts with hours between them, and
 * an open connection keeps the last address in memory.
 */
const IDLE_TIMEOUT = 2 * SECOND;

/** Milliseconds that the server has to close its side. */
const CLOSE_TIMEOUT = SECOND;

/** How to reach a mail server. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** True: TLS from the first byte; false: STARTTLS. */
  readonly secure: boolean;
  /** Send nothing before TLS is established. Default: true, unless the server is on loopback. */
  readonly requireTls?: boolean | undefined;
  readonly auth?: { readonly user: string; readonly pass: string } | undefined;
  /** Certificate authorities (PEM) that are trusted instead of the public ones. */
  readonly authorities?: readonly string[] | undefined;
  /** Signs each message; the key is PEM (RSA). */
  readonly dkim?:
    { readonly domain: string; readonly selector: string; readonly privateKey: string } | undefined;
  /** Largest number of connections at a time. */
  readonly connections: number;
  /** Longest wait in seconds, for the connection and for each answer. */
  readonly timeoutSeconds: number;
}

/**
 * Nodemailer's options for a server. TLS is required unless the server is on loopback; there it is used only when
 * `requireTls` or `secure` asks for it, since traffic inside the machine cannot be overheard.
 */
export function smtpOptions(server: SmtpServer): SMTPPoolOptions {
  const timeout = server.timeoutSeconds * SECOND;
  const requireTLS = !server.secure && (server.requireTls ?? !isLoopback(server.host));
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS,
    ignoreTLS: !server.secure && !requireTLS,
    ...(server.auth && { auth: server.auth }),
    tls: { minVersion: 'TLSv1.2', ...(server.authorities && { ca: [...server.authorities] }) },
    ...(server.dkim && {
      dkim: {
        domainName: server.dkim.domain,
        keySelector: server.dkim.selector,
        privateKey: server.dkim.privateKey,
      },
    }),
    pool: true,
    maxConnections: server.connections,
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

/** Longest time of one try in milliseconds, from look-up to acceptance. */
export function smtpTryTimeout(server: Pick<SmtpServer, 'timeoutSeconds'>): number {
  return 3 * server.timeoutSeconds * SECOND;
}
