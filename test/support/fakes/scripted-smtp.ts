import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** An SMTP server on loopback that gives fixed replies. */
export interface ScriptedSmtp {
  readonly port: number;
  /** The lines that it was sent. */
  readonly heard: () => readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Opens one, for replies that a real server does not give on demand.
 * @param replies by command; `250 OK` to others
 */
export async function openScriptedSmtp(replies: Readonly<Record<string, string>>): Promise<ScriptedSmtp> {
  const heard: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    createInterface({ input: socket }).on('line', (line) => {
      heard.push(line);
      const [command = ''] = line.toUpperCase().split(' ');
      socket.write(`${replies[command] ?? '250 OK'}\r\n`);
    });
    socket.write('220 scripted\r\n');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
