// @ts-check
import { createCodec } from '../page/codec.js';
import { isHarmless, refusal } from '../process/refusal.js';
import { makeEvent } from '../process/event.js';
import { EventEmitter } from 'node:events';

const codec = createCodec();

class IpcMain extends EventEmitter {
  #handlers = /** @type {Map<string, { handler: Function, once: boolean }>} */ (new Map());

  /** @param {string} channel @param {Function} handler @throws {Error} when the channel has one */
  handle(channel, handler) {
    this.#add(channel, handler, false);
  }

  /** As `handle`, for one call. @param {string} channel @param {Function} handler */
  handleOnce(channel, handler) {
    this.#add(channel, handler, true);
  }

  /** @param {string} channel */
  removeHandler(channel) {
    this.#handlers.delete(channel);
  }

  /** @param {string} channel @returns {Function | undefined} */
  takeHandler(channel) {
    const entry = this.#handlers.get(channel);
    if (entry?.once) this.#handlers.delete(channel);
    return entry?.handler;
  }

  /** @param {string} channel @param {unknown} handler @param {boolean} once */
  #add(channel, handler, once) {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, { handler, once });
  }
}

const inner = new IpcMain();
const OFFERED = new Set([
  ...['handle', 'handleOnce', 'removeHandler', 'on', 'once', 'off', 'addListener', 'removeListener'],
  ...['removeAllListeners', 'listenerCount', 'eventNames', 'emit', 'constructor'],
]);

/** Electron's `ipcMain`. */
export const ipcMain = new Proxy(inner, {
  get(target, key) {
    if (typeof key === 'symbol' || isHarmless(key)) return undefined;
    if (!OFFERED.has(key)) throw refusal(`ipcMain.${key}`);
    const member = Reflect.get(target, key, target);
    return typeof member === 'function' ? member.bind(target) : member;
  },
});

/** @param {any} contents @param {any} extra */
const eventOf = (contents, extra) =>
  makeEvent({
    type: 'frame',
    sender: contents,
    senderFrame: contents.mainFrame,
    processId: contents.mainFrame.processId,
    frameId: contents.mainFrame.routingId,
    ...extra,
  });

/**
 * Connects a tab's preload world with `ipcMain`.
 * @param {any} contents @param {import('../page/tab.js').Tab} tab
 */
export function connectIpc(contents, tab) {
  tab.on('post', (kind, id, channel, text) => {
    if (kind === 'invoke') void answer(contents, tab, id, channel, text);
    if (kind === 'send') {
      contents.emit('ipc-message', eventOf(contents, {}), channel, ...codec.decode(text));
      inner.emit(channel, eventOf(contents, {}), ...codec.decode(text));
    }
  });
}

/** @param {any} contents @param {import('../page/tab.js').Tab} tab @param {number} id @param {string} channel @param {string} text */
async function answer(contents, tab, id, channel, text) {
  try {
    const handler = inner.takeHandler(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const result = await handler(eventOf(contents, {}), ...codec.decode(text));
    tab.deliver('result', id, codec.encode(result));
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    tab.deliver('error', id, codec.encode(String(error)));
  }
}

/** The text of a message's arguments. @param {any[]} args @throws {Error} when one cannot be cloned */
export function encodeMessage(args) {
  return codec.encode(args);
}
