import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectPglite, connectPgliteInMemory } from '../../src-hub/database/connect-pglite.ts';
import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../src-hub/database/migrate.ts';
import { openHub } from '../../src-hub/hub.ts';
import type { HubParts } from '../../src-hub/hub-parts.ts';
import { importMembers } from '../../src-hub/import/import-members.ts';
import { addKiosk, renewKiosk } from '../../src-hub/kiosks/registry.ts';
import { exportLetters } from '../../src-hub/letters/export-letters.ts';
import { importAddresses } from '../../src-hub/letters/import-addresses.ts';
import { letterFiles } from '../../src-hub/letters/letter-files.ts';
import { readSettings } from '../../src-hub/settings.ts';
import {
  enrolAnswerSchema,
  loginAnswerSchema,
  MACHINE_HEADER,
  type LoginAnswer,
} from '../../src-shared/sync/requests.ts';
import { demoAddresses } from './demo-members.ts';
import { demoHubLog } from './demo-hub-log.ts';

/** Head office of the demonstration: the real hub on PGlite, on loopback, in this process. */
export interface DemoHub {
  readonly url: string;
  /** The code in the kiosk's configuration. */
  readonly enrolmentCode: string;
  /** Logs in as the member would at home, through the website's own access to the hub. */
  loginAtHome(number: string, password: string): Promise<LoginAnswer>;
  /** Prints the letters that wait. @returns the PDF files of this run */
  printLetters(): Promise<string[]>;
  close(): Promise<void>;
}

const SECRET = 'secret of the demonstration, known to everybody';
const MACHINE = '0'.repeat(64);

/**
 * Starts head office with the demonstration's members.
 * @param options.folder keeps the database there; null: in memory
 * @param options.work folder for letters and the enrolment code
 */
export async function startDemoHub(options: {
  folder: string | null;
  work: string;
  membersFile: string;
}): Promise<DemoHub> {
  const { folder, work, membersFile } = options;
  mkdirSync(work, { recursive: true });
  const read = readSettings({ HUB_SECRET: SECRET, HUB_PORT: '0' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const database = await (folder === null ? connectPgliteInMemory() : connectPglite(folder));
  await migrateHub(database);
  const hub = await openHub({ settings: read.settings, database, log: demoHubLog });
  await fill(hub.parts, database, membersFile);
  const ask = client(hub.url);
  return {
    url: hub.url,
    enrolmentCode: await kioskCode(hub.parts, path.join(work, 'enrolment-code')),
    loginAtHome: async (identifier, password) =>
      loginAnswerSchema.parse(
        await ask(await websiteToken(hub.parts, ask), '/v1/logins', { identifier, password }),
      ),
    printLetters: async () => {
      const into = path.join(work, 'letters');
      mkdirSync(into, { recursive: true });
      const outcome = await exportLetters(hub.parts, into, letterFiles);
      if (outcome.result !== 'done' || outcome.report.fault !== null)
        throw new Error('the letters could not be printed');
      return outcome.report.batches.flatMap(({ folder: batch }) =>
        readdirSync(batch)
          .filter((name) => name.endsWith('.pdf'))
          .map((name) => path.join(batch, name)),
      );
    },
    close: async () => {
      await hub.close();
      await database.close();
    },
  };
}

async function fill(parts: HubParts, database: HubDatabase, membersFile: string): Promise<void> {
  const outcome = await importMembers(parts, {
    file: membersFile,
    mapping: {},
    encoding: null,
    full: true,
    force: true,
    rejects: null,
  });
  if (outcome.kind === 'not-done') throw new Error(outcome.problems.join('; '));
  const addresses = await importAddresses(database, Buffer.from(demoAddresses()));
  if (!addresses.ok) throw new Error(addresses.problem);
}

/** The code stays the same from start to start: the kiosk has long used it. */
async function kioskCode(parts: HubParts, file: string): Promise<string> {
  const name = 'Nantes 1';
  const added = await addKiosk(parts, name);
  if (added === null && existsSync(file)) return readFileSync(file, 'utf8').trim();
  const issued = added ?? (await renewKiosk(parts, name));
  if (issued === null) throw new Error('the kiosk of the demonstration could not be registered');
  writeFileSync(file, issued.code, { mode: 0o600 });
  return issued.code;
}

type Ask = (token: string | null, route: string, body: unknown) => Promise<unknown>;

async function websiteToken(parts: HubParts, ask: Ask): Promise<string> {
  const name = 'Website';
  const issued = (await addKiosk(parts, name, 'website')) ?? (await renewKiosk(parts, name));
  const request = { code: issued?.code ?? '', attempt: randomUUID(), machine: MACHINE };
  return enrolAnswerSchema.parse(await ask(null, '/v1/kiosks/enrol', request)).token;
}

function client(url: string): Ask {
  return async (token, route, body) => {
    const answer = await fetch(url + route, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [MACHINE_HEADER]: MACHINE,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as unknown;
  };
}
