import BetterSqlite3, { type Statement } from 'better-sqlite3';
import path from 'node:path';
import type { FeedEnd } from '../../src-shared/hub-api/feed.ts';
import { syncFile } from '../files/durable-file.ts';
import { firstDamage } from '../database/integrity.ts';
import { migrate, schemaVersion } from '../database/migrate.ts';
import type { Database } from 'better-sqlite3';
import { isDamage } from '../database/storage-fault.ts';
import type { Vault } from '../database/vault.ts';
import {
  generationFile,
  nextGeneration,
  setCurrentGeneration,
  removeGeneration,
  unfinishedGeneration,
} from '../members/generation.ts';
import { makeIndex } from '../members/make-index.ts';
import { REPLICA_MIGRATIONS, WITHOUT_INDEX } from '../members/migrations/replica-migrations.ts';
import { memberKeyMark, memberNumberKey, MEMBER_PURPOSE } from '../members/sealed-member.ts';
import { FeedRecord, type FeedPlace } from './feed-place.ts';
import type { FeedRow } from './feed-rows.ts';

/** Stages of {@link FeedFill.finish}, after all rows of a first load have come. */
export type FinishStage = 'indexing' | 'checking' | 'swapping';

/** A half-filled generation was damaged by a power cut; it has to be discarded. */
export class DamagedFill extends Error {
  override readonly name = 'DamagedFill';
}

/** Content of the row of a member who was removed during the first load. */
const REMOVED = Buffer.alloc(0);

/**
 * A generation that is being filled from the feed. Rows are appended by position without comparison, and the index is
 * made at the end. Of two rows with the same number, the later one counts. After a killed process the load continues
 * at the last row. Nothing is synced in between, so {@link finish} detects damage by a power cut, and the load starts
 * again.
 */
export class FeedFill {
  readonly generation: number;
  readonly #folder: string;
  readonly #vault: Vault;
  readonly #db: Database;
  readonly #record: FeedRecord;
  readonly #insert: Statement<[number, string, Buffer]>;

  private constructor(
    options: { folder: string; vault: Vault; generation: number },
    db: Database,
    record: FeedRecord,
  ) {
    this.generation = options.generation;
    this.#folder = options.folder;
    this.#vault = options.vault;
    this.#db = db;
    this.#record = record;
    this.#insert = db.prepare('INSERT INTO member (id, number_key, sealed) VALUES (?, ?, ?)');
  }

  /** Creates a new generation. */
  static create(folder: string, vault: Vault): FeedFill {
    const generation = nextGeneration(folder);
    const db = open(path.join(folder, generationFile(generation)));
    try {
      migrate(db, WITHOUT_INDEX);
      return new FeedFill({ folder, vault, generation }, db, FeedRecord.begin(db, memberKeyMark(vault)));
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Continues the generation that an earlier run was filling; removes it when it is unusable. */
  static resume(folder: string, vault: Vault): FeedFill | null {
    const generation = unfinishedGeneration(folder);
    if (generation === null) return null;
    const fill = reopen({ folder, vault, generation });
    if (fill === null) removeGeneration(folder, generation);
    else return new FeedFill({ folder, vault, generation }, fill.db, fill.record);
    return null;
  }

  get place(): FeedPlace {
    return this.#record.place;
  }

  /** All rows have come: it can be finished without head office. */
  get complete(): boolean {
    return this.#record.complete;
  }

  /** Number of rows so far. */
  get rows(): number {
    return this.#record.appended;
  }

  /** Appends changes and their place in the feed, in one transaction. */
  apply(rows: readonly FeedRow[], epoch: string | null): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#inTransaction(() => {
      let appended = 0;
      for (const { position, number, text } of rows) {
        if (number === null) continue;
        appended += 1;
        const sealed = text === null ? REMOVED : this.#vault.seal(MEMBER_PURPOSE, text);
        this.#insert.run(position, memberNumberKey(this.#vault, number), sealed);
      }
      this.#record.advance(last.position, epoch, appended);
    });
  }

  /** Records the end of an answer. The load is complete when head office has no more changes. */
  end(end: FeedEnd): void {
    this.#inTransaction(() => this.#record.end(end, end.behind === 0));
  }

  /**
   * Makes the index, checks the generation and points to it. After a crash at any stage it can be called again.
   * Closes the fill.
   * @throws DamagedFill
   */
  finish(onStage: (stage: FinishStage) => void): number {
    const db = this.#db;
    const file = path.join(this.#folder, generationFile(this.generation));
    try {
      onStage('indexing');
      // A power cut can lose the rows of the last page and still leave a valid file.
      const rows = db.prepare<[], number>('SELECT count(*) FROM member').pluck().get();
      if (rows !== this.#record.appended) throw new DamagedFill('rows are missing');
      if (schemaVersion(db) < REPLICA_MIGRATIONS.length) {
        makeIndex(db, (gone) => this.#forget(gone));
      }
      db.transaction(() =>
        this.#forget(db.prepare('DELETE FROM member WHERE length(sealed) = 0').run().changes),
      ).immediate();
      onStage('checking');
      const damage = firstDamage(db);
      if (damage !== null) throw new DamagedFill(damage);
      db.pragma('locking_mode = NORMAL');
      db.pragma('journal_mode = WAL');
    } catch (error) {
      if (isDamage(error)) throw new DamagedFill(error instanceof Error ? error.message : 'damaged');
      throw error;
    } finally {
      db.close();
    }
    syncFile(file);
    onStage('swapping');
    setCurrentGeneration(this.#folder, this.generation);
    return this.generation;
  }

  close(): void {
    this.#db.close();
  }

  /** Closes and deletes the generation. */
  discard(): void {
    this.close();
    removeGeneration(this.#folder, this.generation);
  }

  #forget(rows: number): void {
    if (rows > 0) this.#db.prepare('UPDATE feed SET appended = appended - ? WHERE one = 1').run(rows);
  }

  #inTransaction(write: () => void): void {
    this.#db.transaction(write).immediate();
    this.#record.refresh();
  }
}

/** SQLite's rollback journal is kept, so that a killed process leaves whole transactions. Nothing is synced. */
function open(file: string): Database {
  const db = new BetterSqlite3(file);
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = TRUNCATE');
    db.pragma('synchronous = OFF');
    db.pragma('temp_store = MEMORY');
    db.pragma('cell_size_check = ON');
    // 64 MB: room for the sort that makes the index.
    db.pragma('cache_size = -65536');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function reopen(options: {
  folder: string;
  vault: Vault;
  generation: number;
}): { db: Database; record: FeedRecord } | null {
  let db: Database | null = null;
  try {
    db = open(path.join(options.folder, generationFile(options.generation)));
    const version = schemaVersion(db);
    const usable = version === WITHOUT_INDEX.length || version === REPLICA_MIGRATIONS.length;
    const record = usable ? FeedRecord.read(db, memberKeyMark(options.vault)) : null;
    if (record !== null) return { db, record };
  } catch (error) {
    if (!isDamage(error)) {
      db?.close();
      throw error;
    }
  }
  db?.close();
  return null;
}
