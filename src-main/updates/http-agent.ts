import { rootCertificates } from 'node:tls';
import type { Agent, Dispatcher, request as undiciRequest } from 'undici';
import { SECOND } from '../../src-shared/time/units.ts';
import { networkFault } from '../hub-client/hub-faults.ts';
import type { UpdateAnswer, UpdateFault } from './update-fault.ts';

/** Longest silence of a server, in milliseconds. */
const SILENCE = 30 * SECOND;

/** Connections for releases, apart from those that serve visitors. Loaded with the first request. */
export class HttpAgent {
  readonly #ca: string | null;
  #agent: Agent | null = null;

  /** @param ca PEM text of a private authority; null: the public ones */
  constructor(ca: string | null) {
    this.#ca = ca;
  }

  /** Never throws for faults of the network. Redirects are not followed. */
  async get(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<UpdateAnswer<Dispatcher.ResponseData>> {
    try {
      return { ok: true, value: await this.getOrThrow(url, headers, signal) };
    } catch (error) {
      return { ok: false, fault: networkFault(error) };
    }
  }

  /** As {@link get}. @throws errors of the network */
  async getOrThrow(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { request, agent } = await this.#load();
    return request(url, {
      dispatcher: agent,
      method: 'GET',
      headers,
      signal,
      headersTimeout: SILENCE,
      bodyTimeout: SILENCE,
    });
  }

  close(): void {
    void this.#agent?.destroy();
  }

  async #load(): Promise<{ request: typeof undiciRequest; agent: Agent }> {
    const undici = await import('undici');
    this.#agent ??= new undici.Agent({
      connections: 1,
      pipelining: 1,
      connect: {
        timeout: SILENCE,
        ...(this.#ca !== null && { ca: [...rootCertificates, this.#ca] }),
      },
    });
    return { request: undici.request, agent: this.#agent };
  }
}

/** Reads a short body. @returns `too-long` when it is longer than the limit, of which no more is read */
export async function readBody(
  body: Dispatcher.ResponseData['body'],
  limit: number,
): Promise<UpdateAnswer<Buffer>> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += (piece as Buffer).length;
      if (bytes > limit) return { ok: false, fault: 'too-long' };
      pieces.push(piece as Buffer);
    }
  } catch (error) {
    return { ok: false, fault: networkFault(error) };
  }
  return { ok: true, value: Buffer.concat(pieces) };
}

/** Ends an answer that nobody reads. */
export function drop<Value>({ body }: Dispatcher.ResponseData, fault: UpdateFault): UpdateAnswer<Value> {
  body.on('error', () => undefined).destroy();
  return { ok: false, fault };
}
