import { HubSecret } from '../../../src-hub/basics/hub-secret.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { connectPglite } from '../../../src-hub/database/connect-pglite.ts';
import { connectPostgresql } from '../../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../../src-hub/database/migrate.ts';
import { openHub, type Hub } from '../../../src-hub/hub.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';
import { addKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { readSettings, type HubSettings } from '../../../src-hub/basics/settings/settings.ts';
import { capturedLog, type CapturedLog } from './captured-log.ts';
import {
  askHub,
  enrolClient,
  type RawAnswer,
  type Requests,
  requestsOf,
  type RigClient,
} from './hub-requests.ts';
export type { RigClient } from './hub-requests.ts';
import { freshDatabase } from './databases/fresh-database.ts';
import type { Cluster } from './databases/postgresql-cluster.ts';
import { mailsElsewhere } from './mails-elsewhere.ts';
import { migratedDatabase, migratedPglite } from './databases/recycled-database.ts';

export { freshDatabase } from './databases/fresh-database.ts';

/** Secret of all rigs. */
export const RIG_SECRET = 'secret-of-tests-0123456789abcdef-0123';

/** The same as hubs have it. */
export const RIG_KEYS = HubSecret.from(RIG_SECRET);

/** Options of a rig. */
export interface RigOptions {
  /**
   * Default: a recycled database (`migratedDatabase`). `pglite`: in memory. `postgresql`: a fresh database, which the
   * rig tells; check `postgresqlPrograms()` before.
   */
  readonly engine?: 'pglite' | 'postgresql' | undefined;
  /** Folder for PGlite on disk, for tests that open it again. */
  readonly folder?: string;
  readonly settings?: Partial<HubSettings>;
  /** Time of the hub's clock, which then stands still. */
  readonly now?: Date;
  /** Whether another hub of the database says that it sends mails. They then wait in the outbox. Default: true. */
  readonly mailsElsewhere?: boolean;
}

/** The hub's clock: the machine's clock until it is set; then it stands still. */
export interface RigClock {
  readonly now: () => Date;
  set(moment: Date): void;
  /** Moves it forward; it then stands still. */
  advance(milliseconds: number): void;
}

/** A running hub. */
export interface HubRig {
  readonly hub: Hub;
  readonly url: string;
  readonly deps: HubDeps;
  readonly clock: RigClock;
  readonly log: CapturedLog;
  /** Its cluster, and its database there; null on PGlite. */
  readonly postgresql: { readonly cluster: Cluster; readonly database: string; readonly url: string } | null;
  /** Registers and enrols a client through the real calls. */
  enrol(name: string, kind?: 'kiosk' | 'website'): Promise<RigClient>;
  /** Calls with the client's token, signed by its key. */
  as(client: Pick<RigClient, 'token' | 'privateKey'>): Requests;
  /** A call without a token. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<RawAnswer>;
  /** Another instance on the same database: with its own connections on PostgreSQL, with shared ones on PGlite. */
  another(settings?: Partial<HubSettings>): Promise<Hub>;
}

/** Opens a real hub on a new database; closed after the test. */
export async function openHubRig(options: RigOptions = {}): Promise<HubRig> {
  const log = capturedLog();
  const clock = rigClock(options.now);
  const postgresql = options.engine === 'postgresql' ? await freshDatabase() : null;
  const connect = async (): Promise<HubDatabase> => {
    if (postgresql !== null) return connectPostgresql({ url: postgresql.url, connections: 10, log });
    if (options.folder !== undefined) return connectPglite(options.folder);
    return options.engine === 'pglite' ? migratedPglite() : migratedDatabase();
  };
  const database = await connect();
  onTestFinished(() => database.close());
  await migrateHub(database);
  // Images and templates would give all hubs the same history.
  if (options.folder === undefined) await sql`UPDATE hub SET epoch = ${randomUUID()}`.execute(database.db);
  const settings = rigSettings(options.settings);
  const open = async (on: HubDatabase, changed: Partial<HubSettings> = {}): Promise<Hub> => {
    const opened = await openHub({
      settings: { ...settings, ...changed },
      database: on,
      log,
      now: clock.now,
    });
    onTestFinished(() => opened.close());
    return opened;
  };
  const hub = await open(database);
  if (options.mailsElsewhere !== false) await mailsElsewhere(database);
  const ask: HubRig['ask'] = (method, path, body, headers) =>
    askHub(hub.url + path, method, body, headers ?? {});
  return {
    hub,
    url: hub.url,
    deps: hub.deps,
    clock,
    log,
    postgresql,
    ask,
    as: (client) => requestsOf(hub.url, client),
    enrol: async (name, kind = 'kiosk') => {
      const issued = await addKiosk(hub.deps, name, kind);
      if (issued === null) throw new Error(`the name ${name} is taken`);
      return enrolClient(hub.url, issued.code, kind);
    },
    another: async (changed) => {
      if (postgresql === null) return open(database, changed);
      const own = connectPostgresql({ url: postgresql.url, connections: 10, log });
      onTestFinished(() => own.close());
      return open(own, changed);
    },
  };
}

/** Memory of a hash that tests put into the database themselves, in KiB: head office takes none so cheap. */
export const CHEAPEST = 64;

/** Settings of a hub on loopback, with a free port. */
export function rigSettings(changed: Partial<HubSettings> = {}): HubSettings {
  const read = readSettings({ HUB_SECRET: RIG_SECRET, HUB_PORT: '0' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  // Text messages are written into the outbox, and wait there: without a template none is sent.
  const own = {
    ...{ HUB_SMS_URL: 'http://127.0.0.1:9/', HUB_KIOSK_PASSWORDS_PER_DAY: 1_000_000 },
    HUB_STAFF_HASH_MEMORY: CHEAPEST,
  };
  return { ...read.settings, ...own, ...changed };
}

function rigClock(start?: Date): RigClock {
  let status = start;
  const now = (): Date => new Date(status?.getTime() ?? Date.now());
  return {
    now,
    set: (moment) => (status = moment),
    advance: (milliseconds) => (status = new Date(now().getTime() + milliseconds)),
  };
}
