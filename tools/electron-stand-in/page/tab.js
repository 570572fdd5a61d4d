// @ts-check
import { EventEmitter } from 'node:events';
import { BINDING, RECEIVER, WORLD, pageWorldSource, preloadWorldSource } from './injection.js';
import { Interception } from './interception.js';
import { fromWeb, toWeb } from './urls.js';

/**
 * One page of the browser, as a window of the application drives it. Commands may be given at once: they wait for the page
 * and keep their order. Emits `post` (kind, id, channel, text: from the preload's world), `lifecycle` (name, loader),
 * `window-open` (details), `ask` (event name, event, url), `crashed`, `gone`, `console` (details).
 */
export class Tab extends EventEmitter {
  targetId = '';
  /** Address of the document shown, in the application's terms. */
  url = '';
  crashed = false;
  gone = false;
  /** Count of loads that the application began: a later one ends the wait of an earlier one. */
  turn = 0;
  #isEmpty = true;
  #browser;
  #session;
  #cdp = /** @type {import('../chromium/connection.js').CdpSession | undefined} */ (undefined);
  #opened;
  #world = /** @type {string | undefined} */ (undefined);
  #worldId = 0;
  #loader = '';
  #interception;

  /**
   * @param {import('../chromium/browser.js').Browser} browser
   * @param {import('../api/session.js').Session} session
   * @param {string | undefined} preload file
   */
  constructor(browser, session, preload) {
    super();
    this.#browser = browser;
    this.#session = session;
    this.#interception = new Interception(this, session);
    this.#opened = browser.takeTarget().then(async ({ targetId, session: cdp }) => {
      this.targetId = targetId;
      this.#cdp = cdp;
      this.#listen(cdp);
      await this.#prepare(cdp, preload);
      // Chromium (156) kills the renderer when this changes while a document is being committed.
      if (browser.headless) await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      return cdp;
    });
    this.#opened.catch(() => this.end());
  }

  /** Sends a command to the page once it is there. @param {string} method @param {object} [params] @returns {Promise<any>} */
  async send(method, params) {
    return (await this.#opened).send(method, params);
  }

  /** As `send`, when failing does not matter. @param {string} method @param {object} [params] */
  tell(method, params) {
    this.send(method, params).catch(() => undefined);
  }

  /**
   * Starts loading a document.
   * @param {string} url in the application's terms
   * @returns {Promise<{ loader: string, error: string | undefined }>} the loader whose `lifecycle` events follow
   */
  async navigate(url) {
    const cdp = await this.#opened;
    const webUrl = toWeb(url, this.#session.protocol.schemes);
    this.#interception.expect(webUrl);
    const { loaderId, errorText } = await cdp.send('Page.navigate', { url: webUrl });
    this.#interception.expect('');
    // As in Electron, the empty document that the window had is nowhere to go back to.
    if (this.#isEmpty && !errorText) {
      cdp.tell('Page.resetNavigationHistory');
      this.#isEmpty = false;
    }
    return { loader: loaderId ?? this.#loader, error: errorText || undefined };
  }

  /** Says that a new load begins. @returns {number} its turn */
  nextLoad() {
    this.turn += 1;
    this.emit('superseded');
    return this.turn;
  }

  /** Loads the present document again. */
  reload() {
    this.navigate(this.url).catch(() => undefined);
  }

  /** Hands a text to the preload's world. @param {string} kind @param {number | string} id @param {string} text */
  deliver(kind, id, text) {
    this.#evaluateInWorld(
      `${RECEIVER}(${JSON.stringify(kind)},${JSON.stringify(id)},${JSON.stringify(text)})`,
      false,
    );
  }

  /** Gives the page's clipboard this text. @param {string} text */
  setClipboard(text) {
    this.#evaluateInWorld(`${RECEIVER}('clipboard',0,${JSON.stringify(text)})`, true);
  }

  /** Closes the page; it counts as ended from now on. */
  close() {
    this.#opened
      .then(() => this.#browser.cdp.tell('Target.closeTarget', { targetId: this.targetId }))
      .catch(() => undefined);
    this.end();
  }

  /** Kills the renderer, even one that hangs. */
  async crash() {
    const cdp = await this.#opened;
    await new Promise((resolve) => {
      cdp.once('Inspector.targetCrashed', resolve);
      cdp.tell('Page.crash');
    });
  }

  /** @param {string} expression @param {boolean} userGesture */
  #evaluateInWorld(expression, userGesture) {
    const uniqueContextId = this.#world;
    if (uniqueContextId === undefined) return;
    this.#cdp?.tell('Runtime.evaluate', { expression, uniqueContextId, userGesture, silent: true });
  }

  /** The preload's world, without the preload when that cannot be read. @param {string | undefined} preload */
  #worldSource(preload) {
    try {
      return preloadWorldSource(preload);
    } catch (error) {
      const tell = () => this.emit('post', 'preload-error', 0, '', String(error));
      this.on('lifecycle', (name) => name === 'DOMContentLoaded' && tell());
      return preloadWorldSource(undefined);
    }
  }

  /**
   * Waits for the browser's answers: a renderer that is still starting may read these later than a navigation, and the
   * document would come without its preload.
   * @param {import('../chromium/connection.js').CdpSession} cdp @param {string | undefined} preload
   */
  async #prepare(cdp, preload) {
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource() }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: this.#worldSource(preload),
        worldName: WORLD,
      }),
      cdp.send('Runtime.enable'),
      this.#interception.start(cdp),
    ]);
  }

  /** @param {import('../chromium/connection.js').CdpSession} cdp */
  #listen(cdp) {
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== BINDING || executionContextId !== this.#worldId) return;
      const [kind = '', id = '', channel = ''] = payload.split('\n', 3);
      const text = payload.slice(kind.length + id.length + channel.length + 3);
      this.emit('post', kind, Number(id), decodeURIComponent(channel), text);
    });
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== WORLD || context.auxData?.frameId !== this.targetId) return;
      this.#world = context.uniqueId;
      this.#worldId = context.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => (this.#world = undefined));
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== this.targetId) return;
      this.url = fromWeb(frame.url + (frame.urlFragment ?? ''), this.#session.protocol.schemes);
      this.#loader = frame.loaderId;
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.targetId) this.url = fromWeb(url, this.#session.protocol.schemes);
    });
    cdp.on('Page.lifecycleEvent', ({ frameId, name, loaderId }) => {
      if (frameId === this.targetId) this.emit('lifecycle', name, loaderId);
    });
    cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
      this.emit('window-open', {
        url: fromWeb(url, this.#session.protocol.schemes),
        frameName: windowName,
        features: (windowFeatures ?? []).join(','),
      }),
    );
    cdp.on('Page.javascriptDialogOpening', ({ type }) =>
      cdp.tell('Page.handleJavaScriptDialog', { accept: type === 'beforeunload' }),
    );
    cdp.on('Runtime.consoleAPICalled', (details) => this.emit('console', details));
    cdp.on('Inspector.targetCrashed', () => {
      this.#world = undefined;
      this.crashed = true;
      this.emit('crashed');
    });
    cdp.on('Inspector.targetReloadedAfterCrash', () => {
      this.crashed = false;
      cdp.tell('Runtime.runIfWaitingForDebugger');
    });
    cdp.on('detached', () => this.end());
  }

  /** The page has ended, or is about to. */
  end() {
    if (this.gone) return;
    this.gone = true;
    this.emit('gone');
  }
}
