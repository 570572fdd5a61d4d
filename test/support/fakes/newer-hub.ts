import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { CONTRACT_HEADER } from '../../../src-shared/hub-api/contract.ts';

/** Headers of a single connection, or that would compress the answer. */
const NOT_PASSED_ON = ['host', 'connection', 'accept-encoding', 'content-length', 'transfer-encoding'];

/** Something that a newer hub could add to an object. */
const ADDED = { addedLater: { list: [{ deep: true }], text: 'x', nothing: null } };

/** A value with an addition in each of its objects, at every depth. */
function added(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(added);
  if (typeof value !== 'object' || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([key, of]) => [key, added(of)])), ...ADDED };
}

/** A line of the feed with one more value; the last line with additions. */
function addedToLine(line: string): string {
  const value: unknown = JSON.parse(line);
  return JSON.stringify(Array.isArray(value) ? [...(value as unknown[]), ADDED] : added(value));
}

/**
 * Simulates a newer hub in front of a real one: each object of an answer has more fields, each line of the feed one
 * more value. Stopped after the test.
 * @param contract what the caller of a path is taken to speak; null: what it says
 */
export async function newerHub(
  url: string,
  contract: (path: string) => string | null = () => null,
): Promise<{ url: string }> {
  const handle = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const body = await buffer(request);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      NOT_PASSED_ON.includes(name) || typeof value !== 'string' ? [] : [[name, value] as [string, string]],
    );
    const said = contract(request.url ?? '');
    const answer = await fetch(new URL(request.url ?? '', url), {
      ...{ method: request.method ?? 'GET', signal: gone.signal },
      headers: [
        ...headers.filter(([name]) => said === null || name !== CONTRACT_HEADER),
        ...(said === null ? [] : [[CONTRACT_HEADER, said] as [string, string]]),
      ],
      ...(body.length > 0 && { body }),
    });
    const text = await answer.text();
    const isFeed = answer.headers.get('content-type')?.startsWith('application/x-ndjson') ?? false;
    const changed = isFeed
      ? text
          .split('\n')
          .map((line) => (line === '' ? line : addedToLine(line)))
          .join('\n')
      : JSON.stringify(added(JSON.parse(text)));
    const kept = [...answer.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(changed);
  };
  const server = http.createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
