import type { Timers } from '../clock/timers.ts';
import { startSqliteThread, type SqliteThread } from '../database/sqlite-thread.ts';
import { storageFault } from '../database/storage-fault.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import type { Log } from '../log/log.ts';
import type { FeedChange, MemberFeed } from '../members/directory.ts';
import type { Random } from '../random/random.ts';
import type { LoadStage, SyncMessage, SyncRequest, SyncThreadData, SyncTimes } from './sync-messages.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';
import type { SyncState } from '../hub-client/sync-state.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** The part of {@link SyncState} about members, and the progress of a full load. */
export interface MemberSyncState extends Pick<SyncState, 'lastContact' | 'rowsBehind' | 'lastFault'> {
  /** Null when no full load is running. */
  readonly loading: { readonly stage: LoadStage; readonly rows: number } | null;
}

/** What {@link MemberSync} needs. */
export interface MemberSyncOptions {
  /** Folder of the replica; it must exist. */
  readonly folder: string;
  /** 32 bytes; the thread has its own copy. */
  readonly dataKey: Buffer;
  /** `sync-thread.ts`, or the file it was built into. */
  readonly threadFile: URL;
  readonly clock: { now(): number };
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /**
   * Called before everything is loaded again, because the hub's history has changed or is not known here. The hub may
   * have lost accepted events, so settled events have to be sent again. May be called several times for one change.
   * When it throws for a fault of the disk, the load waits and calls it again.
   */
  readonly onEpochChanged: () => void;
  readonly times?: SyncTimes;
}

const TIMES: SyncTimes = { wait: 50, silence: 30 * SECOND, pace: 1 };

const NOTHING_YET: MemberSyncState = { lastContact: null, rowsBehind: null, lastFault: null, loading: null };

/** Controls the thread that writes head office's members into the replica. */
export class MemberSync implements MemberFeed {
  readonly #options: MemberSyncOptions;
  readonly #listeners = new Set<(state: MemberSyncState) => void>();
  #onChange: (change: FeedChange) => void = () => undefined;
  #state = NOTHING_YET;
  #connection: HubConnection | null = null;
  #thread: SqliteThread | null = null;
  #deaths = 0;
  #cancelRestart: () => void = () => undefined;
  #closed = false;

  constructor(options: MemberSyncOptions) {
    this.#options = options;
  }

  /** Follows this hub from now on. A later call replaces the connection. */
  start(connection: HubConnection): void {
    if (this.#closed) return;
    this.#connection = connection;
    this.#cancelRestart();
    if (this.#thread === null) this.#run();
    else this.#ask({ type: 'connect', connection });
  }

  state(): MemberSyncState {
    return this.#state;
  }

  /**
   * Registers a callback for each new state.
   * @returns removes it
   */
  onState(listener: (state: MemberSyncState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: (change: FeedChange) => void): void {
    this.#onChange = listener;
  }

  opened(): void {
    this.#ask({ type: 'opened' });
  }

  lost(): void {
    this.#ask({ type: 'lost' });
  }

  /** Ends the thread; a running load continues at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart();
    await this.#thread?.end();
  }

  #ask(request: SyncRequest): void {
    this.#thread?.worker.postMessage(request);
  }

  #run(): void {
    const { threadFile, folder, dataKey, times = TIMES } = this.#options;
    const workerData: SyncThreadData = { folder, dataKey, times };
    const thread = startSqliteThread(threadFile, {
      name: 'member-sync',
      workerData,
      onMessage: (message) => this.#take(message as SyncMessage),
    });
    thread.worker.on('error', (error: Error) => this.#died(error.message));
    thread.worker.on('exit', () => this.#died('the sync thread ended'));
    thread.worker.unref();
    this.#thread = thread;
    if (this.#connection !== null) this.#ask({ type: 'connect', connection: this.#connection });
  }

  #take(message: SyncMessage): void {
    if (this.#closed) return;
    switch (message.kind) {
      case 'contact':
        this.#deaths = 0;
        this.#set({ lastContact: this.#options.clock.now(), rowsBehind: message.behind, lastFault: null });
        break;
      case 'fault':
        if (message.fault !== this.#state.lastFault)
          this.#options.log.warn({ fault: message.fault }, 'member-sync-fault');
        this.#set({ lastFault: message.fault });
        break;
      case 'progress':
        if (this.#state.loading === null) this.#onChange({ kind: 'loading' });
        this.#set({ loading: { stage: message.stage, rows: message.rows } });
        break;
      case 'unreadable':
        for (const { position, field } of message.lines)
          this.#options.log.warn({ position, field }, 'member-unreadable');
        break;
      case 'epoch-changed':
        this.#ask({ type: 'load-anew', ready: this.#noteNewEpoch() });
        break;
      case 'loaded':
        this.#set({ loading: null });
        this.#onChange(message);
        break;
      case 'damaged':
        this.#onChange(message);
        break;
    }
  }

  #noteNewEpoch(): boolean {
    const { log, onEpochChanged, folder } = this.#options;
    try {
      onEpochChanged();
      log.info({}, 'members-load-anew');
      return true;
    } catch (error) {
      const fault = storageFault(error, folder);
      if (fault === null) throw error;
      log.error({ code: fault.code }, 'epoch-not-noted');
      return false;
    }
  }

  #died(reason: string): void {
    if (this.#closed || this.#thread === null) return;
    this.#thread = null;
    const { log, timers, random } = this.#options;
    log.error({ reason }, 'member-sync-ended');
    this.#set({ lastFault: 'fault' });
    this.#deaths += 1;
    this.#cancelRestart = timers.after(retryWait(this.#deaths, random), () => this.#run());
  }

  #set(change: Partial<MemberSyncState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }
}
