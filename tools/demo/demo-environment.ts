import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { connectPglite, connectPgliteInMemory } from '../../src-hub/database/connect-pglite.ts';
import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import type { configSchema } from '../../src-main/config/config-schema.ts';
import { migratedImage } from '../../test/support/hub/databases/pglite-image.ts';
import { startDemoHub, type DemoHub } from './demo-hub.ts';
import { writeDemoMembers } from './demo-members.ts';
import { startMailServer, type MailServer, type ReceivedMail } from './mail-server.ts';
import { DEMO_SMS_TEMPLATE, startSmsGateway, type ReceivedSms } from './sms-gateway.ts';

/** Content of a configuration file. */
export type ConfigFile = z.input<typeof configSchema>;

/** The servers around a kiosk, in a demonstration or a test. */
export interface DemoEnvironment {
  /** Configuration file for the kiosk. */
  readonly configFile: string;
  readonly dataDir: string;
  readonly mail: MailServer;
  /** Null when the members come from a file. */
  readonly hub: DemoHub | null;
  close(): Promise<void>;
}

/** Options of {@link startDemoEnvironment}. */
export interface DemoEnvironmentOptions {
  /** Folder for configuration, members and data; made when missing. */
  readonly folder: string;
  readonly onMail: (mail: ReceivedMail) => void;
  readonly onSms: (sms: ReceivedSms) => void;
  /** Called for each code that head office has sent. */
  readonly onHub?: (line: string) => void;
  /**
   * Head office: stored in the folder, in memory, on a database that is closed with it, or none. Without it, members
   * come from a file.
   */
  readonly hub?: 'kept' | 'in-memory' | 'none' | HubDatabase;
  /** Members of head office, instead of the demonstration's. */
  readonly membersFile?: string;
  /** True: the kiosk may send codes itself while there is no line to head office. */
  readonly fallback?: boolean;
  /** Replaces settings of the demonstration, by top-level key. */
  readonly config?: Partial<ConfigFile>;
}

/** Starts mail server, SMS gateway and head office on loopback, and writes members and configuration. */
export async function startDemoEnvironment(options: DemoEnvironmentOptions): Promise<DemoEnvironment> {
  const { folder, onMail, onSms } = options;
  mkdirSync(folder, { recursive: true });
  const membersFile = options.membersFile ?? path.join(folder, 'members.ndjson');
  if (options.membersFile === undefined) writeDemoMembers(membersFile);
  const [mail, sms] = await Promise.all([startMailServer({ onMail }), startSmsGateway({ onSms })]);
  const hub = await openHub(options, membersFile, { mailPort: mail.port, smsUrl: sms.url });
  const senders = {
    mail: { host: '127.0.0.1', port: mail.port, from: 'no-reply@mutuelle-servicesplus.fr', fromName: 'MCRN' },
    sms: { url: sms.url, template: DEMO_SMS_TEMPLATE, sender: 'MCRN' },
  };
  const config: ConfigFile = {
    mode: 'demo',
    dataDir: 'data',
    // With a head office, which sends the codes, the kiosk has no secret of a mail server or gateway.
    ...(hub === null
      ? { members: { file: 'members.ndjson' }, ...senders }
      : {
          hub: {
            url: hub.url,
            enrolmentCode: hub.enrolmentCode,
            codesWithoutLine: options.fallback === true,
          },
          ...(options.fallback === true && senders),
        }),
    window: { kiosk: false, width: 1280, height: 800 },
    ...options.config,
  };
  const configFile = path.join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(config, null, 2));
  return {
    configFile,
    dataDir: path.join(folder, 'data'),
    mail,
    hub,
    close: async () => {
      await Promise.all([sms.close(), hub?.close()]);
      await mail.close();
    },
  };
}

function openHub(
  options: DemoEnvironmentOptions,
  membersFile: string,
  servers: { readonly mailPort: number; readonly smsUrl: string },
): Promise<DemoHub | null> {
  const { folder, hub = 'none' } = options;
  if (hub === 'none') return Promise.resolve(null);
  const work = path.join(folder, 'head-office');
  return startDemoHub({
    database: () => databaseOf(hub, work),
    work,
    membersFile,
    ...servers,
    ...(options.onHub && { say: options.onHub }),
  });
}

async function databaseOf(hub: 'kept' | 'in-memory' | HubDatabase, work: string): Promise<HubDatabase> {
  if (hub === 'kept') return connectPglite(path.join(work, 'pglite'));
  return hub === 'in-memory' ? connectPgliteInMemory(await migratedImage()) : hub;
}
