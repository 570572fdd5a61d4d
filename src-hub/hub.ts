import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:tls';
import { createApp } from './app.ts';
import type { HubDatabase } from './database/hub-database.ts';
import { readCertificate } from './http/certificate.ts';
import type { HubLog } from './basics/hub-log.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { registerMailMetrics } from './mail/mail-counts.ts';
import { MailSender } from './mail/mail-sender.ts';
import { smtpOfSettings } from './mail/smtp-of-settings.ts';
import { createHubMetrics } from './core/hub-metrics.ts';
import { registerDatabaseMetrics } from './observe/database-metrics.ts';
import { registerUnreadableMetrics } from './people/feed/unreadable-changes.ts';
import type { HubSettings } from './basics/settings.ts';
import { tidyHourly } from './tidy/tidy-hourly.ts';
import { SECOND } from '../src-shared/time/units.ts';

/** Longest time that a stopping hub gives to open requests, in milliseconds. */
const FINISH_WITHIN = 20 * SECOND;

/** What a hub is given from outside. */
export interface HubEdges {
  readonly settings: HubSettings;
  /** Has a current schema. `close` does not close it. */
  readonly database: HubDatabase;
  readonly log: HubLog;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
  readonly randomBytes?: (count: number) => Buffer;
}

/** A running hub. */
export interface Hub {
  /** Such as `https://127.0.0.1:8443`, without a slash at the end. */
  readonly url: string;
  readonly deps: HubDeps;
  /** Reads the certificate files again for new connections. @throws CertificateError; the old certificate then stays */
  renewCertificate(): void;
  /** Stops: refuses new requests, answers waiting kiosks at once, finishes open requests. May be called again. */
  close(): Promise<void>;
}

/** Makes what routes and commands are given. */
export function createDeps(edges: HubEdges, stopping: AbortSignal): HubDeps {
  const { settings, database, log, now = () => new Date(), randomBytes: random = randomBytes } = edges;
  const deps = { settings, database, log, now, randomBytes: random, metrics: createHubMetrics(), stopping };
  registerDatabaseMetrics(deps);
  registerMailMetrics(deps);
  registerUnreadableMetrics(deps);
  return deps;
}

/**
 * Starts a hub. It also tidies hourly and sends the mails of the outbox.
 * @throws CertificateError; a system error when it cannot listen on the address
 */
export async function openHub(edges: HubEdges): Promise<Hub> {
  const stop = new AbortController();
  const deps = createDeps(edges, stop.signal);
  const { settings, log } = deps;
  const certificate = readCertificate(settings);
  const mailServer = smtpOfSettings(settings);
  const app = await createApp(deps, certificate);
  await app.listen({ host: settings.HUB_HOST, port: settings.HUB_PORT });
  const { address, family, port } = app.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const tidying = tidyHourly(deps);
  const mails = new MailSender(deps, mailServer);
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
    deps,
    renewCertificate: () => {
      const renewed = readCertificate(settings);
      if (renewed !== null) (app.server as unknown as Server).setSecureContext(renewed);
    },
    close: () => (closed ??= close()),
  };
}
