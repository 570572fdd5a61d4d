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

/** `empty`: no generation; `loading`: none yet, one is being made; `ready`: members can be found. */
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
  /** For names of files set aside. */
  readonly clock: { now(): number };
  readonly log: Log;
  /** Called after a damaged generation was set aside, with the name of the file: it must be loaded again. */
  readonly onSetAside: (file: string) => void;
}

/** Main's view of the members: the current generation, opened for reading only. */
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

  /** Opens the current generation, if there is one that can be read. Never throws for damage. */
  static open(options: ReplicaOptions): Replica {
    const replica = new Replica(options);
    replica.reopen();
    return replica;
  }

  state(): ReplicaState {
    if (this.#db !== null) return 'ready';
    return this.#loading ? 'loading' : 'empty';
  }

  /** Tells the replica whether a generation is being made. */
  setLoading(loading: boolean): void {
    this.#loading = loading;
  }

  /** The generation in use; null when there is none. */
  generation(): number | null {
    return this.#generation;
  }

  /** The file that the generation in use was loaded from; null when there is none, or when it came from head office. */
  source(): LoadedSource | null {
    return this.#source;
  }

  /**
   * Looks a member up by number, as `parseMemberNumber` gives it.
   * @returns null when no member has it; `loading` when nobody can be found for now (not `ready`)
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

  /** Closes what is open and opens the generation that the pointer names. */
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
        // It is sound, only not ours to read; the same file is loaded again.
        log.warn({ generation, reason: error.message }, 'replica-of-another-version');
      } else if (isBeyondUse(error)) {
        this.setAside(error.message, generation);
      } else {
        throw error;
      }
    }
  }

  /** Takes a damaged generation out of use; its file is kept for whoever wants to know why. */
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
      // Still open elsewhere (Windows) or a disk that takes nothing: it is out of use all the same.
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

/** What SQLite cannot see: a row that does not open, a file whose content is not what it says. */
class DamagedReplica extends Error {}

function isBeyondUse(error: unknown): error is Error {
  return error instanceof DamagedReplica || isDamage(error) || storageFault(error, '') !== null;
}

function openSealed(vault: Vault, sealed: Buffer): Member {
  try {
    return openMember(vault, sealed);
  } catch {
    // The cause is dropped: it could quote the member.
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
