import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Watches the connections of a pool, for the moment in which the network turns out to have gone silent.
 * @param clock milliseconds that only grow
 * @returns a function that drops idle connections, and those that have waited for an answer for so many milliseconds
 */
export function watchClients(pool: pg.Pool, clock: () => number): (silence: number) => void {
  const idle = new Set<pg.PoolClient>();
  const busy = new Map<pg.PoolClient, { readonly since: number; readonly bytes: number }>();
  pool.on('acquire', (client) => {
    idle.delete(client);
    busy.set(client, { since: clock(), bytes: socketOf(client).bytesRead });
  });
  pool.on('release', (_error, client) => {
    busy.delete(client);
    idle.add(client);
  });
  pool.on('remove', (client) => {
    busy.delete(client);
    idle.delete(client);
  });
  return (silence) => {
    for (const client of idle) socketOf(client).destroy();
    for (const [client, { since, bytes }] of busy)
      if (clock() - since >= silence && socketOf(client).bytesRead === bytes) socketOf(client).destroy();
  };
}

/** The driver has no call that ends a connection without asking the server. */
function socketOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}
