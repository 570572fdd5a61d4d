import { randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import {
  FEED_CONTENT_TYPE,
  FEED_EPOCH_HEADER,
  feedQuerySchema,
  type FeedQuery,
  type UnreadableChange,
  UNREADABLE_PATH,
  unreadableBodySchema,
} from '../../../src-shared/hub-api/feed.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { HUB_FAULT_STATUS, type HubFault } from '../../../src-shared/hub-api/wire/faults.ts';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { checkSignature, publicKeyOf } from '../../../src-hub/kiosks/request-signature.ts';
import type { HubConnection } from '../../../src-main/hub-client/hub-connection.ts';

/** A call of the feed that the hub is about to answer. */
export interface Exchange {
  readonly query: FeedQuery;
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
  /** The correct body, compressed. */
  readonly body: Buffer;
  /** Sends the head of a correct answer. */
  readonly sendHead: () => void;
}

/** What the hub does instead of a correct answer. */
export type Behaviour = (exchange: Exchange) => void;

interface Change {
  readonly position: number;
  readonly number: string;
  readonly member: Member | null;
  readonly mark: string;
}

/** A hub for tests, over real HTTP: the feed by its contract, with switches for faults. */
export class FakeHub {
  readonly token = randomBytes(32).toString('base64url');
  readonly #key = makeKeyPair();
  /** Id of the history; also sent as a header. */
  epoch = randomUUID();
  encoding: 'br' | 'gzip' | 'identity' = 'br';
  /** All queries with the right token and signature. */
  readonly queries: FeedQuery[] = [];
  /** When each of them came, by `performance.now()`. */
  readonly askedAt: number[] = [];
  /** Fields that the kiosk has reported as unreadable. */
  readonly unreadable: UnreadableChange[] = [];
  readonly #untold: (HubFault['error'] | 'cut')[] = [];
  #changes: Change[] = [];
  #position = 0;
  #always: Behaviour | null = null;
  readonly #next: Behaviour[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);
  readonly #server: http.Server;
  readonly #certificate: string | null;

  private constructor(certificate: string | null) {
    this.#certificate = certificate;
    const handle: http.RequestListener = (request, response) => void this.#answer(request, response);
    this.#server =
      certificate === null
        ? http.createServer(handle)
        : https.createServer({ cert: tlsFile(certificate), key: tlsFile(keyOf(certificate)) }, handle);
  }

  /**
   * Starts on a free port of loopback; stopped after the test.
   * @param certificate file in `test/support/tls`; null: plain HTTP
   */
  static async start(certificate: string | null = null): Promise<FakeHub> {
    const hub = new FakeHub(certificate);
    hub.#server.listen(0, '127.0.0.1');
    await once(hub.#server, 'listening');
    onTestFinished(() => hub.close());
    return hub;
  }

  /** The connection of an enrolled kiosk. */
  get connection(): HubConnection {
    const { port } = this.#server.address() as AddressInfo;
    const plain = this.#certificate === null;
    return {
      url: `${plain ? 'http' : 'https'}://127.0.0.1:${port}`,
      token: this.token,
      privateKey: this.#key.privateKey,
      ca: this.#certificate === null ? null : tlsFile(this.#certificate),
    };
  }

  /** Position of the latest change. */
  get position(): number {
    return this.#position;
  }

  /** Adds or replaces members. */
  put(...members: readonly Member[]): void {
    for (const member of members) this.#add(member.number, member);
    this.#news.emit('news');
  }

  remove(number: string): void {
    this.#add(number, null);
    this.#news.emit('news');
  }

  /** Forgets all changes after a position, like a restored backup; later changes have other marks. */
  restoreTo(position: number): void {
    this.#changes = this.#changes.filter((change) => change.position <= position);
    this.#position = position;
  }

  /** Behaviours for the next calls, one each; `null`: a correct answer. */
  next(...behaviours: readonly (Behaviour | null)[]): void {
    this.#next.push(...behaviours.map((behaviour) => behaviour ?? sound));
  }

  /** Faults for the next reports of unreadable fields, one each; `cut`: the connection breaks. */
  refuseReports(...reasons: readonly (HubFault['error'] | 'cut')[]): void {
    this.#untold.push(...reasons);
  }

  /** Behaviour for all later calls; `null`: correct answers. */
  always(behaviour: Behaviour | null): void {
    this.#always = behaviour;
    this.#news.emit('news');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await new Promise<void>((resolve) =>
      this.#server.listening ? this.#server.once('close', resolve) : resolve(),
    );
  }

  #add(number: string, member: Member | null): void {
    this.#position += 1;
    this.#changes.push({ position: this.#position, number, member, mark: randomBytes(8).toString('hex') });
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      refuse(response, 'unknown-kiosk');
      return;
    }
    const { method = '', url: target = '', headers } = request;
    const key = publicKeyOf(Buffer.from(this.#key.publicKey, 'base64url'));
    if (checkSignature({ method, url: target, headers }, key) === null) {
      refuse(response, 'bad-signature');
      return;
    }
    const url = new URL(request.url ?? '', 'http://hub');
    if (url.pathname === UNREADABLE_PATH) {
      await this.#note(request, response);
      return;
    }
    const query = feedQuerySchema.parse(Object.fromEntries(url.searchParams));
    this.queries.push(query);
    this.askedAt.push(performance.now());
    const behaviour = this.#next.shift() ?? this.#always ?? sound;
    if (behaviour === sound) {
      if (this.#isOther(query)) {
        refuse(response, 'reload');
        return;
      }
      if (query.after === this.#position && query.wait > 0) await this.#wait(query.wait * 1000, response);
      if (this.#isOther(query)) {
        refuse(response, 'reload');
        return;
      }
    }
    const body = this.#pack(this.#text(query.after));
    const sendHead = (): void =>
      void response.writeHead(200, {
        'content-type': FEED_CONTENT_TYPE,
        [FEED_EPOCH_HEADER]: this.epoch,
        ...(this.encoding === 'identity' ? {} : { 'content-encoding': this.encoding }),
      });
    (this.#always !== null && behaviour === sound ? this.#always : behaviour)({
      query,
      request,
      response,
      body,
      sendHead,
    });
  }

  async #note(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { lines } = unreadableBodySchema.parse(JSON.parse(await text(request)));
    const refused = this.#untold.shift();
    if (refused === 'cut') {
      response.socket?.destroy();
      return;
    }
    if (refused !== undefined) {
      refuse(response, refused);
      return;
    }
    this.unreadable.push(...lines);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ result: 'noted' }));
  }

  async #wait(milliseconds: number, response: http.ServerResponse): Promise<void> {
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), milliseconds);
    response.once('close', () => end.abort());
    await once(this.#news, 'news', { signal: end.signal }).catch(() => undefined);
    clearTimeout(timer);
  }

  #isOther({ after, epoch, mark, markAt }: FeedQuery): boolean {
    if (after === 0) return false;
    if (after > this.#position || (epoch !== undefined && epoch !== this.epoch)) return true;
    return markAt !== undefined && markAt > 0 && this.#markAt(markAt) !== mark;
  }

  #markAt(position: number): string {
    return this.#changes.findLast((change) => change.position <= position)?.mark ?? '00000000';
  }

  #text(after: number): string {
    // Like the real feed: only the latest change of each member, at its position.
    const latest = new Map<string, Change>();
    for (const change of this.#changes) latest.set(change.number, change);
    const lines = [...latest.values()]
      .filter((change) => change.position > after && (after > 0 || change.member !== null))
      .sort((a, b) => a.position - b.position)
      .map(({ position, number, member }) => JSON.stringify(lineOf(position, number, member)));
    const end = { end: this.#position, epoch: this.epoch, mark: this.#markAt(this.#position), behind: 0 };
    return [...lines, JSON.stringify(end), ''].join('\n');
  }

  #pack(text: string): Buffer {
    if (this.encoding === 'identity') return Buffer.from(text);
    return this.encoding === 'gzip'
      ? gzipSync(text, { level: 1 })
      : brotliCompressSync(text, { params: { 1: 1 } });
  }
}

/** Answers correctly. */
export const sound: Behaviour = ({ response, body, sendHead }) => {
  sendHead();
  response.end(body);
};

/** Cuts the connection after some bytes of the body. */
export const cutAfter =
  (bytes: number): Behaviour =>
  ({ response, body, sendHead }) => {
    sendHead();
    response.write(body.subarray(0, bytes), () => response.socket?.destroy());
  };

/** Ends normally after some bytes, as a proxy may do after a cut. */
export const shortenedTo =
  (bytes: number): Behaviour =>
  ({ response, body, sendHead }) => {
    sendHead();
    response.end(body.subarray(0, bytes));
  };

/** Sends the body in small pieces, with pauses in milliseconds. */
export const drip =
  (bytes: number, milliseconds: number): Behaviour =>
  ({ response, body, sendHead }) => {
    sendHead();
    let at = 0;
    const timer = setInterval(() => {
      response.write(body.subarray(at, (at += bytes)));
      if (at >= body.length) response.end();
    }, milliseconds);
    response.once('close', () => clearInterval(timer));
  };

/** Sends some bytes, then nothing; the connection stays open. */
export const silentAfter =
  (bytes: number): Behaviour =>
  ({ response, body, sendHead }) => {
    sendHead();
    response.write(body.subarray(0, bytes));
  };

/** Never answers. */
export const silence: Behaviour = () => undefined;

/** An answer that does not come from a hub. */
export const foreign =
  (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  ({ response }) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };

/** Answers a fault of the hub. */
export const refusal =
  (error: HubFault['error'], headers: Readonly<Record<string, string>> = {}): Behaviour =>
  ({ response }) =>
    refuse(response, error, headers);

/** Sends a correct head and this body. */
export const feedOf =
  (text: string): Behaviour =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': FEED_CONTENT_TYPE });
    response.end(text);
  };

function refuse(
  response: http.ServerResponse,
  error: HubFault['error'],
  headers: Readonly<Record<string, string>> = {},
): void {
  const fault: HubFault = { error, message: 'as the test wants it' };
  response.writeHead(HUB_FAULT_STATUS[error], { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(fault));
}

function lineOf(position: number, number: string, member: Member | null): unknown[] {
  if (member === null) return [position, number];
  const { familyName, givenName, birthDate, postalCode, email, phone, language } = member;
  const { country = 'FR', birthName } = member;
  const usual = [
    position,
    number,
    familyName,
    givenName,
    birthDate,
    postalCode,
    email,
    phone,
    language ?? null,
  ];
  return birthName === undefined ? usual : [...usual, country, postalCode, birthName];
}

function tlsFile(name: string): string {
  return readFileSync(new URL(`../tls/${name}`, import.meta.url), 'utf8');
}

function keyOf(certificate: string): string {
  return certificate.startsWith('other-') ? 'other-key.pem' : 'key.pem';
}
