import { PassThrough, type Duplex } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';
import {
  FEED_EPOCH_HEADER,
  type FeedQuery,
  type UnreadableChange,
  UNREADABLE_PATH,
} from '../../src-shared/hub-api/feed.ts';
import type { Timers } from '../clock/timers.ts';
import type { Random } from '../random/random.ts';
import { networkFault, refusalOf } from '../hub-client/hub-faults.ts';
import { hubUrl } from '../hub-client/hub-url.ts';
import { RequestSigner } from '../hub-client/request-signer.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** The call of the feed. */
const FEED_PATH = '/v1/members/changes';

/** Bytes that are read of an answer that is not a feed, to learn the fault. */
const FAULT_LIMIT = 16 * 1024;

/** Bytes that are unpacked at once: large pieces make few transactions. */
const PIECE_BYTES = 256 * 1024;

/** Milliseconds for opening a connection. */
const CONNECT_TIMEOUT = 15 * SECOND;

/** The hub's answer to one call of the feed. */
export type FeedAnswer =
  | {
      readonly kind: 'feed';
      /** The epoch of the lines, when the hub sends it in a header; else null. */
      readonly epoch: string | null;
      /** Unpacked pieces. After the last one it throws {@link FeedBroken} when the answer was cut. */
      readonly pieces: AsyncGenerator<Buffer, void, undefined>;
    }
  /** The hub's history is not the one of the call. */
  | { readonly kind: 'reload' }
  /** `retryAfter`: milliseconds that the hub asks to wait. */
  | { readonly kind: 'failed'; readonly fault: SyncFault; readonly retryAfter: number };

/** An answer was cut; what came before is valid. */
export class FeedBroken extends Error {
  override readonly name = 'FeedBroken';
  readonly fault: SyncFault;

  constructor(fault: SyncFault) {
    super(`the feed broke off: ${fault}`);
    this.fault = fault;
  }
}

/** What {@link FeedClient} needs. */
export interface FeedClientOptions {
  readonly connection: HubConnection;
  /** Milliseconds without data, in addition to the requested wait, after which the call fails. */
  readonly silence: number;
  readonly timers: Timers;
  /** This machine's clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly random: Pick<Random, 'bytes'>;
}

/** Asks the hub for changes over a connection that stays open. */
export class FeedClient {
  readonly #options: FeedClientOptions;
  readonly #agent: Agent;
  readonly #signer: RequestSigner;

  constructor(options: FeedClientOptions) {
    this.#options = options;
    this.#signer = new RequestSigner(options.now, options.random);
    const { ca } = options.connection;
    this.#agent = new Agent({
      connections: 1,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: CONNECT_TIMEOUT, ...(ca === null ? {} : { ca: [...rootCertificates, ca] }) },
    });
  }

  /** Never throws for faults of the network or the hub. */
  async ask(query: FeedQuery, signal: AbortSignal): Promise<FeedAnswer> {
    const { connection, silence } = this.#options;
    const patience = silence + query.wait * SECOND;
    const url = hubUrl(connection.url, FEED_PATH);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    try {
      const response = await this.#signer.send(
        connection,
        { method: 'GET', path: FEED_PATH, query: url.search },
        (headers) =>
          request(url, {
            dispatcher: this.#agent,
            headersTimeout: patience,
            bodyTimeout: patience,
            signal,
            headers: { accept: 'application/x-ndjson', 'accept-encoding': 'br, gzip', ...headers },
          }),
      );
      return await this.#judge(response, signal);
    } catch (error) {
      return failure(networkFault(error));
    }
  }

  /**
   * Tells the hub which fields this kiosk could not read. Any answer is enough, since an older hub does not have the
   * call.
   * @returns null when the hub was reached
   */
  async tellUnreadable(lines: readonly UnreadableChange[], signal: AbortSignal): Promise<SyncFault | null> {
    const { connection, silence } = this.#options;
    const toSign = { method: 'POST', path: UNREADABLE_PATH, body: JSON.stringify({ lines }) } as const;
    try {
      const { body } = await this.#signer.send(connection, toSign, (headers) =>
        request(hubUrl(connection.url, UNREADABLE_PATH), {
          dispatcher: this.#agent,
          method: toSign.method,
          headersTimeout: silence,
          bodyTimeout: silence,
          signal,
          headers: { 'content-type': 'application/json', ...headers },
          body: toSign.body,
        }),
      );
      await body.dump();
      return null;
    } catch (error) {
      return networkFault(error);
    }
  }

  /** Closes the connection. */
  close(): void {
    void this.#agent.destroy();
  }

  async #judge(response: Dispatcher.ResponseData, signal: AbortSignal): Promise<FeedAnswer> {
    const { statusCode, headers, body } = response;
    const type = text(headers['content-type']);
    if (statusCode !== 200) return this.#judgeRefusal(response, signal);
    const decoder = type.startsWith('application/x-ndjson')
      ? decoderOf(text(headers['content-encoding']))
      : null;
    if (decoder === null) {
      body.on('error', () => undefined).destroy();
      return failure('proxy');
    }
    const epoch = text(headers[FEED_EPOCH_HEADER]);
    return { kind: 'feed', epoch: epoch === '' ? null : epoch, pieces: unpack(body, decoder) };
  }

  /** Only the hub's own fault counts: a proxy's 403 does not mean that the kiosk is revoked. */
  async #judgeRefusal(
    { statusCode, body, headers }: Dispatcher.ResponseData,
    signal: AbortSignal,
  ): Promise<FeedAnswer> {
    const { timers, silence } = this.#options;
    const cancel = timers.after(silence, () => body.destroy(new FeedBroken('timeout')));
    try {
      const fault = refusalOf(statusCode, JSON.parse(await readShort(body)));
      if (fault === 'reload') return { kind: 'reload' };
      const seconds = Number(text(headers['retry-after']));
      return failure(fault, Number.isFinite(seconds) ? Math.max(0, seconds * SECOND) : 0);
    } catch (error) {
      if (error instanceof FeedBroken) return failure(error.fault);
      return failure(error instanceof SyntaxError || signal.aborted ? 'proxy' : networkFault(error));
    } finally {
      cancel();
    }
  }
}

/**
 * Unpacks an answer. Everything received is passed on before the cut is reported. So with a connection that is cut
 * repeatedly, each try gets further.
 */
async function* unpack(
  body: Dispatcher.ResponseData['body'],
  decoder: Duplex,
): AsyncGenerator<Buffer, void, undefined> {
  let broken: SyncFault | null = null;
  body.on('error', (error: unknown) => {
    broken = networkFault(error);
    decoder.end();
  });
  body.pipe(decoder);
  try {
    for await (const piece of decoder) yield piece as Buffer;
  } catch {
    // Its encoding is not what its header says.
    broken ??= 'proxy';
  } finally {
    body.destroy();
    decoder.destroy();
  }
  if (broken !== null) throw new FeedBroken(broken);
}

/** A packed answer may end at any point; its last line tells whether it is complete. */
function decoderOf(encoding: string): Duplex | null {
  switch (encoding) {
    case 'br':
      return createBrotliDecompress({
        chunkSize: PIECE_BYTES,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    case 'gzip':
      return createGunzip({ chunkSize: PIECE_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
    case '':
    case 'identity':
      return new PassThrough();
    default:
      return null;
  }
}

async function readShort(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes > FAULT_LIMIT) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function failure(fault: SyncFault, retryAfter = 0): FeedAnswer {
  return { kind: 'failed', fault, retryAfter };
}

function text(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header.trim().toLowerCase() : '';
}
