import path from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { firstDamage } from '../database/integrity.ts';
import { openDatabase } from '../database/open-database.ts';
import { tellReady } from '../database/sqlite-thread.ts';
import { isDamage, storageFault } from '../database/storage-fault.ts';
import { OlderDatabaseError } from '../database/version-error.ts';
import { Vault } from '../database/vault.ts';
import { systemRandom } from '../random/random.ts';
import { generationFile, removeLeftovers } from './generation.ts';
import { loadMembers } from './load-members.ts';
import { REPLICA_MIGRATIONS } from './migrations/replica-migrations.ts';
import type { WriterData, WriterMessage, WriterRequest, WriterResults } from './writer-messages.ts';

/** Entry of the only thread that writes the replica. In a thread, so that it never delays main. */
function serve(port: MessagePort, { folder, dataKey }: WriterData): void {
  tellReady(port);
  const vault = new Vault(Buffer.from(dataKey), systemRandom);
  const send = (message: WriterMessage): void => port.postMessage(message);
  port.on('message', (request: WriterRequest) => {
    try {
      send({ kind: 'done', result: fulfil(request) });
    } catch (error) {
      send({
        kind: 'broken',
        error: error instanceof Error ? (error.stack ?? error.message) : 'not an error',
      });
    }
  });

  function fulfil(request: WriterRequest): WriterResults[keyof WriterResults] {
    if (request.type === 'tidy') return removeLeftovers(folder);
    if (request.type === 'check') return check(path.join(folder, generationFile(request.generation)));
    const onProgress = (progress: Extract<WriterMessage, { kind: 'progress' }>['progress']): void =>
      send({ kind: 'progress', progress });
    return loadMembers({ folder, vault, file: request.file, at: request.at, onProgress });
  }
}

function check(file: string): string | null {
  try {
    const db = openDatabase(file, { migrations: REPLICA_MIGRATIONS, synchronous: 'NORMAL', readonly: true });
    try {
      return firstDamage(db);
    } finally {
      db.close();
    }
  } catch (error) {
    const unreadable =
      isDamage(error) || error instanceof OlderDatabaseError || storageFault(error, file) !== null;
    if (unreadable && error instanceof Error) return error.message;
    throw error;
  }
}

if (parentPort === null) throw new Error('the writer runs in a worker thread');
serve(parentPort, workerData as WriterData);
