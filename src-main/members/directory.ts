import { stat } from 'node:fs/promises';
import { Vault } from '../database/vault.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import type { LoadProgress, LoadReport } from './load-report.ts';
import type { Member } from '../../src-shared/hub-api/member.ts';
import { Replica, type LoadedSource, type ReplicaState } from './replica.ts';
import { MembersWriter, WriterClosed } from './writer.ts';

/** What {@link MemberDirectory} needs. */
export interface MemberDirectoryOptions {
  /** Folder of the databases; it must exist. */
  readonly folder: string;
  /** NDJSON file of members; null: none is configured, or members come from head office. */
  readonly file: string | null;
  /** The feed of head office; then `file` is null. */
  readonly feed?: MemberFeed;
  /** 32 bytes. */
  readonly dataKey: Buffer;
  /** `writer-thread.ts`, or the file it was built into. */
  readonly threadFile: URL;
  readonly random: Random;
  readonly clock: { now(): number };
  readonly log: Log;
  /** Called with the file name when a damaged replica was set aside, at the start or later. */
  readonly onSetAside?: (file: string) => void;
  /** Called after each load or check of the source. */
  readonly onRefresh?: (report: RefreshReport) => void;
  /** Called several times a second during a load. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Source of members that loads by itself, such as `MemberSync`. */
export interface MemberFeed {
  /** Registers the callback; there is only one. */
  onChange(listener: (change: FeedChange) => void): void;
  /** The `loaded` generation is in use: earlier ones can be deleted. */
  opened(): void;
  /** The generation in use was set aside: everything has to be loaded again. */
  lost(): void;
}

/** What a {@link MemberFeed} reports. */
export type FeedChange =
  /** A new generation is being filled. */
  | { readonly kind: 'loading' }
  /** The pointer file names a new generation. */
  | { readonly kind: 'loaded'; readonly generation: number; readonly rows: number }
  /** The generation in use is damaged. */
  | { readonly kind: 'damaged'; readonly generation: number; readonly finding: string };

/** Result of a refresh. */
export type RefreshReport =
  | LoadReport
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'no-source' }
  | { readonly kind: 'closed' };

/**
 * The members of this kiosk. It finds a member by number, and keeps the replica up to date with the members file or
 * the feed. A damaged replica is set aside and loaded again automatically.
 */
export class MemberDirectory {
  readonly #options: MemberDirectoryOptions;
  readonly #replica: Replica;
  readonly #writer: MembersWriter;
  #running: Promise<RefreshReport> | null = null;
  /** The generation that was checked in this run; null: none. */
  #checked: number | null = null;
  /** A file that could not be loaded, and the report on it. It is tried again after it has changed. */
  #refused: { readonly version: SourceVersion; readonly report: RefreshReport } | null = null;

  private constructor(options: MemberDirectoryOptions) {
    this.#options = options;
    const { folder, dataKey, threadFile, clock, log, random } = options;
    this.#writer = new MembersWriter({ threadFile, folder, dataKey, clock, log });
    this.#writer.onProgress = options.onProgress ?? null;
    const vault = new Vault(dataKey, random);
    let opened = false;
    this.#replica = Replica.open({
      folder,
      vault,
      clock,
      log,
      onSetAside: (file) => {
        options.onSetAside?.(file);
        // Damage found while opening is handled by the refresh at the start.
        if (opened) this.#reload();
      },
    });
    opened = true;
    options.feed?.onChange((change) => this.#follow(change));
  }

  /** Opens what the last run has left. Nothing is loaded before {@link refresh}. */
  static open(options: MemberDirectoryOptions): MemberDirectory {
    return new MemberDirectory(options);
  }

  state(): ReplicaState {
    return this.#replica.state();
  }

  /** See `Replica.find`. */
  find(number: string): Member | null | 'loading' {
    return this.#replica.find(number);
  }

  /** Source of the replica, with the number of its bad lines; null: none. */
  source(): LoadedSource | null {
    return this.#replica.source();
  }

  /**
   * Loads the members file when it has changed, and checks the replica once a run. Called at the start and from time
   * to time. Simultaneous calls share one result.
   */
  refresh(): Promise<RefreshReport> {
    this.#running ??= this.#refresh().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#replica.close();
  }

  async #refresh(): Promise<RefreshReport> {
    try {
      const report = await this.#bringUpToDate();
      this.#options.onRefresh?.(report);
      return report;
    } catch (error) {
      if (error instanceof WriterClosed) return { kind: 'closed' };
      throw error;
    } finally {
      if (this.#options.file !== null) this.#replica.setLoading(false);
    }
  }

  #follow(change: FeedChange): void {
    const replica = this.#replica;
    if (change.kind === 'loading') {
      replica.setLoading(true);
    } else if (change.kind === 'damaged') {
      if (replica.generation() === change.generation) replica.setAside(change.finding);
    } else {
      replica.reopen();
      replica.setLoading(false);
      // It was checked before the pointer file named it.
      this.#checked = change.generation;
      const report = { ...change, rejected: 0 };
      this.#options.log.info({ ...report }, 'members-loaded');
      this.#options.onRefresh?.(report);
      this.#options.feed?.opened();
    }
  }

  async #bringUpToDate(): Promise<RefreshReport> {
    const { file } = this.#options;
    await this.#checkOnce();
    if (file === null) return { kind: 'no-source' };
    const version = await versionOf(file);
    if (version !== null && this.#isLoaded(version)) return { kind: 'unchanged' };
    if (version !== null && this.#refused !== null && sameVersion(version, this.#refused.version)) {
      return this.#refused.report;
    }
    this.#replica.setLoading(true);
    const report = await this.#writer.load({ ndjson: file });
    this.#refused = null;
    if (report.kind === 'loaded') {
      this.#replica.reopen();
      this.#checked = report.generation;
      this.#options.log.info({ ...report }, 'members-loaded');
    } else {
      // A full disk may have room next time; an unreadable file stays unreadable until it changes.
      if (version !== null && report.fault === 'nothing-readable') this.#refused = { version, report };
      this.#options.log.error({ ...report }, 'members-not-loaded');
    }
    this.#inBackground(this.#writer.tidy(), 'members-not-tidied');
    return report;
  }

  async #checkOnce(): Promise<void> {
    const generation = this.#replica.generation();
    if (generation === null || generation === this.#checked) return;
    const damage = await this.#writer.check(generation);
    if (damage !== null && this.#replica.generation() === generation) this.#replica.setAside(damage);
    else this.#checked = generation;
  }

  #isLoaded(version: SourceVersion): boolean {
    const source = this.#replica.source();
    return source !== null && sameVersion(version, source);
  }

  /** A running refresh loads anyway, or has just failed. */
  #reload(): void {
    this.#options.feed?.lost();
    if (this.#running === null) this.#inBackground(this.refresh(), 'members-not-reloaded');
  }

  #inBackground(work: Promise<unknown>, event: string): void {
    work.catch((error: unknown) => {
      if (!(error instanceof WriterClosed)) this.#options.log.error({ error: String(error) }, event);
    });
  }
}

/** Recognises a changed file without reading it. */
interface SourceVersion {
  readonly file: string;
  readonly size: number;
  readonly modifiedAt: number;
}

async function versionOf(file: string): Promise<SourceVersion | null> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { file, size, modifiedAt: Math.floor(mtimeMs) };
  } catch {
    return null;
  }
}

function sameVersion(a: SourceVersion, b: SourceVersion): boolean {
  return a.file === b.file && a.size === b.size && a.modifiedAt === b.modifiedAt;
}
