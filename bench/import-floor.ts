import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Vault } from '../src-main/database/vault.ts';
import { migrate } from '../src-main/database/migrate.ts';
import { openForFilling } from '../src-main/members/load-members.ts';
import { REPLICA_MIGRATIONS } from '../src-main/members/migrations/replica-migrations.ts';
import { memberNumberKey, memberText } from '../src-main/members/sealed-member.ts';
import { systemRandom } from '../src-main/random/random.ts';
import { benchMember } from './import-file.ts';

/** Rows a second, by the clock and by processor time. */
export interface FloorSpeed {
  readonly rowsPerSecond: number;
  readonly rowsPerProcessorSecond: number;
}

interface FloorData {
  readonly folder: string;
  readonly rows: number;
}

/**
 * The indispensable part of an import: sealing, look-up key, insert, index at the end. The texts are in memory;
 * nothing is read, parsed, validated, checked or synced. It runs in a thread, like the import.
 */
export async function measureFloor(data: FloorData): Promise<FloorSpeed> {
  const worker = new Worker(new URL(import.meta.url), { workerData: data });
  const [speed] = (await once(worker, 'message')) as [FloorSpeed];
  await once(worker, 'exit');
  return speed;
}

function runFloor({ folder, rows }: FloorData): FloorSpeed {
  const members = Array.from({ length: rows }, (_, index) => benchMember(index));
  const numbers = members.map(({ number }) => number);
  const texts = members.map(memberText);
  members.length = 0;
  const vault = new Vault(randomBytes(32), systemRandom);
  const file = path.join(folder, 'floor.db');
  const started = performance.now();
  const before = process.threadCpuUsage();
  const db = openForFilling(file);
  const insert = db.prepare('INSERT INTO member (id, number_key, sealed) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let at = 0; at < rows; at += 1) {
      insert.run(at + 1, memberNumberKey(vault, numbers[at] ?? ''), vault.seal('member', texts[at] ?? ''));
    }
  })();
  migrate(db, REPLICA_MIGRATIONS);
  db.close();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.threadCpuUsage(before);
  fs.rmSync(file);
  return { rowsPerSecond: rows / seconds, rowsPerProcessorSecond: (rows * 1e6) / (user + system) };
}

if (!isMainThread && parentPort !== null) {
  parentPort.postMessage(runFloor(workerData as FloorData));
}
