/**
 * The existing product to compare with: PouchDB replicates members from one LevelDB to another, without network or
 * sealing.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { benchMember } from '../import-file.ts';

const BATCH = 1000;

const docs = Number(process.argv[2]);
PouchDB.plugin(leveldb).plugin(replication);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-bench-pouch-'));
const [source, target] = ['source', 'target'].map(
  (name) => new PouchDB(path.join(folder, name), { adapter: 'leveldb' }),
);
if (source === undefined || target === undefined) throw new Error('two databases are needed');
for (let start = 0; start < docs; start += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, docs - start) }, (_, at) => {
    const member = benchMember(start + at);
    return { _id: member.number, ...member };
  });
  await source.bulkDocs(batch);
}
const started = performance.now();
const result = await source.replicate.to(target, { batch_size: BATCH });
const seconds = (performance.now() - started) / 1000;
if (result.docs_written !== docs) throw new Error('not all documents were replicated');
console.log(JSON.stringify({ docsPerSecond: docs / seconds }));
await source.close();
await target.close();
fs.rmSync(folder, { recursive: true, force: true });
