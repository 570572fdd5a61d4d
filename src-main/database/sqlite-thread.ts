import { setPriority } from 'node:os';
import { Worker, type MessagePort } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

/** First message of a thread: see {@link tellReady}. */
const READY = 'ready';

/** A thread that uses better-sqlite3. */
export interface SqliteThread {
  readonly worker: Worker;
  /** Ends it as soon as it may be ended: at once, but for the first moments of its start. */
  end(): Promise<void>;
}

/**
 * Starts a thread whose first act is {@link tellReady}. Its errors and its end are events of the worker.
 * @param onMessage called with each message of the thread but the first
 */
export function startSqliteThread(
  file: URL,
  {
    name,
    workerData,
    onMessage,
  }: { name: string; workerData: object; onMessage: (message: unknown) => void },
): SqliteThread {
  // Without the process's options: its module hooks are not for this thread.
  const worker = new Worker(file, { workerData, execArgv: [], name });
  const mayEnd = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    worker.on('message', (message: unknown) => {
      if (message === READY) resolve();
      else onMessage(message);
    });
  });
  return {
    worker,
    end: async () => {
      worker.ref();
      // Ended while it loads the native module, a thread takes the whole process with it.
      await mayEnd;
      await worker.terminate();
    },
  };
}

/** Nice value of a thread whose work may wait for a touch. */
const BEHIND_TOUCHES = 10;

/** In the thread, before anything else: lets touches go first, loads the native module, and tells the owner that the thread may be ended. */
export function tellReady(port: MessagePort): void {
  // Elsewhere this would be the priority of the whole process.
  if (process.platform === 'linux') setPriority(BEHIND_TOUCHES);
  // The module is loaded with the first database.
  new BetterSqlite3(':memory:').close();
  port.postMessage(READY);
}
