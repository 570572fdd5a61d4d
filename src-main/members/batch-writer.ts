import type { Statement } from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import type { Vault } from '../database/vault.ts';
import type { Member } from '../../src-shared/hub-api/member.ts';
import { memberNumberKey, sealMember } from './sealed-member.ts';

/** A member and its row id. */
export interface PlacedMember {
  /** Line of the file, counted from 1. Of two rows with the same number, the greater id is the later one. */
  readonly id: number;
  readonly member: Member;
}

/** Seals members and writes them into a replica, one transaction a batch. */
export class BatchWriter {
  readonly #db: Database;
  readonly #vault: Vault;
  readonly #insert: Statement<[number, string, Buffer]>;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
    this.#insert = db.prepare('INSERT INTO member (id, number_key, sealed) VALUES (?, ?, ?)');
  }

  /** Appends rows before the index exists: numbers are not compared. */
  append(batch: readonly PlacedMember[]): void {
    this.#inTransaction(() => {
      for (const { id, member } of batch) {
        this.#insert.run(id, memberNumberKey(this.#vault, member.number), sealMember(this.#vault, member));
      }
    });
  }

  #inTransaction(write: () => void): void {
    this.#db.transaction(write).immediate();
  }
}
