// @ts-check

/**
 * Runs in each document of the application, in a world of its own that page scripts cannot reach: offers the preload the
 * part of `electron` that a sandboxed preload has, then runs it. Its source is injected.
 *
 * @param {Function} createCodec @param {Function} createBridge
 * @param {{ handshake: string, binding: string, receiver: string, modules: string, versions: Record<string, string>, platform: string }} names
 * @param {((require: Function, process: object, module: object, exports: object) => void) | null} preload
 */
export function startPreloadWorld(createCodec, createBridge, names, preload) {
  const codec = createCodec();
  const channel = document.createElement('i');
  window.dispatchEvent(new MouseEvent(names.handshake, { relatedTarget: channel }));
  const bridge = createBridge(channel, 'preload', codec);
  const send = /** @type {any} */ (globalThis)[names.binding];

  /** @type {Map<string, { listener: Function, once: boolean }[]>} */
  const listeners = new Map();
  /** @type {Map<number, { resolve: Function, reject: Function, channel: string }>} */
  const pending = new Map();
  let last = 0;

  /** @param {string} kind @param {number} id @param {string} name @param {string} value */
  const post = (kind, id, name, value) => send(`${kind}\n${id}\n${encodeURIComponent(name)}\n${value}`);
  /** @param {any[]} args */
  const encodeArguments = (args) => codec.encode(args);

  /** @param {string} name */
  const lacking = (name) => new Error(`not in the stand-in: electron.${name}`);
  /** @param {string} name @param {object} members */
  const closed = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key);
        throw lacking(`${name}.${key}`);
      },
    });

  /** @param {string} name @param {Function} listener @returns {object} */
  const remove = (name, listener) => {
    const list = listeners.get(name) ?? [];
    const at = list.findIndex((entry) => entry.listener === listener);
    listeners.set(name, at < 0 ? list : list.toSpliced(at, 1));
    return ipcRenderer;
  };

  const ipcRenderer = closed('ipcRenderer', {
    /** @param {string} name @param {any[]} args */
    invoke(name, ...args) {
      return new Promise((resolve, reject) => {
        const text = encodeArguments(args);
        const id = ++last;
        pending.set(id, { resolve, reject, channel: name });
        post('invoke', id, name, text);
      });
    },
    /** @param {string} name @param {any[]} args */
    send(name, ...args) {
      post('send', 0, name, encodeArguments(args));
    },
    /** @param {string} name @param {Function} listener */
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), { listener, once: false }]);
      return ipcRenderer;
    },
    /** @param {string} name @param {Function} listener */
    once(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), { listener, once: true }]);
      return ipcRenderer;
    },
    /** @param {string} name @param {Function} listener */
    removeListener(name, listener) {
      return remove(name, listener);
    },
    /** @param {string} name @param {Function} listener */
    off(name, listener) {
      return remove(name, listener);
    },
    /** @param {string} name */
    removeAllListeners(name) {
      listeners.delete(name);
      return ipcRenderer;
    },
  });

  const contextBridge = closed('contextBridge', {
    /** @param {string} name @param {any} value */
    exposeInMainWorld(name, value) {
      bridge.expose(name, value);
    },
  });

  bridge.hand(
    (/** @type {string} */ how, /** @type {object[]} */ permissions) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        pending.set(id, { resolve, reject, channel: 'permission' });
        post('permission', id, how, JSON.stringify(permissions));
      }),
  );

  /** The system's clipboard follows the application's. @param {string} text */
  const setClipboard = (text) => {
    const fill = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('copy', fill, { capture: true });
    document.execCommand('copy');
    window.removeEventListener('copy', fill, { capture: true });
  };
  /** And the application's follows the system's. @param {ClipboardEvent} event */
  const tellCopied = (event) => {
    const field = /** @type {any} */ (document.activeElement);
    const selected =
      field?.value?.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) || String(getSelection());
    post('copy', 0, '', (event.defaultPrevented && event.clipboardData?.getData('text/plain')) || selected);
  };
  window.addEventListener('copy', tellCopied);
  window.addEventListener('cut', tellCopied);

  /** Called by the main process: an answer to `invoke`, or a message sent. @type {(kind: string, id: any, text: string) => void} */
  const receive = (kind, id, text) => {
    if (kind === 'clipboard') {
      setClipboard(text);
      return;
    }
    if (kind === 'message') {
      const args = codec.decode(text);
      for (const entry of listeners.get(id) ?? []) {
        if (entry.once) remove(id, entry.listener);
        try {
          entry.listener({ sender: ipcRenderer, senderId: 0, ports: [] }, ...args);
        } catch (error) {
          reportError(error);
        }
      }
      return;
    }
    const waiting = pending.get(id);
    pending.delete(id);
    if (kind === 'result') waiting?.resolve(codec.decode(text));
    else
      waiting?.reject(new Error(`Error invoking remote method '${waiting.channel}': ${codec.decode(text)}`));
  };
  Object.defineProperty(globalThis, names.receiver, { value: receive });

  // Electron has no context menu of its own, and shows no page outside http(s) without asking the application.
  window.addEventListener('contextmenu', (event) => event.preventDefault());
  /** @type {any} */ (window).navigation?.addEventListener('navigate', (/** @type {any} */ event) => {
    const { url, sameDocument } = event.destination;
    if (sameDocument || !event.cancelable || /^https?:/u.test(url)) return;
    event.preventDefault();
    post('navigate', 0, url, '');
  });

  if (preload === null) return;
  const electron = closed('(preload)', { contextBridge, ipcRenderer });
  /** @param {string} name */
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const process = {
    type: 'renderer',
    platform: names.platform,
    versions: names.versions,
    sandboxed: true,
    contextIsolated: true,
    argv: [],
    env: {},
  };
  const module = { exports: {} };
  try {
    preload(require, process, module, module.exports);
  } catch (error) {
    post('preload-error', 0, '', String((error instanceof Error && error.stack) || error));
  }
}
