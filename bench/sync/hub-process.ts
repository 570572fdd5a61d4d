/** A hub with invented members in its own process, for a kiosk of the benchmark. */
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { connectPglite } from '../../src-hub/database/connect-pglite.ts';
import { connectPostgresql } from '../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../src-hub/database/migrate.ts';
import type { HubLog } from '../../src-hub/basics/hub-log.ts';
import { openHub } from '../../src-hub/hub.ts';
import { addKiosk } from '../../src-hub/kiosks/kiosk-registry.ts';
import { readSettings } from '../../src-hub/basics/settings/settings.ts';
import { makeKeyPair } from '../../src-main/hub-client/key-pair.ts';
import { enrolAnswerSchema } from '../../src-shared/hub-api/enrolment.ts';
import { postgresqlPrograms, throwAwayCluster } from '../../test/support/hub/databases/postgresql-cluster.ts';
import { benchMember } from '../import-file.ts';
import type { HubOrder, HubReport } from './hub-messages.ts';

const ROWS_PER_PIECE = 1000;
const log: HubLog = {
  info: () => undefined,
  warn: (fields, event) => console.error(event, fields),
  error: (fields, event) => console.error(event, fields),
};

const rows = Number(process.argv[2]);
const tell = (report: HubReport): void => void process.send?.(report);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-bench-hub-'));
const database = await connect();
await migrateHub(database);
await fill(rows);
const read = readSettings({ HUB_SECRET: randomBytes(32).toString('hex'), HUB_PORT: '0' });
if (!read.ok) throw new Error(read.problems.join('; '));
const hub = await openHub({ settings: read.settings, database, log });
tell({ kind: 'ready', engine: database.kind, connection: await enrol() });

process.on('message', (order: HubOrder) => void obey(order));

async function obey(order: HubOrder): Promise<void> {
  if (order.type === 'close') {
    await hub.close();
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  }
  const at = performance.timeOrigin + performance.now();
  await database.db
    .updateTable('member')
    .set({ postal_code: order.postalCode })
    .where('number', '=', order.number)
    .execute();
  tell({ kind: 'changed', at });
}

async function connect(): Promise<HubDatabase> {
  if (postgresqlPrograms() === null) return connectPglite(path.join(folder, 'pglite'));
  const cluster = await throwAwayCluster();
  await cluster.createDatabase('bench');
  return connectPostgresql({ url: cluster.urlOf('bench'), connections: 5, log });
}

async function fill(count: number): Promise<void> {
  await database.transaction((connection) =>
    connection.copyIn(
      'member (number, family_name, given_name, birth_date, postal_code, email, phone)',
      csv(count),
    ),
  );
  await sql`VACUUM ANALYZE member`.execute(database.db);
}

function* csv(count: number): Generator<string> {
  for (let start = 0; start < count; start += ROWS_PER_PIECE) {
    let piece = '';
    for (let index = start; index < Math.min(count, start + ROWS_PER_PIECE); index += 1) {
      const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(index);
      piece += `${[number, familyName, givenName, birthDate, postalCode, email ?? '', phone ?? ''].join(',')}\n`;
    }
    yield piece;
  }
}

async function enrol(): Promise<Extract<HubReport, { kind: 'ready' }>['connection']> {
  const issued = await addKiosk(hub.deps, 'bench');
  if (issued === null) throw new Error('the name is taken');
  const { privateKey, publicKey } = makeKeyPair();
  const response = await fetch(`${hub.url}/v1/kiosks/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: issued.code, attempt: randomUUID(), key: publicKey }),
  });
  const { token } = enrolAnswerSchema.parse(await response.json());
  return { url: hub.url, token, privateKey, ca: null };
}
