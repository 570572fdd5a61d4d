import { once } from 'node:events';
import { createServer } from 'node:net';

/** The ports below those that Linux and Windows give to connections and to whoever asks for any port. */
const FIRST = 20_000;
const COUNT = 12_000;

/** Processes that start one after the other begin far apart. */
let next = (process.pid * 97) % COUNT;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const answer = Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  server.listen(port, '127.0.0.1');
  if (!(await answer)) return false;
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * Finds a free port of loopback for a server that has to come back on the same one: while it is down,
 * the system gives its port to nobody else.
 * @throws when no port of the range is free
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried += 1) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${FIRST} to ${FIRST + COUNT - 1}`);
}
