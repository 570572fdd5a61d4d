// @ts-check
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { chromiumArguments } from './arguments.js';
import { Connection } from './connection.js';
import { makeProfile } from './profile.js';
import { guardProfile } from './profile-guard.js';

const KEPT_LINES = 5;

/** All permissions of the protocol. They are refused until the application is asked and grants one. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'background-sync',
    'camera',
    'captured-surface-control',
    'clipboard-read',
    'clipboard-write',
  ],
  ...[
    'display-capture',
    'geolocation',
    'idle-detection',
    'keyboard-lock',
    'local-fonts',
    'local-network-access',
  ],
  ...[
    'microphone',
    'midi',
    'nfc',
    'notifications',
    'payment-handler',
    'periodic-background-sync',
    'persistent-storage',
  ],
  ...['pointer-lock', 'screen-wake-lock', 'speaker-selection', 'storage-access', 'top-level-storage-access'],
  ...['web-app-installation', 'window-management'],
];

/** One running Chromium. Emits `exit` when it has ended, by whichever cause. */
export class Browser extends EventEmitter {
  /** What it said last on standard error. */
  lastWords = /** @type {string[]} */ ([]);
  #end;
  #firstTarget;
  #connection;

  /**
   * Starts Chromium; the DevTools line that Playwright waits for is passed on to standard error.
   * @param {{ path: string, headless: boolean }} options
   */
  constructor({ path, headless }) {
    super();
    this.headless = headless;
    const folder = makeProfile();
    const root = process.getuid?.() === 0;
    this.process = spawn(path, chromiumArguments({ folder, headless, root }), {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // Its own group, so that its helpers can be ended with it.
      detached: process.platform !== 'win32',
    });
    this.#end = guardProfile(this.process.pid ?? 0, folder);
    const { 3: output, 4: input, 2: errors } = /** @type {any} */ (this.process.stdio);
    createInterface({ input: errors }).on('line', (line) => {
      if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`);
      this.lastWords = [...this.lastWords.slice(1 - KEPT_LINES), line];
    });
    this.#connection = new Connection(output, input);
    this.process.on('error', () => this.#connection.close());
    /** Resolves when the process has ended and all it said was read. */
    this.ended = new Promise((/** @type {(value?: unknown) => void} */ resolve) =>
      this.process.once('close', resolve).once('error', resolve),
    );
    this.#connection.on('close', () => this.emit('exit'));
    this.cdp = this.#connection.browser;
    const first = this.#findFirstTarget();
    this.#firstTarget = /** @type {Promise<string> | undefined} */ (first);
    /** Resolves with the version of Chromium when the browser answers; rejects when it ends before. */
    this.started = Promise.all([this.cdp.send('Browser.getVersion'), first]).then(([{ product }]) =>
      String(product).replace(/^.*\//u, ''),
    );
    for (const name of PERMISSIONS)
      this.cdp.tell('Browser.setPermission', { permission: { name }, setting: 'denied' });
    this.cdp.tell('Browser.setDownloadBehavior', { behavior: 'deny' });
    // Documents of the application cannot open windows; this is for what else a window may show.
    this.cdp.on('Target.targetCreated', ({ targetInfo: { openerId, targetId } }) => {
      if (openerId) this.cdp.tell('Target.closeTarget', { targetId });
    });
  }

  /**
   * A page target with its session: the browser's own first one, then new ones.
   * @returns {Promise<{ targetId: string, session: import('./connection.js').CdpSession }>}
   */
  async takeTarget() {
    const first = this.#firstTarget;
    this.#firstTarget = undefined;
    const targetId = await (first ??
      this.cdp.send('Target.createTarget', { url: 'about:blank' }).then((r) => r.targetId));
    const { sessionId } = await this.cdp.send('Target.attachToTarget', { targetId, flatten: true });
    return { targetId, session: this.#connection.session(sessionId) };
  }

  /** Ends the browser and all its helpers, and removes its folder; nothing in it is worth keeping. */
  end() {
    this.#end();
  }

  /** The first window may not be there yet when the pipe opens. @returns {Promise<string>} */
  async #findFirstTarget() {
    await this.cdp.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
    const { targetInfos } = await this.cdp.send('Target.getTargets');
    const page = targetInfos.find((/** @type {any} */ info) => info.type === 'page');
    if (page) return page.targetId;
    return new Promise((resolve, reject) => {
      this.cdp.on(
        'Target.targetCreated',
        ({ targetInfo }) => targetInfo.type === 'page' && resolve(targetInfo.targetId),
      );
      this.once('exit', () => reject(new Error('The browser ended while starting.')));
    });
  }
}
