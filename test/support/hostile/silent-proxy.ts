import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP proxy whose connections can go silent, as when a firewall forgets them: nothing passes, nothing is closed. */
export interface SilentProxy {
  readonly port: number;
  /** Silences all connections that are open now; new ones work. */
  silence(): void;
  /** How many connections it has taken so far. */
  taken(): number;
}

/**
 * Opens a proxy; closed after the test.
 * @param target host and port, or the path of a socket
 */
export async function openSilentProxy(
  target: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<SilentProxy> {
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = connect(target);
    pairs.push([near, far]);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.pipe(other);
      one.on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of pairs.flat()) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => {
      for (const socket of pairs.flat()) socket.unpipe().pause();
    },
    taken: () => pairs.length,
  };
}
