import { existsSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import BetterSqlite3 from 'better-sqlite3';
import { judgeSmtpError, type SmtpError } from '../../src-shared/mail/smtp-fault.ts';
import { smtpOptions } from '../../src-shared/mail/smtp-options.ts';
import type { Fault } from '../../src-shared/mail/send-result.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import type { Timers } from '../clock/timers.ts';
import { DATA_KEY_FILE, loadDataKey } from '../database/data-key.ts';
import type { SecretStore } from '../database/secret-store.ts';
import { Vault } from '../database/vault.ts';
import { httpFault } from '../../src-shared/sms/http-fault.ts';
import { readMailFiles } from '../delivery/mail-files.ts';
import { smtpServerOf } from '../delivery/mail-options.ts';
import type { MailSettings, SmsSettings } from '../delivery/settings.ts';
import { causeIn } from '../head-office/cause-words.ts';
import { HubClient } from '../hub-client/hub-client.ts';
import type { HubConnection, HubSettings } from '../hub-client/hub-connection.ts';
import { readHubFiles } from '../hub-client/hub-files.ts';
import { HubIdentity } from '../hub-client/hub-identity.ts';
import { hubUrl } from '../hub-client/hub-url.ts';
import type { Random } from '../random/random.ts';
import type { Config } from './config-schema.ts';

/** Difference to the clock of head office, in milliseconds, above which IT should set the clock. */
const CLOCK_OFF = 2 * MINUTE;

/** What {@link checkNetwork} needs. */
export interface NetworkEdges {
  readonly secretStore: SecretStore;
  readonly timers: Timers;
  readonly random: Random;
  /** This machine's clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** One thing that was asked, and its answer in words. */
export interface NetworkResult {
  readonly key: 'hub' | 'clock' | 'mail' | 'sms';
  readonly ok: boolean;
  readonly words: string;
}

/**
 * Asks all that the configuration names: head office, the mail server, the SMS gateway. Spends no code, sends no
 * message, and changes nothing here; the kiosk may run meanwhile.
 */
export async function checkNetwork(config: Config, edges: NetworkEdges): Promise<NetworkResult[]> {
  const { hub, mail, sms } = config;
  const asked = await Promise.all([
    hub && askHub(config, hub, edges),
    mail && askMail(mail),
    sms && askSms(sms),
  ]);
  return asked.flatMap((results) => results ?? []);
}

async function askHub(config: Config, settings: HubSettings, edges: NetworkEdges): Promise<NetworkResult[]> {
  const files = readHubFiles(settings);
  const ca = files.ok ? files.ca : null;
  const client = new HubClient({ url: settings.url, ca, ...edges });
  try {
    const by = storedConnection(config, settings, edges);
    const answer = await client.call('nir-key', {}, { by });
    const isReached = answer.ok || (by === null && answer.fault === 'not-enrolled');
    if (!isReached) {
      const cause = {
        of: 'head-office',
        fault: answer.fault,
        code: answer.code ?? null,
        now: edges.now(),
      } as const;
      return [{ key: 'hub', ok: false, words: causeIn(cause, 'en') }];
    }
    const words =
      by === null
        ? 'head office answers; this kiosk is not enrolled yet, its code is used at the first start'
        : 'head office answers and knows this kiosk';
    return [{ key: 'hub', ok: true, words }, await compareClocks(settings.url, ca, edges)];
  } finally {
    client.close();
  }
}

/** What an earlier start has stored; null: this kiosk is not enrolled with this code. */
function storedConnection(
  { dataDir }: Config,
  settings: HubSettings,
  { secretStore, random }: NetworkEdges,
): HubConnection | null {
  const file = path.join(dataDir, 'journal.db');
  if (!existsSync(file) || !existsSync(path.join(dataDir, DATA_KEY_FILE))) return null;
  const journal = new BetterSqlite3(file, { readonly: true });
  try {
    const dataKey = loadDataKey({ folder: dataDir, secretStore, random, allowPlainText: true });
    const identity = new HubIdentity({
      ...{ settings, journal, secretStore, ca: null, vault: new Vault(dataKey, random) },
      client: { call: () => Promise.reject(new Error('nothing is asked here')) },
      newId: () => '',
      onEnrolled: () => undefined,
    });
    return identity.connection();
  } catch {
    // Another code, another account, or an older database: the start makes that good, or says it.
    return null;
  } finally {
    journal.close();
  }
}

async function compareClocks(url: string, ca: string | null, { now }: NetworkEdges): Promise<NetworkResult> {
  const { Agent, request } = await import('undici');
  const dispatcher = new Agent({ connect: ca === null ? {} : { ca: [...rootCertificates, ca] } });
  try {
    const { headers, body } = await request(hubUrl(url, '/'), { dispatcher });
    await body.dump();
    const theirs = Date.parse(String(headers['date']));
    const ahead = now() - theirs;
    if (Number.isNaN(ahead)) return { key: 'clock', ok: true, words: 'head office does not tell its clock' };
    const minutes = Math.round(Math.abs(ahead) / MINUTE);
    return Math.abs(ahead) <= CLOCK_OFF
      ? { key: 'clock', ok: true, words: 'the clock of this machine agrees with that of head office' }
      : {
          key: 'clock',
          ok: false,
          words: `the clock of this machine is ${minutes} minutes ${ahead > 0 ? 'ahead of' : 'behind'} that of head office: set it`,
        };
  } finally {
    await dispatcher.destroy();
  }
}

async function askMail(settings: MailSettings): Promise<NetworkResult[]> {
  const files = readMailFiles(settings);
  const server = smtpServerOf(settings, files.ok ? files.files : {});
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(smtpOptions(server));
  try {
    await transport.verify();
    const account = settings.auth === undefined ? '' : ' and takes the account';
    return [{ key: 'mail', ok: true, words: `the mail server answers${account}; no message was sent` }];
  } catch (error) {
    const result = judgeSmtpError(error as SmtpError);
    if (result === undefined) throw error;
    return [
      {
        key: 'mail',
        ok: false,
        words: faultWords(result.outcome === 'accepted' ? 'bug' : result.fault, 'mail'),
      },
    ];
  } finally {
    transport.close();
  }
}

/** The gateway is reached without a message, so neither its account nor the template is tried. */
async function askSms({ url, timeoutSeconds }: SmsSettings): Promise<NetworkResult[]> {
  const { Agent, request } = await import('undici');
  const dispatcher = new Agent({ connect: { timeout: timeoutSeconds * SECOND } });
  try {
    const timeout = timeoutSeconds * SECOND;
    const options = { dispatcher, method: 'HEAD', headersTimeout: timeout, bodyTimeout: timeout } as const;
    const { statusCode, body } = await request(url, options);
    await body.dump();
    const words = `the SMS gateway answers (HTTP ${statusCode}); no message was sent, so account and template were not tried`;
    return [{ key: 'sms', ok: true, words }];
  } catch (error) {
    const { name, code } = Object(error) as { name?: string; code?: string };
    return [
      {
        key: 'sms',
        ok: false,
        words: faultWords(httpFault({ ...(name !== undefined && { name }), code }), 'sms'),
      },
    ];
  } finally {
    await dispatcher.destroy();
  }
}

const NAMES = { mail: 'mail.host and mail.port', sms: 'sms.url' };

function faultWords(fault: Fault, key: 'mail' | 'sms'): string {
  switch (fault) {
    case 'dns':
      return `the network does not know this name: look at ${NAMES[key]}, and at DNS`;
    case 'connect':
    case 'timeout':
    case 'line-cut':
      return `nobody answers (${fault}): look at ${NAMES[key]}, the line and the firewall`;
    case 'tls':
      return key === 'mail'
        ? 'TLS fails: look at mail.secure, mail.caFile and mail.certificateName, and at the clock'
        : 'TLS fails: the certificate is not of a public authority, or the clock is wrong';
    case 'auth':
      return 'the account is refused: look at mail.auth';
    default:
      return `what answers is no ${key === 'mail' ? 'mail server' : 'gateway'} (${fault}): look at ${NAMES[key]}`;
  }
}
