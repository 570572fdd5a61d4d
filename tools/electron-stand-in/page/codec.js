// @ts-check

/**
 * Values as text, between worlds and processes: what the structured clone algorithm carries, with cycles and shared
 * references. Self-contained, since its source is also injected into pages.
 *
 * @typedef {{ toId(value: any, kind: 'function' | 'promise'): number, fromId(id: number, kind: 'function' | 'promise'): any }} Links
 * How functions and promises cross; without it they are refused, as Electron refuses them.
 */
export function createCodec() {
  const REFUSED = 'An object could not be cloned.';
  const ARRAYS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array];
  const VIEWS = /** @type {any[]} */ ([
    ...ARRAYS,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  ]);
  const ERRORS = /** @type {any[]} */ ([
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    Error,
  ]);

  /** @param {ArrayBuffer} buffer */
  function toBase64(buffer) {
    const bytes = new Uint8Array(buffer);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode.apply(null, /** @type {any} */ (bytes.subarray(at, at + 8192)));
    }
    return btoa(text);
  }

  /** @param {string} text */
  function fromBase64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  }

  /**
   * @param {any} value @param {Links} [links] @returns {string}
   * @throws {Error} `An object could not be cloned.`
   */
  function encode(value, links) {
    /** @type {Map<object, number>} */
    const seen = new Map();
    /** @param {any} item @returns {any} */
    function write(item) {
      switch (typeof item) {
        case 'string':
        case 'boolean':
          return item;
        case 'number':
          return Number.isFinite(item) && !Object.is(item, -0)
            ? item
            : ['n', Object.is(item, -0) ? '-0' : String(item)];
        case 'undefined':
          return ['u'];
        case 'bigint':
          return ['i', String(item)];
        case 'function':
          if (links) return ['f', links.toId(item, 'function')];
          throw new Error(REFUSED);
        case 'symbol':
          throw new Error(REFUSED);
      }
      if (item === null) return null;
      const before = seen.get(item);
      if (before !== undefined) return ['r', before];
      seen.set(item, seen.size);
      if (Array.isArray(item)) return ['a', Array.from(item, write)];
      const tag = Object.prototype.toString.call(item).slice(8, -1);
      switch (tag) {
        case 'Date':
          return ['d', write(item.getTime())];
        case 'RegExp':
          return ['x', item.source, item.flags];
        case 'Map':
          return ['m', Array.from(item.entries(), ([key, entry]) => [write(key), write(entry)])];
        case 'Set':
          return ['s', Array.from(item.values(), write)];
        case 'ArrayBuffer':
          return ['b', toBase64(item)];
        case 'Boolean':
        case 'Number':
        case 'String':
          return ['w', write(item.valueOf())];
        case 'Promise':
          if (links) return ['p', links.toId(item, 'promise')];
          throw new Error(REFUSED);
      }
      if (ArrayBuffer.isView(item)) {
        const kind = VIEWS.findIndex((view) => item instanceof view);
        const bytes = item.buffer.slice(item.byteOffset, item.byteOffset + item.byteLength);
        return ['t', kind, toBase64(/** @type {ArrayBuffer} */ (bytes))];
      }
      if (item instanceof Error || tag === 'Error') {
        const name = ERRORS.some((kind) => kind.name === item.name) ? item.name : 'Error';
        return ['e', name, String(item.message), typeof item.stack === 'string' ? item.stack : ''];
      }
      // Platform objects (windows, nodes, weak maps) name themselves; plain objects and class instances do not.
      if (
        tag !== 'Object' &&
        !(Symbol.toStringTag in item && Object.getPrototypeOf(item) !== null && isPlain(item))
      ) {
        throw new Error(REFUSED);
      }
      return ['o', Object.keys(item).map((key) => [key, write(item[key])])];
    }
    return JSON.stringify(write(value));
  }

  /** @param {any} item whether it descends from Object directly or by classes of the program */
  function isPlain(item) {
    const kind = item.constructor;
    return (
      typeof kind !== 'function' ||
      !/\{\s*\[native code\]\s*\}\s*$/u.test(Function.prototype.toString.call(kind))
    );
  }

  /** @param {string} text made by `encode` @param {Links} [links] */
  function decode(text, links) {
    /** @type {any[]} */
    const seen = [];
    /** @template T @param {T} item @returns {T} */
    const keep = (item) => {
      seen.push(item);
      return item;
    };
    /** @param {any} item @returns {any} */
    function read(item) {
      if (!Array.isArray(item)) return item;
      const [tag, first, second] = item;
      switch (tag) {
        case 'u':
          return undefined;
        case 'n':
          return Number(first);
        case 'i':
          return BigInt(first);
        case 'r':
          return seen[first];
        case 'f':
          return links?.fromId(first, 'function');
        case 'p':
          return keep(links?.fromId(first, 'promise'));
        case 'd':
          return keep(new Date(read(first)));
        case 'x':
          return keep(new RegExp(first, second));
        case 'b':
          return keep(fromBase64(first));
        case 'w':
          return keep(Object(read(first)));
        case 't':
          return keep(new VIEWS[first](fromBase64(second)));
        case 'e': {
          const kind = ERRORS.find((candidate) => candidate.name === first) ?? Error;
          const error = keep(new kind(second));
          Object.defineProperty(error, 'stack', { value: item[3], configurable: true, writable: true });
          return error;
        }
        case 'a': {
          const list = keep(/** @type {any[]} */ ([]));
          for (const entry of first) list.push(read(entry));
          return list;
        }
        case 'm': {
          const map = keep(new Map());
          for (const [key, entry] of first) map.set(read(key), read(entry));
          return map;
        }
        case 's': {
          const set = keep(new Set());
          for (const entry of first) set.add(read(entry));
          return set;
        }
        default: {
          const object = keep(/** @type {Record<string, any>} */ ({}));
          for (const [key, entry] of first) {
            // Defined, not assigned: a key named __proto__ must stay a key.
            Object.defineProperty(object, key, {
              value: read(entry),
              configurable: true,
              enumerable: true,
              writable: true,
            });
          }
          return object;
        }
      }
    }
    return read(JSON.parse(text));
  }

  return { encode, decode };
}
