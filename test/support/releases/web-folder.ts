import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { partOf } from '../../../src-hub/releases/send-package.ts';
import { listening } from '../listening.ts';
import type { MadeRelease } from './made-release.ts';

/** Answers a request for the package in place of the server. @returns false: it answers as usual */
export type Lie = (request: IncomingMessage, response: ServerResponse, asked: AskedPart) => boolean;

/** Part that was asked for; both ends included. */
export interface AskedPart {
  readonly first: number;
  readonly last: number;
  /** How many requests for the package there were, this one included. */
  readonly count: number;
}

/** A web folder with a release, which can lie. */
export interface WebFolder {
  readonly url: string;
  release: MadeRelease;
  /** How it answers requests for the package. */
  lie: Lie;
  /** How it answers all other requests. */
  lieAboutDocuments: Lie;
  /** Other files, by name. */
  readonly files: Map<string, Uint8Array | string>;
  /** Parts that were asked for. */
  readonly asked: AskedPart[];
}

/**
 * Serves a release on loopback, with ranges; closed after the test. It refuses every method but GET.
 * @param place folder below the server's root, as people write it
 */
export async function openWebFolder(release: MadeRelease, place = 'releases'): Promise<WebFolder> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').replace(`/${place}/`, 'releases/');
    if (request.method !== 'GET') {
      response.writeHead(405, { allow: 'GET' }).end();
      return;
    }
    const { content, target } = folder.release;
    const part = partOf(request.headers.range, content.length);
    const whole = { first: 0, last: content.length - 1 };
    const asked = { ...(typeof part === 'string' ? whole : part), count: folder.asked.length + 1 };
    if (name === `releases/${target.file}`) {
      folder.asked.push(asked);
      if (folder.lie(request, response, asked)) return;
      sendPart(response, folder.release, asked);
      return;
    }
    if (folder.lieAboutDocuments(request, response, asked)) return;
    const documents = new Map<string, Uint8Array | string>([
      ['releases/manifest.json', folder.release.signed.bytes],
      ['releases/manifest.json.sig', folder.release.signed.signature],
      ...folder.files,
    ]);
    const found = documents.get(name);
    response.writeHead(found === undefined ? 404 : 200);
    response.end(found ?? '');
  });
  const port = await listening(server);
  const folder: WebFolder = {
    ...{ url: `http://127.0.0.1:${port}/${place}`, release, files: new Map(), asked: [] },
    lie: () => false,
    lieAboutDocuments: () => false,
  };
  return folder;
}

/** Sends a part as a right server does. */
export function sendPart(
  response: ServerResponse,
  { content }: MadeRelease,
  { first, last }: Pick<AskedPart, 'first' | 'last'>,
  headers: Record<string, string> = {},
): void {
  response.writeHead(206, {
    'content-range': `bytes ${first}-${last}/${content.length}`,
    'content-length': last - first + 1,
    ...headers,
  });
  response.end(content.subarray(first, last + 1));
}
