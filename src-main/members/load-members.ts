import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { syncFile } from '../files/durable-file.ts';
import { firstDamage } from '../database/integrity.ts';
import { migrate } from '../database/migrate.ts';
import type { Database } from 'better-sqlite3';
import { storageFault } from '../database/storage-fault.ts';
import type { Vault } from '../database/vault.ts';
import { BatchWriter, type PlacedMember } from './batch-writer.ts';
import { generationFile, nextGeneration, setCurrentGeneration, removeGeneration } from './generation.ts';
import type { FailedReport, LoadProgress, LoadReport } from './load-report.ts';
import { makeIndex } from './make-index.ts';
import { parseMember } from './parse-member.ts';
import { readLines } from './read-ndjson.ts';
import { RejectedLines } from './rejected-lines.ts';
import { WITHOUT_INDEX } from './migrations/replica-migrations.ts';
import { memberKeyMark } from './sealed-member.ts';

/** What {@link loadMembers} needs. */
export interface LoadOptions {
  /** Folder of the replica. */
  readonly folder: string;
  readonly vault: Vault;
  /** The NDJSON file: one `Member` a line. */
  readonly file: string;
  /** Start of the load, steady milliseconds. */
  readonly at: number;
  readonly onProgress: (progress: LoadProgress) => void;
}

/**
 * Reads a members file into a new generation and points to it. It blocks the thread, so only the writer thread calls
 * it.
 */
export function loadMembers(options: LoadOptions): LoadReport {
  const { folder, file } = options;
  let handle: number;
  try {
    handle = fs.openSync(file, 'r');
  } catch (error) {
    return failure(
      Reflect.get(Object(error), 'code') === 'ENOENT' ? 'source-missing' : 'source-unreadable',
      0,
    );
  }
  let generation: number | null = null;
  const rejected = new RejectedLines();
  try {
    if (!fs.fstatSync(handle).isFile()) return failure('source-unreadable', 0);
    generation = nextGeneration(folder);
    const rows = fillGeneration(options, generation, handle, rejected);
    rejected.write(folder, { source: file, at: new Date(options.at).toISOString(), rows });
    if (rows === 0) {
      removeGeneration(folder, generation);
      return failure('nothing-readable', rejected.count);
    }
    setCurrentGeneration(folder, generation);
    return { kind: 'loaded', generation, rows, rejected: rejected.count };
  } catch (error) {
    if (generation !== null) removeGeneration(folder, generation);
    if (error instanceof SourceError) return failure('source-unreadable', rejected.count);
    const fault = storageFault(error, folder);
    if (fault) return failure(fault.kind, rejected.count);
    throw error;
  } finally {
    fs.closeSync(handle);
  }
}

/** The members file could not be read to its end; not a fault of the replica's disk. */
class SourceError extends Error {}

/** @returns number of members in the new generation, which is then complete and on the disk */
function fillGeneration(
  options: LoadOptions,
  generation: number,
  handle: number,
  rejected: RejectedLines,
): number {
  const file = path.join(options.folder, generationFile(generation));
  const stat = fs.fstatSync(handle);
  const db = openForFilling(file);
  try {
    const read = appendLines(options, db, handle, stat.size, rejected);
    const duplicates = makeIndex(db);
    for (const line of duplicates) rejected.add(line, { reason: 'duplicate' });
    const rows = read - duplicates.length;
    db.prepare('INSERT INTO source VALUES (1, ?, ?, ?, ?, ?, ?, ?)').run(
      options.file,
      stat.size,
      Math.floor(stat.mtimeMs),
      rows,
      rejected.count,
      options.at,
      memberKeyMark(options.vault),
    );
    const damage = firstDamage(db);
    if (damage !== null) throw new Error(`the generation just written is damaged: ${damage}`);
    db.pragma('locking_mode = NORMAL');
    db.pragma('journal_mode = WAL');
    db.close();
    syncFile(file);
    return rows;
  } finally {
    db.close();
  }
}

/** Opens a file for filling. Nobody reads it yet, and it is deleted on any failure, so nothing is synced. */
export function openForFilling(file: string): Database {
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('temp_store = MEMORY');
  // 64 MB: room for the sort that makes the index.
  db.pragma('cache_size = -65536');
  migrate(db, WITHOUT_INDEX);
  return db;
}

function appendLines(
  options: LoadOptions,
  db: Database,
  handle: number,
  bytes: number,
  rejected: RejectedLines,
): number {
  const writer = new BatchWriter(db, options.vault);
  let rows = 0;
  for (const { firstLine, lines, bytesRead } of readable(readLines(handle))) {
    const batch: PlacedMember[] = [];
    lines.forEach((text, at) => {
      const line = firstLine + at;
      if (text === '') return;
      if (typeof text !== 'string') {
        rejected.add(line, { reason: text.fault });
        return;
      }
      const parsed = parseMember(text);
      if (parsed.ok) {
        batch.push({ id: line, member: parsed.member });
        rejected.addEmptied(line, parsed.emptied);
      } else rejected.add(line, parsed.rejection);
    });
    writer.append(batch);
    rows += batch.length;
    options.onProgress({ rows, bytesRead, bytes });
  }
  return rows;
}

function* readable<T>(source: Iterable<T>): Generator<T> {
  const steps = source[Symbol.iterator]();
  for (;;) {
    let step: IteratorResult<T>;
    try {
      step = steps.next();
    } catch {
      throw new SourceError('the members file cannot be read to its end');
    }
    if (step.done) return;
    yield step.value;
  }
}

function failure(fault: FailedReport['fault'], rejected: number): FailedReport {
  return { kind: 'failed', fault, rejected };
}
