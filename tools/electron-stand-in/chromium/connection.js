// @ts-check
import { EventEmitter } from 'node:events';

/** @typedef {{ resolve(value: any): void, reject(error: Error): void }} Waiter */

/** One target (browser, page) on a connection: its commands and, as events named by method, what it reports. */
export class CdpSession extends EventEmitter {
  #connection;
  #id;

  /** @param {Connection} connection @param {string | undefined} id */
  constructor(connection, id) {
    super();
    this.setMaxListeners(0);
    this.#connection = connection;
    this.#id = id;
  }

  /**
   * Sends a command and waits for its answer; rejects when the browser refuses it or ends.
   * @param {string} method @param {object} [params] @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.#connection.send(method, params, this.#id);
  }

  /** Sends a command whose failure does not matter (the target may be gone). @param {string} method @param {object} [params] */
  tell(method, params = {}) {
    this.send(method, params).catch(() => undefined);
  }
}

/**
 * Chrome's DevTools protocol over the two pipes of `--remote-debugging-pipe`: messages in JSON, each ended by a zero byte.
 * The browser ends itself when the pipes close. Emits `close`.
 */
export class Connection extends EventEmitter {
  #output;
  #next = 0;
  #waiters = /** @type {Map<number, Waiter>} */ (new Map());
  #sessions = /** @type {Map<string | undefined, CdpSession>} */ (new Map());
  #parts = /** @type {Buffer[]} */ ([]);
  #closed = false;

  /** @param {import('node:stream').Writable} output @param {import('node:stream').Readable} input */
  constructor(output, input) {
    super();
    this.#output = output;
    input.on('data', (/** @type {Buffer} */ chunk) => this.#read(chunk));
    input.on('close', () => this.close());
    input.on('error', () => this.close());
    output.on('error', () => this.close());
    this.browser = this.session(undefined);
  }

  /** The session of this id, made on first use. @param {string | undefined} id @returns {CdpSession} */
  session(id) {
    let session = this.#sessions.get(id);
    if (!session) this.#sessions.set(id, (session = new CdpSession(this, id)));
    return session;
  }

  /** @param {string} method @param {object} params @param {string | undefined} sessionId @returns {Promise<any>} */
  send(method, params, sessionId) {
    if (this.#closed) return Promise.reject(new Error('The browser has ended.'));
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Rejects all that waits; idempotent. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiter of this.#waiters.values()) waiter.reject(new Error('The browser has ended.'));
    this.#waiters.clear();
    this.emit('close');
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#parts, rest.subarray(0, end)]).toString();
      this.#parts = [];
      rest = rest.subarray(end + 1);
      this.#dispatch(JSON.parse(text));
    }
    if (rest.length > 0) this.#parts.push(rest);
  }

  /** @param {any} message */
  #dispatch(message) {
    if (message.id === undefined) {
      const session = this.#sessions.get(message.sessionId);
      if (message.method === 'Target.detachedFromTarget') {
        const gone = this.#sessions.get(message.params.sessionId);
        this.#sessions.delete(message.params.sessionId);
        gone?.emit('detached');
      }
      session?.emit(message.method, message.params);
      return;
    }
    const waiter = this.#waiters.get(message.id);
    this.#waiters.delete(message.id);
    if (message.error) waiter?.reject(new Error(message.error.message));
    else waiter?.resolve(message.result);
  }
}
