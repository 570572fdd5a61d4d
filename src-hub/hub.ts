import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:tls';
import { createApp } from './app.ts';
import type { HubDatabase } from './database/hub-database.ts';
import { readCertificate } from './http/certificate.ts';
import type { HubLog } from './hub-log.ts';
import type { HubParts } from './hub-parts.ts';
import { watchMails } from './mail/mail-counts.ts';
import { MailSender } from './mail/mail-sender.ts';
import { smtpOfSettings } from './mail/smtp-of-settings.ts';
import { createHubMetrics } from './observe/hub-metrics.ts';
import { watchDatabase } from './observe/watch-database.ts';
import type { HubSettings } from './settings.ts';
import { tidyHourly } from './tidy/tidy-hourly.ts';

/** Longest time for answers that were begun when the hub stops, in milliseconds. */
const FINISH_WITHIN = 20_000;

/** The outside world of a hub. */
export interface HubEdges {
  readonly settings: HubSettings;
  /** With a current schema; `close` leaves it open. */
  readonly database: HubDatabase;
  readonly log: HubLog;
  /** The machine's clock unless given. */
  readonly now?: () => Date;
  readonly randomBytes?: (count: number) => Buffer;
}

/** A hub that listens. */
export interface Hub {
  /** Such as `https://127.0.0.1:8443`, without a slash at the end. */
  readonly url: string;
  readonly parts: HubParts;
  /** Reads the certificate files again, for connections made from now on. @throws CertificateError, and keeps the old */
  renewCertificate(): void;
  /** Takes no more, ends what was begun (waiting kiosks are answered at once), then ends; may be called again. */
  close(): Promise<void>;
}

/** Puts the parts together, for routes and for commands. */
export function createParts(edges: HubEdges, stopping: AbortSignal): HubParts {
  const { settings, database, log, now = () => new Date(), randomBytes: random = randomBytes } = edges;
  const parts = { settings, database, log, now, randomBytes: random, metrics: createHubMetrics(), stopping };
  watchDatabase(parts);
  watchMails(parts);
  return parts;
}

/**
 * Starts a hub, which also sends the mails of the outbox.
 * @throws CertificateError, and errors of the system when the address cannot be listened on
 */
export async function openHub(edges: HubEdges): Promise<Hub> {
  const stop = new AbortController();
  const parts = createParts(edges, stop.signal);
  const { settings, log } = parts;
  const certificate = readCertificate(settings);
  const mailServer = smtpOfSettings(settings);
  const app = await createApp(parts, certificate);
  await app.listen({ host: settings.HUB_HOST, port: settings.HUB_PORT });
  const { address, family, port } = app.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const tidying = tidyHourly(parts);
  const mails = new MailSender(parts, mailServer);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    log.info({}, 'stopping');
    stop.abort();
    const late = setTimeout(() => {
      log.warn({}, 'stopped-before-all-was-answered');
      app.server.closeAllConnections();
    }, FINISH_WITHIN);
    await Promise.all([app.close(), mails.stopped(), tidying]);
    clearTimeout(late);
    log.info({}, 'stopped');
  };
  return {
    url: `${certificate === null ? 'http' : 'https'}://${host}:${port}`,
    parts,
    renewCertificate: () => {
      const renewed = readCertificate(settings);
      if (renewed !== null) (app.server as unknown as Server).setSecureContext(renewed);
    },
    close: () => (closed ??= close()),
  };
}
