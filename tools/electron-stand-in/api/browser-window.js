// @ts-check
import { makeEvent } from '../process/event.js';
import { closedEmitter, refusal } from '../process/refusal.js';
import { theBrowser } from '../process/runtime.js';
import { app } from './app.js';
import { WebContents } from './web-contents.js';
import { windows } from './windows.js';

const Emitter = closedEmitter('BrowserWindow', [
  ...[
    'close',
    'closed',
    'ready-to-show',
    'show',
    'hide',
    'focus',
    'blur',
    'resize',
    'unresponsive',
    'responsive',
  ],
  ...['enter-full-screen', 'leave-full-screen', 'page-title-updated'],
]);
/**
 * Options that weaken the isolation between page and system; each is refused. @type {readonly (readonly [string,
 * boolean])[]}
 */
const FORBIDDEN = [
  ['contextIsolation', false],
  ['sandbox', false],
  ['nodeIntegration', true],
  ['nodeIntegrationInWorker', true],
  ['nodeIntegrationInSubFrames', true],
  ['webSecurity', false],
  ['webviewTag', true],
];

/** Electron's `BrowserWindow`: a page of the browser, sized as asked. */
export class BrowserWindow extends Emitter {
  id = windows.nextId();
  webContents;
  #bounds;
  #kiosk;
  #fullScreen;
  #visible;
  #readyToShow = false;
  #destroyed = false;

  /** @param {any} [options] */
  constructor(options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    for (const [name, value] of FORBIDDEN) {
      if (preferences[name] === value) throw refusal(`BrowserWindow webPreferences.${name}: ${value}`);
    }
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#kiosk = options.kiosk === true;
    this.#fullScreen = this.#kiosk || options.fullscreen === true;
    this.#visible = options.show !== false;
    this.webContents = new WebContents(preferences, () => this.#end());
    windows.add(this);
    this.#watch();
    this.#resize();
    const color = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/iu.exec(options.backgroundColor ?? '');
    if (color) {
      const [r, g, b] = color.slice(1).map((part) => Number.parseInt(part, 16));
      this.#tab.tell('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b, a: 1 } });
    }
    app.emit('web-contents-created', makeEvent({}), this.webContents);
  }

  /** @param {string} url @returns {Promise<void>} */
  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  isDestroyed = () => this.#destroyed;
  isVisible = () => this.#visible;
  isFocused = () => this.#visible && !this.#destroyed;
  isKiosk = () => this.#kiosk;
  isFullScreen = () => this.#fullScreen;
  getBounds = () => ({ ...this.#bounds });
  getContentSize = () => [this.#bounds.width, this.#bounds.height];
  setMenu = () => undefined;
  removeMenu = () => undefined;
  focus = () => this.#tab.tell('Page.bringToFront');

  show() {
    if (this.#visible) return;
    this.#visible = true;
    this.#tab.tell('Page.bringToFront');
    this.emit('show');
  }

  hide() {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide');
  }

  /** @param {boolean} on */
  setKiosk(on) {
    this.#kiosk = on;
    this.setFullScreen(on);
  }

  /** @param {boolean} on */
  setFullScreen(on) {
    this.#fullScreen = on;
    this.#resize();
  }

  /** @param {Partial<{ x: number, y: number, width: number, height: number }>} bounds */
  setBounds(bounds) {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.#resize();
    this.emit('resize');
  }

  /** Closes the window unless a listener of `close` prevents it. */
  close() {
    if (this.#destroyed) return;
    const event = makeEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes the window without asking. */
  destroy() {
    if (this.#destroyed) return;
    this.#tab.close();
  }

  get #tab() {
    return this.webContents._tab;
  }

  #watch() {
    this.#tab.on('close-wanted', () => this.close());
    this.#tab.on('lifecycle', (/** @type {string} */ name) => {
      if (this.#readyToShow || (name !== 'firstPaint' && name !== 'load')) return;
      this.#readyToShow = true;
      this.emit('ready-to-show');
    });
  }

  /** Off screen, the page gets exactly the size asked for; on a screen, the real window is sized. */
  #resize() {
    const { width, height, x, y } = this.#bounds;
    const tab = this.#tab;
    tab.tell('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    if (theBrowser().headless) {
      const size = { width, height, screenWidth: width, screenHeight: height };
      tab.tell('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
      return;
    }
    tab
      .send('Browser.getWindowForTarget')
      .then(async ({ windowId }) => {
        await tab.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
        // The application is not told the size of the display; a window that is larger would be cut.
        const room = await tab.send('Runtime.evaluate', {
          expression: '({ width: screen.availWidth, height: screen.availHeight })',
          returnByValue: true,
        });
        const scale = Math.min(1, room.result.value.width / width, room.result.value.height / height);
        const fitted = { width: Math.floor(width * scale), height: Math.floor(height * scale) };
        const bounds = this.#fullScreen ? { windowState: 'fullscreen' } : { left: x, top: y, ...fitted };
        await tab.send('Browser.setWindowBounds', { windowId, bounds });
      })
      .catch(() => undefined);
  }

  #end() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#visible = false;
    windows.remove(this);
    this.emit('closed');
    windows.afterClose();
  }

  static getAllWindows() {
    return /** @type {BrowserWindow[]} */ (windows.all());
  }

  /** @param {number} id @returns {BrowserWindow | null} */
  static fromId(id) {
    return this.getAllWindows().find((window) => window.id === id) ?? null;
  }

  /** @param {object} contents @returns {BrowserWindow | null} */
  static fromWebContents(contents) {
    return this.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  /** @returns {BrowserWindow | null} */
  static getFocusedWindow() {
    return this.getAllWindows().find((window) => window.isFocused()) ?? null;
  }
}
