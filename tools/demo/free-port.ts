import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Ports below those that Linux and Windows give to connections and to whoever asks for any port. */
const FIRST = 20_000;
const LAST = 31_999;

/** A process takes its ports from a block of its own. The first is its guard: it listens as long as the process lives. */
const BLOCK = 100;

let block: Promise<number> | null = null;
let taken = 0;

function listenAt(port: number): Promise<Server | null> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  return once(server, 'listening').then(
    () => server,
    () => null,
  );
}

async function takeBlock(): Promise<number> {
  for (let first = FIRST; first < LAST; first += BLOCK) {
    const guard = await listenAt(first);
    if (!guard) continue;
    guard.unref();
    return first;
  }
  throw new Error(`no block of ports is free from ${FIRST} to ${LAST}`);
}

/**
 * Finds a free port of loopback for a server that has to come back on the same one: while it is down, neither the
 * system nor another process that asks here takes it.
 * @throws when no port is free
 */
export async function freePort(): Promise<number> {
  const first = await (block ??= takeBlock());
  for (let tried = 1; tried < BLOCK; tried += 1) {
    taken = (taken % (BLOCK - 1)) + 1;
    const port = first + taken;
    const server = await listenAt(port);
    if (!server) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`no port is free from ${first} to ${first + BLOCK - 1}`);
}
