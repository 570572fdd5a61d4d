// @ts-check
import { makeEvent } from '../process/event.js';
import { closed, closedEmitter } from '../process/refusal.js';
import { switches } from '../process/switches.js';
import { makePaths } from './paths.js';
import { InstanceLock } from './single-instance.js';
import { windows } from './windows.js';

const Emitter = closedEmitter('app', [
  ...[
    'ready',
    'second-instance',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
    'web-contents-created',
  ],
  ...[
    'render-process-gone',
    'child-process-gone',
    'activate',
    'will-finish-launching',
    'browser-window-created',
  ],
]);

class App extends Emitter {
  name = 'Electron';
  isPackaged = false;
  commandLine = closed('app.commandLine', {
    /** @param {string} name @param {string} [value] */
    appendSwitch: (name, value = '') => void switches.set(name, value),
    /** @param {string} name */
    hasSwitch: (name) => switches.has(name),
    /** @param {string} name */
    getSwitchValue: (name) => switches.get(name) ?? '',
  });
  #ready = Promise.withResolvers();
  #isReady = false;
  #isQuitting = false;
  #version = '';
  #folder = process.cwd();
  #paths = makePaths(() => this.name);
  #lock = new InstanceLock();

  /**
   * Called once by the launcher with the identity of the started script; not part of Electron. @param {{ name?:
   * string, version: string, folder: string }} identity
   */
  _identify({ name, version, folder }) {
    if (name) this.name = name;
    this.#version = version;
    this.#folder = folder;
  }

  /** Called once by the launcher when the browser answers; not part of Electron. */
  _start() {
    if (this.#isReady || this.#isQuitting) return;
    windows.onEmpty = () => this.#onNoWindows();
    this.emit('will-finish-launching');
    this.#isReady = true;
    this.#ready.resolve(undefined);
    this.emit('ready', makeEvent({}), {});
  }

  /** Whether the application waits for `ready`; not part of Electron. */
  _isAwaited = false;

  whenReady() {
    this._isAwaited = true;
    return this.#ready.promise;
  }

  isReady = () => this.#isReady;
  getName = () => this.name;
  getVersion = () => this.#version;
  getAppPath = () => this.#folder;
  getLocale = () => Intl.DateTimeFormat().resolvedOptions().locale;
  getPath = (/** @type {string} */ name) => this.#paths.get(name);
  setPath = (/** @type {string} */ name, /** @type {string} */ path) => this.#paths.set(name, path);
  enableSandbox = () => undefined;
  disableHardwareAcceleration = () => undefined;
  setAppUserModelId = () => undefined;
  hasSingleInstanceLock = () => this.#lock.isHeld;
  releaseSingleInstanceLock = () => this.#lock.release();

  /** @param {string} name */
  setName(name) {
    this.name = name;
  }

  /** @param {unknown} [data] handed to the instance that holds the lock @returns {boolean} whether this process holds it */
  requestSingleInstanceLock(data = null) {
    const letter = { argv: process.argv, cwd: process.cwd(), data };
    return this.#lock.request(this.getPath('userData'), letter, (received) => {
      this.emit('second-instance', makeEvent({}), received.argv, received.cwd, received.data);
    });
  }

  /** Ends the application, unless a listener of `before-quit`, `will-quit` or of a window's `close` prevents it. */
  quit() {
    // Later, as in Electron: the caller still gets its answer.
    setImmediate(() => this.#quit());
  }

  /** Ends the process without events that could prevent it. @param {number} [code] */
  exit(code = 0) {
    this.#isQuitting = true;
    for (const window of windows.all()) window.destroy();
    this.emit('quit', makeEvent({}), code);
    process.exit(code);
  }

  #quit() {
    if (this.#isQuitting) return;
    const before = makeEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of windows.all()) {
      window.close();
      if (!window.isDestroyed()) {
        this.#isQuitting = false;
        return;
      }
    }
    const will = makeEvent({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.#isQuitting = false;
      return;
    }
    this.exit(0);
  }

  #onNoWindows() {
    if (this.#isQuitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

/** Electron's `app`. */
export const app = new App();
