// @ts-check
import { closed } from '../process/refusal.js';

let menu = /** @type {object | null} */ (null);
let blockers = 0;
const started = /** @type {Set<number>} */ (new Set());
// Known only once a window is drawn, and without a display there is none: a window keeps the size that it asks for.
const size = { width: 0, height: 0 };
const area = { x: 0, y: 0, ...size };

/** Electron's `Menu`: there is none, and none can be built. */
export const Menu = closed('Menu', {
  /** @param {object | null} value */
  setApplicationMenu: (value) => void (menu = value),
  getApplicationMenu: () => menu,
});

/** Electron's `powerSaveBlocker`: counts, and blocks nothing. */
export const powerSaveBlocker = closed('powerSaveBlocker', {
  /** @returns {number} */
  start() {
    started.add(++blockers);
    return blockers;
  },
  /** @param {number} id */
  stop: (id) => started.delete(id),
  /** @param {number} id */
  isStarted: (id) => started.has(id),
});

/** Electron's `screen`: one touch screen, of unknown size. */
export const screen = closed('screen', {
  getPrimaryDisplay: () => ({
    id: 1,
    label: 'stand-in',
    bounds: { ...area },
    workArea: { ...area },
    size: { ...size },
    workAreaSize: { ...size },
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    touchSupport: 'available',
  }),
});

/** Electron's `dialog`: an error goes to standard error. */
export const dialog = closed('dialog', {
  /** @param {string} title @param {string} content */
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
});

/** Electron's `shell`: exists, and offers nothing. */
export const shell = closed('shell', {});

/** Electron's `nativeTheme`. */
export const nativeTheme = closed('nativeTheme', { themeSource: 'system' });
