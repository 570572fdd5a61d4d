import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { systemTimers } from '../clock/timers.ts';
import { tellReady } from '../database/sqlite-thread.ts';
import { Vault } from '../database/vault.ts';
import { systemRandom } from '../random/random.ts';
import type { SyncMessage, SyncRequest, SyncThreadData } from './sync-messages.ts';
import { FeedClient } from './feed-client.ts';
import { FeedLoop } from './feed-loop.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';

/** Entry of the thread that follows head office's feed. In a thread, so that it never delays main. */
function serve(port: MessagePort, { folder, dataKey, times }: SyncThreadData): void {
  tellReady(port);
  const vault = new Vault(Buffer.from(dataKey), systemRandom);
  const tell = (message: SyncMessage): void => port.postMessage(message);
  let answer: (ready: boolean) => void = () => undefined;
  let current: { readonly loop: FeedLoop; readonly client: FeedClient } | null = null;
  let running: Promise<void> = Promise.resolve();

  port.on('message', (request: SyncRequest) => {
    if (request.type === 'connect') connect(request.connection);
    else if (request.type === 'load-anew') answer(request.ready);
    else if (request.type === 'opened') current?.loop.tidy();
    else current?.loop.reopen();
  });

  function connect(connection: HubConnection): void {
    current?.loop.stop();
    current?.client.close();
    // A question of the earlier loop is answered with no.
    answer(false);
    const client = new FeedClient({
      connection,
      silence: times.silence,
      timers: systemTimers,
      now: () => performance.timeOrigin + performance.now(),
      random: systemRandom,
    });
    const loop = new FeedLoop({
      folder,
      vault,
      client,
      times,
      timers: systemTimers,
      random: systemRandom,
      monotonic: () => performance.now(),
      tell,
      mayLoadAnew: () => {
        tell({ kind: 'epoch-changed' });
        return new Promise((resolve) => (answer = resolve));
      },
    });
    current = { loop, client };
    // Two loops never write at the same time. A bug ends the thread; main starts another.
    running = running.then(() => loop.run());
  }
}

if (parentPort === null) throw new Error('the sync runs in a worker thread');
serve(parentPort, workerData as SyncThreadData);
