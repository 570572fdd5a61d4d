import { startSqliteThread, type SqliteThread } from '../database/sqlite-thread.ts';
import type { Log } from '../log/log.ts';
import type { LoadProgress, LoadReport } from './load-report.ts';
import type { WriterData, WriterMessage, WriterRequest, WriterResults } from './writer-messages.ts';

/** What {@link MembersWriter} needs. */
export interface MembersWriterOptions {
  /** `writer-thread.ts`, or the file it was built into. */
  readonly threadFile: URL;
  /** Folder of the replica; it must exist. */
  readonly folder: string;
  /** 32 bytes; the thread has its own copy. */
  readonly dataKey: Buffer;
  /** Time of a load, for its record. */
  readonly clock: { now(): number };
  readonly log: Log;
}

interface Pending {
  readonly request: WriterRequest;
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Controls the thread that writes the replica. The thread starts with the first request. */
export class MembersWriter {
  /** Called several times a second during a load. */
  onProgress: ((progress: LoadProgress) => void) | null = null;
  readonly #options: MembersWriterOptions;
  readonly #pending: Pending[] = [];
  #thread: SqliteThread | null = null;
  #closed = false;

  constructor(options: MembersWriterOptions) {
    this.#options = options;
  }

  /**
   * Reads an NDJSON file of members into a new generation and makes it the current one.
   * @throws when the thread dies (a bug); faults of file or disk are in the report
   */
  load(source: { readonly ndjson: string }): Promise<LoadReport> {
    return this.#ask({ type: 'load', file: source.ndjson, at: this.#options.clock.now() });
  }

  /**
   * Checks the structure of a generation.
   * @returns the first finding; null: no damage
   */
  check(generation: number): Promise<string | null> {
    return this.#ask({ type: 'check', generation });
  }

  /** Deletes old generations; call it after they are closed. */
  tidy(): Promise<number> {
    return this.#ask({ type: 'tidy' });
  }

  /** Ends the thread. A running load is dropped, and the current generation stays. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.end();
  }

  #ask<Request extends WriterRequest>(request: Request): Promise<WriterResults[Request['type']]> {
    if (this.#closed) return Promise.reject(new WriterClosed());
    return new Promise((resolve, reject) => {
      this.#pending.push({ request, resolve, reject });
      this.#thread ??= this.#start();
      this.#thread.worker.ref();
      this.#thread.worker.postMessage(request);
    });
  }

  #start(): SqliteThread {
    const { threadFile, folder, dataKey } = this.#options;
    const workerData: WriterData = { folder, dataKey };
    const thread = startSqliteThread(threadFile, {
      name: 'members-writer',
      workerData,
      onMessage: (message) => this.#take(message as WriterMessage),
    });
    thread.worker.on('error', (error: Error) => this.#end(error));
    thread.worker.on('exit', () =>
      this.#end(this.#closed ? new WriterClosed() : new Error('the members writer ended')),
    );
    return thread;
  }

  #take(message: WriterMessage): void {
    if (this.#closed) return;
    if (message.kind === 'progress') {
      this.onProgress?.(message.progress);
      return;
    }
    const pending = this.#pending.shift();
    // Waiting for the next request does not keep the process alive.
    if (this.#pending.length === 0) this.#thread?.worker.unref();
    if (message.kind === 'done') pending?.resolve(message.result as never);
    else pending?.reject(new Error(message.error));
  }

  #end(error: Error): void {
    if (this.#thread !== null && !this.#closed)
      this.#options.log.error({ error: error.message }, 'members-writer-ended');
    this.#thread = null;
    for (const pending of this.#pending.splice(0)) pending.reject(error);
  }
}

/** The writer was closed before the request was answered. */
export class WriterClosed extends Error {
  override readonly name = 'WriterClosed';

  constructor() {
    super('the members writer is closed');
  }
}
