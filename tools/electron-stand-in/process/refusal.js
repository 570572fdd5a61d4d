// @ts-check
import { EventEmitter } from 'node:events';

/** The error for whatever the stand-in lacks. @param {string} what path below `electron`, as in `app.dock` */
export function refusal(what) {
  return new Error(`not in the stand-in: electron.${what}`);
}

/**
 * Names that tools look up on any object (await, assertions, inspection); answering `undefined` keeps them harmless.
 */
const HARMLESS = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  'tagName',
  'href',
  'default',
]);

/** Whether looking a name up says nothing about wanting it. @param {string | symbol} key */
export function isHarmless(key) {
  return typeof key === 'symbol' || key.startsWith('_') || key.startsWith('$$') || HARMLESS.has(key);
}

/**
 * A view of `base` in which an unknown name throws instead of being `undefined`.
 * @param {string} name path below `electron`, for the error
 * @param {object} base
 * @returns {any}
 */
function refusingView(name, base) {
  return new Proxy(base, {
    get(target, key, receiver) {
      if (key in target) return Reflect.get(target, key, receiver);
      if (isHarmless(key)) return undefined;
      throw refusal(`${name}.${String(key)}`);
    },
    set(target, key, value, receiver) {
      if (!(key in target) && !isHarmless(key)) throw refusal(`${name}.${String(key)}`);
      return Reflect.set(target, key, value, receiver);
    },
  });
}

/**
 * A namespace of functions, closed: an unknown name throws.
 * @template {object} T
 * @param {string} name path below `electron`
 * @param {T} members
 * @returns {T}
 */
export function closed(name, members) {
  return refusingView(name, members);
}

/**
 * Base class of an emitting Electron object. Unknown members of its instances throw, and so does listening to an event
 * that is not in `events`.
 * @param {string} name path below `electron`
 * @param {readonly string[]} events
 */
export function closedEmitter(name, events) {
  const known = new Set(events);
  class Emitter extends EventEmitter {}
  for (const method of ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener']) {
    const original = /** @type {any} */ (EventEmitter.prototype)[method];
    Object.defineProperty(Emitter.prototype, method, {
      value: /** @this {any} @param {string | symbol} event @param {any} listener */ function (
        event,
        listener,
      ) {
        if (typeof event === 'string' && !known.has(event)) throw refusal(`${name}.${method}('${event}')`);
        return original.call(this, event, listener);
      },
    });
  }
  // The proxy sits in the prototype chain, below every real member: it sees only names that nothing else answered.
  Object.setPrototypeOf(Emitter.prototype, refusingView(name, EventEmitter.prototype));
  return Emitter;
}

/**
 * An export of Electron that the application does not use: importing it is harmless, using it throws.
 * @param {string} name export's name
 * @returns {any}
 */
export function absent(name) {
  /** @returns {never} */
  function fail() {
    throw refusal(name);
  }
  return new Proxy(fail, {
    get: (_target, key) => {
      if (isHarmless(key) || key === 'prototype') return undefined;
      throw refusal(`${name}.${String(key)}`);
    },
    set: fail,
    apply: fail,
    construct: fail,
  });
}
