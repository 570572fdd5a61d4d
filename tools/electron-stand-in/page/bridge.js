// @ts-check

/**
 * One end of the passage between the preload's world and the page's: functions called there run here, on copies of
 * their arguments. Both ends share a detached element that no page script can reach, and speak by synchronous events
 * on it. Self-contained, since its source is injected.
 *
 * @param {Element} channel the shared element
 * @param {'page' | 'preload'} side this end
 * @param {{ encode: Function, decode: Function }} codec
 * @param {(value: any) => void} [take] at the page's end: gets what the other end hands over
 */
export function createBridge(channel, side, codec, take) {
  const other = side === 'page' ? 'preload' : 'page';
  // Taken now, before any page script could replace them.
  const { apply } = Reflect;
  const { dispatchEvent } = EventTarget.prototype;
  const detailOf = /** @type {() => any} */ (
    Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get
  );
  const Message = CustomEvent;
  const { parse, stringify } = JSON;

  /** @type {Map<number, Function>} */
  const functions = new Map();
  /** @type {WeakMap<Function, number>} */
  const ids = new WeakMap();
  /** @type {Map<number, { resolve: Function, reject: Function }>} */
  const promises = new Map();
  let last = 0;
  /** Answer of the call that is being made; calls nest, and each reads its answer as soon as it returns. */
  let answer = '';

  /** @param {any} message */
  const post = (message) =>
    apply(dispatchEvent, channel, [new Message(other, { detail: stringify(message) })]);

  const links = {
    /** @param {any} value @param {'function' | 'promise'} kind */
    toId(value, kind) {
      if (kind === 'promise') {
        const id = ++last;
        value.then(
          (/** @type {any} */ result) => settle(id, true, result),
          (/** @type {any} */ error) => settle(id, false, error),
        );
        return id;
      }
      let id = ids.get(value);
      if (id === undefined) {
        ids.set(value, (id = ++last));
        functions.set(id, value);
      }
      return id;
    },
    /** @param {number} id @param {'function' | 'promise'} kind */
    fromId(id, kind) {
      if (kind === 'promise') {
        return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
      }
      return (/** @type {any[]} */ ...args) => {
        post({ call: id, value: codec.encode(args, links) });
        const { ok, value } = parse(answer);
        const result = codec.decode(value, links);
        if (ok) return result;
        throw result;
      };
    },
  };

  /** @param {number} id @param {boolean} ok @param {any} value */
  function settle(id, ok, value) {
    try {
      post({ settle: id, ok, value: codec.encode(value, links) });
    } catch (error) {
      post({ settle: id, ok: false, value: codec.encode(error) });
    }
  }

  /** @param {any} value deeply frozen, so that a page cannot change what it was given */
  function freeze(value) {
    if (value !== null && typeof value === 'object') {
      for (const entry of Object.values(value)) freeze(entry);
    }
    return Object.freeze(value);
  }

  channel.addEventListener(side, (event) => {
    const message = parse(apply(detailOf, event, []));
    if (message.answer !== undefined) {
      answer = message.answer;
    } else if (message.call !== undefined) {
      let reply;
      try {
        const target = functions.get(message.call);
        const result = target?.(...codec.decode(message.value, links));
        reply = { ok: true, value: codec.encode(result, links) };
      } catch (error) {
        reply = { ok: false, value: codec.encode(error instanceof Error ? error : new Error(String(error))) };
      }
      post({ answer: stringify(reply) });
    } else if (message.settle !== undefined) {
      const waiting = promises.get(message.settle);
      promises.delete(message.settle);
      waiting?.[message.ok ? 'resolve' : 'reject'](codec.decode(message.value, links));
    } else if (side === 'page' && message.expose !== undefined) {
      const value = freeze(codec.decode(message.value, links));
      Object.defineProperty(window, message.expose, {
        value,
        enumerable: true,
        writable: false,
        configurable: false,
      });
    } else if (side === 'page' && message.hand !== undefined) {
      take?.(codec.decode(message.hand, links));
    }
  });

  return {
    /** @param {string} name of the global in the page's world @param {any} value */
    expose(name, value) {
      post({ expose: name, value: codec.encode(value, links) });
    },
    /** Gives the page's end something that the page itself does not see. @param {any} value */
    hand(value) {
      post({ hand: codec.encode(value, links) });
    },
  };
}
