import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import { isLoopback } from '../values/contact/host.ts';
import { SECOND } from '../time/units.ts';

/**
 * Seconds without traffic after which a connection is closed. At a kiosk codes come in bursts with hours between them,
 * and an open connection keeps the last address in memory.
 */
const IDLE_SECONDS = 2;

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
  /** Name in the server's certificate, when it is not `host`. */
  readonly certificateName?: string | undefined;
  readonly auth?: { readonly user: string; readonly pass: string } | undefined;
  /** Certificate authorities (PEM) that are trusted instead of the public ones. */
  readonly authorities?: readonly string[] | undefined;
  /** Signs each message; the key is PEM (RSA). */
  readonly dkim?:
    | { readonly domain: string; readonly selector: string; readonly privateKey: string }
    | undefined;
  /** Largest number of connections at a time. */
  readonly connections: number;
  /** Longest wait in seconds, for the connection and for each answer. */
  readonly timeoutSeconds: number;
  /** How long an unused connection stays open, in seconds. Default: 2. */
  readonly idleSeconds?: number | undefined;
}

/**
 * Nodemailer's options for a server. TLS is used wherever the server offers it, and a failed STARTTLS ends the try, so
 * that no password goes in clear to a server that could take it encrypted. A server beyond loopback must offer it.
 */
export function smtpOptions(server: SmtpServer): SMTPPoolOptions {
  const timeout = server.timeoutSeconds * SECOND;
  const idleTimeout = (server.idleSeconds ?? IDLE_SECONDS) * SECOND;
  const requireTLS = !server.secure && (server.requireTls ?? !isLoopback(server.host));
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS,
    ...(server.auth && { auth: server.auth }),
    tls: {
      minVersion: 'TLSv1.2',
      ...(server.authorities && { ca: [...server.authorities] }),
      ...(server.certificateName !== undefined && { servername: server.certificateName }),
      ...(!mustBeVerified(server, requireTLS) && { rejectUnauthorized: false }),
    },
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
    idleTimeout,
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    // An unused connection is silent too.
    socketTimeout: Math.max(timeout, idleTimeout),
    socketCloseTimeout: CLOSE_TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * A relay on this machine usually has a certificate that it signed itself, for another name. Nobody can stand between,
 * so it is verified only when the settings ask for TLS or say which certificate it is.
 */
function mustBeVerified(server: SmtpServer, requireTLS: boolean): boolean {
  const named = server.authorities !== undefined || server.certificateName !== undefined;
  return server.secure || requireTLS || named || !isLoopback(server.host);
}

/** Longest time of one try in milliseconds, from look-up to acceptance. */
export function smtpTryTimeout(server: Pick<SmtpServer, 'timeoutSeconds'>): number {
  return 3 * server.timeoutSeconds * SECOND;
}
