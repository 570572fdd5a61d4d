import type { Statement } from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import type { FeedEnd } from '../../src-shared/hub-api/feed.ts';
import { openDatabase, type Database } from '../database/open-database.ts';
import { isDamage } from '../database/storage-fault.ts';
import { NewerDatabaseError, OlderDatabaseError } from '../database/version-error.ts';
import type { Vault } from '../database/vault.ts';
import { currentGeneration, generationFile } from '../members/generation.ts';
import { REPLICA_MIGRATIONS } from '../members/migrations/replica-migrations.ts';
import { memberKeyMark, memberNumberKey, MEMBER_PURPOSE } from '../members/sealed-member.ts';
import { FeedRecord, type FeedPlace } from './feed-place.ts';
import type { FeedRow } from './feed-rows.ts';

/** The generation in use: main reads it while changes are written into it. */
export class FeedServing {
  readonly generation: number;
  readonly #vault: Vault;
  readonly #db: Database;
  readonly #record: FeedRecord;
  readonly #upsert: Statement<[string, Buffer]>;
  readonly #remove: Statement<[string]>;

  private constructor(generation: number, vault: Vault, db: Database, record: FeedRecord) {
    this.generation = generation;
    this.#vault = vault;
    this.#db = db;
    this.#record = record;
    this.#upsert = db.prepare(
      `INSERT INTO member (number_key, sealed) VALUES (?, ?)
       ON CONFLICT (number_key) DO UPDATE SET sealed = excluded.sealed`,
    );
    this.#remove = db.prepare('DELETE FROM member WHERE number_key = ?');
  }

  /** @returns null when there is no usable generation from head office */
  static open(folder: string, vault: Vault): FeedServing | null {
    const generation = currentGeneration(folder);
    if (generation === null) return null;
    const file = path.join(folder, generationFile(generation));
    if (!fs.existsSync(file)) return null;
    let db: Database | null = null;
    try {
      const options = { migrations: REPLICA_MIGRATIONS, synchronous: 'NORMAL' } as const;
      // Opened read only first: this refuses an older version, which must not be migrated while main reads it.
      openDatabase(file, { ...options, readonly: true }).close();
      db = openDatabase(file, options);
      const record = FeedRecord.read(db, memberKeyMark(vault));
      if (record !== null) return new FeedServing(generation, vault, db, record);
    } catch (error) {
      if (!isOfNoUse(error)) {
        db?.close();
        throw error;
      }
    }
    db?.close();
    return null;
  }

  get place(): FeedPlace {
    return this.#record.place;
  }

  /** Applies changes and their place in the feed, in one transaction. */
  apply(rows: readonly FeedRow[], epoch: string | null): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#inTransaction(() => {
      for (const { number, text } of rows) {
        if (number === null) continue;
        const key = memberNumberKey(this.#vault, number);
        if (text === null) this.#remove.run(key);
        else this.#upsert.run(key, this.#vault.seal(MEMBER_PURPOSE, text));
      }
      this.#record.advance(last.position, epoch, 0);
    });
  }

  /** Records the end of an answer. */
  end(end: FeedEnd): void {
    const { position, mark } = this.place;
    if (end.end === position && end.mark === mark) return;
    this.#inTransaction(() => this.#record.end(end, true));
  }

  close(): void {
    this.#db.close();
  }

  #inTransaction(write: () => void): void {
    this.#db.transaction(write).immediate();
    this.#record.refresh();
  }
}

function isOfNoUse(error: unknown): boolean {
  return isDamage(error) || error instanceof NewerDatabaseError || error instanceof OlderDatabaseError;
}
