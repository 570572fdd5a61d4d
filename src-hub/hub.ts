import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:tls';
import { createApp } from './app.ts';
import type { HubDatabase } from './database/hub-database.ts';
import { readCertificate } from './http/certificate.ts';
import type { HubLog } from './basics/hub-log.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { gatewayOfSettings } from './mail/gateway-of-settings.ts';
import { postAlerts } from './mail/alert-webhook.ts';
import { mailTransport } from './mail/mail-transport.ts';
import { registerOutboxMetrics } from './mail/outbox/outbox-counts.ts';
import { OutboxSender } from './mail/outbox/outbox-sender.ts';
import { smsTransport } from './mail/sms-transport.ts';
import { smtpOfSettings } from './mail/smtp-of-settings.ts';
import { createHubMetrics } from './core/hub-metrics.ts';
import { registerDatabaseMetrics } from './observe/database-metrics.ts';
import { registerReleaseMetrics } from './releases/release-metrics.ts';
import { registerUnreadableMetrics } from './people/feed/unreadable-changes.ts';
import type { HubSettings } from './basics/settings/settings.ts';
import { keepServing, sayServing } from './keys/serving-hubs.ts';
import { isDatabaseUnavailable } from './database/unavailable.ts';
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
  /** How often it hears which key is in use, in milliseconds. */
  readonly keysEvery?: number;
}

/** The settings lack a key that this database needs. `message` says which. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
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
  registerOutboxMetrics(deps);
  registerUnreadableMetrics(deps);
  registerReleaseMetrics(deps);
  return deps;
}

/**
 * Starts a hub. It also tidies hourly and sends the mails and text messages of the outbox.
 * @throws CertificateError; KeyMissingError; a system error when it cannot listen on the address
 */
export async function openHub(edges: HubEdges): Promise<Hub> {
  const stop = new AbortController();
  const deps = createDeps(edges, stop.signal);
  const { settings, log } = deps;
  const certificate = readCertificate(settings);
  const mailServer = smtpOfSettings(settings);
  const app = await createApp(deps, certificate);
  const self = { id: randomUUID(), name: `${settings.HUB_HOST}:${settings.HUB_PORT}` };
  const problem = await sayServing(deps, self).catch((error: unknown) => {
    // Heard as soon as it answers.
    if (isDatabaseUnavailable(error)) return null;
    throw error;
  });
  if (problem !== null) {
    await app.close();
    throw new KeyMissingError(problem);
  }
  await app.listen({ host: settings.HUB_HOST, port: settings.HUB_PORT });
  const { address, family, port } = app.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const named = { ...self, name: `${host}:${port}` };
  const serving = keepServing(deps, named, edges.keysEvery);
  const tidying = tidyHourly(deps);
  const alerts = postAlerts(deps);
  const mails = new OutboxSender(deps, 'mail', mailServer && mailTransport(deps, mailServer));
  const gateway = gatewayOfSettings(settings);
  const texts = new OutboxSender(deps, 'sms', gateway && smsTransport(deps, gateway));
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    log.info({}, 'stopping');
    stop.abort();
    const late = setTimeout(() => {
      log.warn({}, 'stopped-before-all-was-answered');
      app.server.closeAllConnections();
    }, FINISH_WITHIN);
    await Promise.all([app.close(), mails.stopped(), texts.stopped(), tidying, alerts, serving]);
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
