// @ts-check
import { Tab } from '../page/tab.js';
import { makeEvent } from '../process/event.js';
import { closed, closedEmitter, refusal } from '../process/refusal.js';
import { theBrowser } from '../process/runtime.js';
import { app } from './app.js';
import { clipboardState } from './clipboard.js';
import { connectIpc, encodeMessage } from './ipc-main.js';
import { LoadError, load } from './load.js';
import { pages, sessionBehind, sessionOf } from './session.js';
import { makeFrame } from './web-frame.js';

const Emitter = closedEmitter('webContents', [
  ...[
    'did-finish-load',
    'did-fail-load',
    'dom-ready',
    'did-start-loading',
    'did-stop-loading',
    'will-navigate',
  ],
  ...['will-redirect', 'will-frame-navigate', 'will-attach-webview', 'before-input-event', 'context-menu'],
  ...['render-process-gone', 'unresponsive', 'responsive', 'destroyed', 'console-message', 'preload-error'],
  ...['zoom-changed', 'ipc-message', 'did-create-window', 'devtools-opened'],
]);
const LEVELS = new Map([
  ['error', 'error'],
  ['assert', 'error'],
  ['warning', 'warning'],
  ['debug', 'debug'],
]);
const all = /** @type {Map<number, WebContents>} */ (new Map());

/** Electron's `WebContents`. */
export class WebContents extends Emitter {
  id = all.size + 1;
  session;
  mainFrame;
  navigationHistory;
  #tab;
  #schemes;
  #preload;
  #destroyed = false;
  #muted = false;
  #openHandler = /** @type {Function | null} */ (null);

  /**
   * @param {{ preload?: string, partition?: string, session?: object }} preferences
   * @param {() => void} onGone when the page has ended
   */
  constructor(preferences, onGone) {
    super();
    const state =
      (preferences.session && sessionBehind(preferences.session)) || sessionOf(preferences.partition);
    const tab = new Tab(theBrowser(), state, preferences.preload);
    this.session = state.api;
    this.#schemes = state.protocol.schemes;
    this.#tab = tab;
    this.#preload = preferences.preload;
    this.mainFrame = makeFrame(tab);
    this.navigationHistory = closed('webContents.navigationHistory', {
      clear: () => tab.tell('Page.resetNavigationHistory'),
    });
    all.set(this.id, this);
    const page = { session: state, tab };
    pages.add(page);
    const onClipboard = (/** @type {string} */ text) => tab.setClipboard(text);
    clipboardState.on('change', onClipboard);
    connectIpc(this, tab);
    this.#forward(tab, state);
    tab.once('gone', () => {
      pages.delete(page);
      clipboardState.off('change', onClipboard);
      this.#destroyed = true;
      onGone();
      this.emit('destroyed');
    });
  }

  /** The page behind it; for the window only, not part of Electron. */
  get _tab() {
    return this.#tab;
  }

  /** @param {string} url @returns {Promise<void>} */
  async loadURL(url) {
    try {
      await load(this.#tab, url, this.#schemes);
    } catch (error) {
      if (error instanceof LoadError) {
        this.emit('did-fail-load', makeEvent({}), error.errno, error.code, url, true);
      }
      throw error;
    }
  }

  getURL = () => this.#tab.url;
  reload = () => this.#tab.reload();
  isDestroyed = () => this.#destroyed;
  isCrashed = () => this.#tab.crashed;
  setVisualZoomLevelLimits = () => Promise.resolve();
  getZoomFactor = () => 1;
  setIgnoreMenuShortcuts = () => undefined;
  isAudioMuted = () => this.#muted;

  /** @param {number} factor only 1 */
  setZoomFactor(factor) {
    if (factor !== 1) throw refusal(`webContents.setZoomFactor(${factor})`);
  }

  /** @param {boolean} muted */
  setAudioMuted(muted) {
    this.#muted = muted;
  }

  /** @param {string} channel @param {any[]} args @throws {Error} when an argument cannot be cloned */
  send(channel, ...args) {
    this.#tab.deliver('message', channel, encodeMessage(args));
  }

  /** Kills the renderer, even one that hangs; `loadURL` or `reload` bring the page back. */
  forcefullyCrashRenderer() {
    this.#tab.crash().catch(() => undefined);
  }

  /** @param {Function | null} handler */
  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }

  /** @param {string} code @param {boolean} [userGesture] @returns {Promise<any>} a copy of the result */
  async executeJavaScript(code, userGesture = false) {
    const { result, exceptionDetails } = await this.#tab.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails) {
      const { exception, text } = exceptionDetails;
      throw exception?.description
        ? new Error(exception.description.split('\n    at ')[0])
        : (exception?.value ?? new Error(text));
    }
    return result.value;
  }

  /** Closes the window; Playwright asks so. */
  close() {
    this.#tab.emit('close-wanted');
  }

  /** @param {Tab} tab @param {import('./session.js').Session} state */
  #forward(tab, state) {
    tab.on('lifecycle', (/** @type {string} */ name) => {
      if (name === 'DOMContentLoaded') this.emit('dom-ready', makeEvent({}));
      if (name === 'load') this.emit('did-finish-load', makeEvent({}));
    });
    tab.on('ask', (name, event, url) => this.emit(name, event, url));
    tab.on('crashed', () => {
      const details = { reason: 'crashed', exitCode: 5 };
      app.emit('render-process-gone', makeEvent({}), this, details);
      this.emit('render-process-gone', makeEvent({}), details);
    });
    tab.on('window-open', (details) => {
      const answer = this.#openHandler?.({
        ...details,
        disposition: 'foreground-tab',
        referrer: { url: '', policy: 'default' },
      });
      // No window opens in any case; a handler that allows one gets an error.
      if (answer && answer.action !== 'deny') throw refusal('webContents.setWindowOpenHandler (allow)');
    });
    tab.on('post', (kind, id, subject, text) => {
      if (kind === 'copy') clipboardState.copied(text);
      if (kind === 'preload-error') this.#failPreload(text);
      if (kind === 'permission') void this.#decide(state, id, subject, text);
      if (kind !== 'navigate') return;
      const event = makeEvent({ url: subject, isMainFrame: true, isSameDocument: false });
      this.emit('will-navigate', event, subject);
      if (!event.defaultPrevented) tab.tell('Page.navigate', { url: subject });
    });
    tab.on('console', ({ type, args, stackTrace }) => {
      const message = args
        .map((/** @type {any} */ arg) => String(arg.value ?? arg.description ?? arg.type))
        .join(' ');
      const { lineNumber = 0, url = '' } = stackTrace?.callFrames?.[0] ?? {};
      const level = LEVELS.get(type) ?? 'info';
      this.emit(
        'console-message',
        makeEvent({ message, level, lineNumber: lineNumber + 1, sourceId: url, frame: this.mainFrame }),
      );
    });
  }

  /**
   * Answers a page that asks for permissions once Chromium knows what the application said.
   * @param {import('./session.js').Session} state @param {number} id @param {string} how @param {string} asked
   */
  async #decide(state, id, how, asked) {
    await state.permissions.decide(this, how, JSON.parse(asked));
    this.#tab.deliver('result', id, encodeMessage([]));
  }

  /** @param {string} description */
  #failPreload(description) {
    const error = new Error(description);
    console.error(`Unable to load preload script: ${this.#preload}\n${description}`);
    this.emit('preload-error', makeEvent({}), this.#preload, error);
  }
}

/** Electron's `webContents` module. */
export const webContents = closed('webContents', {
  getAllWebContents: () => [...all.values()].filter((contents) => !contents.isDestroyed()),
  /** @param {number} id */
  fromId: (id) => all.get(id),
  /** @param {string} targetId */
  fromDevToolsTargetId: (targetId) =>
    [...all.values()].find((contents) => contents._tab.targetId === targetId),
});
