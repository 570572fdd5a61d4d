import type { Statement } from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { openDatabase, type Database } from '../database/open-database.ts';
import { isDamage, storageFault } from '../database/storage-fault.ts';
import { NewerDatabaseError, OlderDatabaseError } from '../database/version-error.ts';
import type { Vault } from '../database/vault.ts';
import type { Log } from '../log/log.ts';
import { currentGeneration, generationFile, POINTER_FILE } from './generation.ts';
import type { Member } from '../../src-shared/hub-api/member.ts';
import { REPLICA_MIGRATIONS } from './migrations/replica-migrations.ts';
import { memberKeyMark, memberNumberKey, openMember } from './sealed-member.ts';

/** `empty`: no generation. `loading`: the first one is being filled. `ready`: members can be found. */
export type ReplicaState = 'empty' | 'loading' | 'ready';

/** The file that a generation was loaded from. Size in bytes, moments in milliseconds. */
export interface LoadedSource {
  readonly file: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly rows: number;
  readonly rejected: number;
  readonly loadedAt: number;
}

/** What {@link Replica.open} needs. */
export interface ReplicaOptions {
  /** Folder of the replica; it must exist. */
  readonly folder: string;
  readonly vault: Vault;
  /** Used in names of files set aside. */
  readonly clock: { now(): number };
  readonly log: Log;
  /** Called with the file name after a damaged generation was set aside: it has to be loaded again. */
  readonly onSetAside: (file: string) => void;
}

/** Main's view of the members: the current generation, opened read only. */
export class Replica {
  readonly #options: ReplicaOptions;
  #db: Database | null = null;
  #select: Statement<[string], Buffer> | null = null;
  #generation: number | null = null;
  #source: LoadedSource | null = null;
  #loading = false;

  private constructor(options: ReplicaOptions) {
    this.#options = options;
  }

  /** Opens the current generation, if one is readable. Never throws because of damage. */
  static open(options: ReplicaOptions): Replica {
    const replica = new Replica(options);
    replica.reopen();
    return replica;
  }

  state(): ReplicaState {
    if (this.#db !== null) return 'ready';
    return this.#loading ? 'loading' : 'empty';
  }

  /** Tells whether a generation is being filled. */
  setLoading(loading: boolean): void {
    this.#loading = loading;
  }

  /** The generation in use; null: none. */
  generation(): number | null {
    return this.#generation;
  }

  /** The file of the generation in use; null: no generation, or it came from head office. */
  source(): LoadedSource | null {
    return this.#source;
  }

  /**
   * Finds a member by number.
   * @param number from `memberNumberOf`
   * @returns null when no member has it; `loading` when members cannot be found now (not `ready`)
   */
  find(number: string): Member | null | 'loading' {
    if (this.#select === null) return 'loading';
    const { vault } = this.#options;
    try {
      const sealed = this.#select.get(memberNumberKey(vault, number));
      if (sealed === undefined) return null;
      const member = openSealed(vault, sealed);
      if (member.number !== number) throw new DamagedReplica('row of another number');
      return member;
    } catch (error) {
      if (!isBeyondUse(error)) throw error;
      this.setAside(error.message);
      return 'loading';
    }
  }

  /** Closes the open generation and opens the one of the pointer file. */
  reopen(): void {
    this.close();
    const { folder, vault, log } = this.#options;
    const generation = currentGeneration(folder);
    if (generation === null) return;
    const file = path.join(folder, generationFile(generation));
    if (!fs.existsSync(file)) {
      log.warn({ generation }, 'replica-missing');
      return;
    }
    try {
      this.#db = openDatabase(file, {
        migrations: REPLICA_MIGRATIONS,
        synchronous: 'NORMAL',
        readonly: true,
      });
      this.#source = readSource(this.#db, vault);
      this.#select = this.#db
        .prepare<[string], Buffer>('SELECT sealed FROM member WHERE number_key = ?')
        .pluck();
      this.#generation = generation;
    } catch (error) {
      this.close();
      if (error instanceof NewerDatabaseError || error instanceof OlderDatabaseError) {
        // Not damaged, but of another version; the same members are loaded again.
        log.warn({ generation, reason: error.message }, 'replica-of-another-version');
      } else if (isBeyondUse(error)) {
        this.setAside(error.message, generation);
      } else {
        throw error;
      }
    }
  }

  /** Takes a damaged generation out of use; its file is kept for analysis. */
  setAside(reason: string, generation = this.#generation): void {
    this.close();
    if (generation === null) return;
    const { folder, clock, log, onSetAside } = this.#options;
    const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/gu, '');
    const name = `members-corrupt-${time}-${generation}.db`;
    try {
      fs.rmSync(path.join(folder, POINTER_FILE), { force: true });
      for (const suffix of ['', '-wal', '-shm']) {
        const source = path.join(folder, generationFile(generation) + suffix);
        if (fs.existsSync(source)) fs.renameSync(source, path.join(folder, name + suffix));
      }
    } catch (error) {
      // The file is still open elsewhere (Windows), or the disk refuses writes. The generation is out of use anyway.
      log.warn({ generation, code: storageFault(error, '')?.code }, 'replica-not-renamed');
    }
    log.error({ file: name, reason }, 'replica-set-aside');
    onSetAside(name);
  }

  close(): void {
    this.#select = null;
    this.#source = null;
    this.#generation = null;
    this.#db?.close();
    this.#db = null;
  }
}

/** Damage that SQLite cannot see: a row that cannot be unsealed, or a file with other content than recorded. */
class DamagedReplica extends Error {}

function isBeyondUse(error: unknown): error is Error {
  return error instanceof DamagedReplica || isDamage(error) || storageFault(error, '') !== null;
}

function openSealed(vault: Vault, sealed: Buffer): Member {
  try {
    return openMember(vault, sealed);
  } catch {
    // The cause is not kept: it could quote the member.
    throw new DamagedReplica('sealed row does not open');
  }
}

/** @returns null when the generation came from head office */
function readSource(db: Database, vault: Vault): LoadedSource | null {
  const keyMark = db
    .prepare<[], string>('SELECT key_mark FROM source UNION ALL SELECT key_mark FROM feed')
    .pluck()
    .get();
  if (keyMark === undefined) throw new DamagedReplica('no record of its source');
  if (keyMark !== memberKeyMark(vault)) throw new DamagedReplica('sealed with another data key');
  const source = db
    .prepare<[], LoadedSource>(
      `SELECT file, size, modified_at AS modifiedAt, rows, rejected, loaded_at AS loadedAt FROM source WHERE one = 1`,
    )
    .get();
  return source ?? null;
}
