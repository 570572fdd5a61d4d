import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { CONTRACT_HEADER } from '../../../src-shared/hub-api/contract.ts';
import { ADDED, added } from '../additions.ts';

/** Headers of a single connection, or that would compress the answer. */
const NOT_PASSED_ON = [
  ...['host', 'connection', 'accept-encoding', 'content-encoding', 'content-length', 'transfer-encoding'],
];

/** A line of the feed with one more value; the last line with additions. */
function addedToLine(line: string, later: LineOfLater): string {
  const value: unknown = JSON.parse(line);
  return JSON.stringify(Array.isArray(value) ? [...later(value as unknown[]), ADDED] : added(value));
}

/** What a newer hub tells in the place of a line's values. */
type LineOfLater = (line: readonly unknown[]) => readonly unknown[];

/** What a newer hub does otherwise, but for additions everywhere. */
interface OfLater {
  /** What the caller of a path is taken to speak; null: what it says. */
  readonly contract?: (path: string) => string | null;
  /** Changes the values of a line of the feed. */
  readonly line?: LineOfLater;
  /** Changes the answer to a path. */
  readonly answer?: (path: string, json: unknown) => unknown;
}

/**
 * Simulates a newer hub in front of a real one: each object of an answer has more fields, each line of the feed one
 * more value. Stopped after the test.
 */
export async function newerHub(
  url: string,
  {
    contract = () => null,
    line: later = (line) => line,
    answer: changed = (_path, json) => json,
  }: OfLater = {},
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
    const told = isFeed
      ? text
          .split('\n')
          .map((line) => (line === '' ? line : addedToLine(line, later)))
          .join('\n')
      : JSON.stringify(added(changed(request.url ?? '', JSON.parse(text))));
    const kept = [...answer.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(told);
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
