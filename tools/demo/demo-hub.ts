import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../src-hub/database/migrate.ts';
import { openHub, type Hub } from '../../src-hub/hub.ts';
import type { HubDeps } from '../../src-hub/core/hub-deps.ts';
import { importFile, PLAIN_IMPORT, type FileKind } from '../../src-hub/people/imports/import-file.ts';
import { MEMBER_FILE } from '../../src-hub/people/members/member-file.ts';
import { INSURED_FILE } from '../../src-hub/people/insured/insured-file.ts';
import { addKiosk, renewKiosk, resumeKiosk, suspendKiosk } from '../../src-hub/kiosks/kiosk-registry.ts';
import { exportLetters } from '../../src-hub/letters/batches/export-letters.ts';
import { ADDRESS_FILE } from '../../src-hub/people/addresses/address-file.ts';
import { privateFiles } from '../../src-hub/basics/private-files.ts';
import { readSettings } from '../../src-hub/basics/settings/settings.ts';
import type { EventAnswer } from '../../src-shared/hub-api/events.ts';
import type { LoginAnswer } from '../../src-shared/hub-api/logins.ts';
import { freePort } from './free-port.ts';
import { demoInsuredFile } from './demo-insured.ts';
import { demoAddresses } from './demo-members.ts';
import { DEMO_SMS_TEMPLATE } from './sms-gateway.ts';
import { demoHubLog } from './demo-hub-log.ts';
import { importReimbursements, fillSpace } from './fill-space.ts';
import { demoStaff, type DemoAdviser } from './demo-staff.ts';
import { DemoWebsite, type CodeAtHome } from './demo-website.ts';

/** Head office of the demonstration: the real hub on PGlite and loopback, in this process. */
export interface DemoHub {
  readonly url: string;
  /** The enrolment code in the kiosk's configuration. */
  readonly enrolmentCode: string;
  /** People of the branch, for staff mode and the branch page. */
  readonly advisers: readonly DemoAdviser[];
  /** Logs in like a member at home, through the website's calls. */
  loginAtHome(number: string, password: string): Promise<LoginAnswer>;
  /**
   * Defines a password like a member at home, who shows a code.
   * @returns the hub's answer
   */
  setPasswordAtHome(number: string, password: string, code: CodeAtHome): Promise<EventAnswer | undefined>;
  /** Imports a file of reimbursements, replacing the present ones. */
  importReimbursements(file: string): Promise<void>;
  /**
   * Prints the waiting letters.
   * @returns the PDF files
   */
  printLetters(): Promise<string[]>;
  /**
   * Suspends the kiosk until it is resumed.
   * @returns false when there is no such kiosk
   */
  suspendKiosk(): Promise<boolean>;
  resumeKiosk(): Promise<boolean>;
  /** Stops listening; the database stays. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

const SECRET = 'secret of the demonstration, known to everybody';
const KIOSK = 'Nantes 1';

/**
 * Starts head office with the demonstration's members.
 * @param options.database opens its database, which is closed with it; called when the folder is there
 * @param options.work folder for letters and the enrolment code
 * @param options.mailPort port of the mail server on loopback
 * @param options.smsUrl address of the SMS gateway
 * @param options.say writes a line for each code that head office has sent
 */
export async function startDemoHub(options: {
  database: () => Promise<HubDatabase>;
  work: string;
  membersFile: string;
  mailPort: number;
  smsUrl: string;
  say?: (line: string) => void;
}): Promise<DemoHub> {
  const { work, membersFile, mailPort, smsUrl, say = () => undefined } = options;
  mkdirSync(work, { recursive: true });
  // Mails contain links, so the port has to be known before the hub listens.
  const port = String(await freePort());
  const read = readSettings({
    HUB_SECRET: SECRET,
    HUB_PORT: port,
    HUB_API_DOCS: 'true',
    HUB_PUBLIC_URL: `http://127.0.0.1:${port}`,
    HUB_MAIL_HOST: '127.0.0.1',
    HUB_MAIL_PORT: String(mailPort),
    HUB_SMS_URL: smsUrl,
    HUB_SMS_TEMPLATE: JSON.stringify(DEMO_SMS_TEMPLATE),
    HUB_TEST_EMAIL: 'essais@mutuelle.invalid',
    HUB_TEST_PHONE: '+33639980099',
  });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const database = await options.database();
  await migrateHub(database);
  const { settings } = read;
  const open = (): Promise<Hub> => openHub({ settings, database, log: demoHubLog(say) });
  let hub = await open();
  const { url } = hub;
  await fill(hub.deps, membersFile);
  await fillSpace(hub.deps, work);
  const website = new DemoWebsite(hub.deps, url);
  const enrolmentCode = await kioskCode(hub.deps, path.join(work, 'enrolment-code'));
  return {
    url,
    enrolmentCode,
    advisers: await demoStaff(hub.deps),
    loginAtHome: (number, password) => website.login(number, password),
    setPasswordAtHome: (number, password, code) => website.setPassword(number, password, code),
    importReimbursements: (file) => importReimbursements(hub.deps, file),
    printLetters: async () => {
      const into = path.join(work, 'letters');
      mkdirSync(into, { recursive: true });
      const outcome = await exportLetters(hub.deps, into, privateFiles);
      if (outcome.result !== 'done' || outcome.report.fault !== null)
        throw new Error('the letters could not be printed');
      return outcome.report.batches.flatMap(({ folder: batch }) =>
        readdirSync(batch)
          .filter((name) => name.endsWith('.pdf'))
          .map((name) => path.join(batch, name)),
      );
    },
    suspendKiosk: () => suspendKiosk(hub.deps, KIOSK),
    resumeKiosk: () => resumeKiosk(hub.deps, KIOSK),
    stop: () => hub.close(),
    resume: async () => {
      hub = await open();
    },
    close: async () => {
      await hub.close();
      await database.close();
    },
  };
}

async function fill(deps: HubDeps, membersFile: string): Promise<void> {
  const beside = (name: string, content: string): string => {
    const file = path.join(path.dirname(membersFile), name);
    writeFileSync(file, content);
    return file;
  };
  await bring(deps, MEMBER_FILE, membersFile);
  await bring(deps, ADDRESS_FILE, beside('addresses.csv', demoAddresses()));
  await bring(deps, INSURED_FILE, beside('insured.csv', demoInsuredFile()));
}

async function bring(deps: HubDeps, kind: FileKind, file: string): Promise<void> {
  const outcome = await importFile(deps, kind, { ...PLAIN_IMPORT, file, full: true, force: true });
  if (outcome.kind === 'not-done') throw new Error(outcome.problems.join('; '));
}

/** Keeps the same code for all starts, since the kiosk has used it. */
async function kioskCode(deps: HubDeps, file: string): Promise<string> {
  const added = await addKiosk(deps, KIOSK);
  if (added === null && existsSync(file)) return readFileSync(file, 'utf8').trim();
  const issued = added ?? (await renewKiosk(deps, KIOSK));
  if (issued === null) throw new Error('the kiosk of the demonstration could not be registered');
  writeFileSync(file, issued.code, { mode: 0o600 });
  return issued.code;
}
