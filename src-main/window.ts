import path from 'node:path';
import { BrowserWindow, Menu, powerSaveBlocker, screen, session, type Session } from 'electron';
import type { Config } from './config/config-schema.ts';
import { APP_ORIGIN } from './platform/app-origin.ts';
import { serveApp } from './platform/app-protocol.ts';
import { fitWindow, type Extent } from './platform/fit-window.ts';

/** Session of the page: in memory only, separate from the default one. */
const PARTITION = 'visitor';

/** Folder of the built application; this module is bundled into it as `main/index.js`. */
const BUILT = path.join(import.meta.dirname, '..');

/** Colour until the page has painted; same as the page's background. */
const GROUND = '#f6f3ee';

/**
 * Opens the kiosk window. It has no frame, menu, zoom, context menu, drop target, new windows or way to leave the
 * page.
 */
export function openWindow(settings: Config['window']): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    ...fittedToDisplay(settings),
    kiosk: settings.kiosk,
    frame: false,
    autoHideMenuBar: true,
    backgroundColor: GROUND,
    title: 'Borne Adhérent',
    webPreferences: {
      preload: path.join(BUILT, 'preload', 'preload.cjs'),
      session: visitorSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      devTools: false,
    },
  });
  closeWaysOut(window);
  powerSaveBlocker.start('prevent-display-sleep');
  return window;
}

/** The size at which a window that is not full screen fits the display. */
export function fittedToDisplay({ width, height }: Extent): Extent {
  return fitWindow({ width, height }, screen.getPrimaryDisplay().workAreaSize);
}

/** Loads the page, or the plain page that works without scripts. */
export function loadPage(
  window: BrowserWindow,
  page: 'index.html' | 'page-given-up.html' = 'index.html',
): Promise<void> {
  return window.loadURL(`${APP_ORIGIN}/${page}`);
}

function visitorSession(): Session {
  const visitor = session.fromPartition(PARTITION, { cache: false });
  serveApp(visitor, path.join(BUILT, 'renderer'));
  visitor.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  visitor.setPermissionCheckHandler(() => false);
  visitor.setDevicePermissionHandler(() => false);
  visitor.on('will-download', (event) => event.preventDefault());
  visitor.setSpellCheckerEnabled(false);
  return visitor;
}

function closeWaysOut({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.on('context-menu', (event) => event.preventDefault());
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
  webContents.on('did-finish-load', () => {
    void webContents.setVisualZoomLevelLimits(1, 1);
    // Clears the history, so that neither key nor gesture goes back.
    webContents.navigationHistory.clear();
  });
  webContents.on('before-input-event', (event, input) => {
    if (isForbiddenKey(input)) event.preventDefault();
  });
}

/** Keys that reload, print, zoom, search, open tools or go back. Typing keys and Tab stay allowed. */
function isForbiddenKey(input: Electron.Input): boolean {
  if (/^F\d+$/u.test(input.key) || input.key.startsWith('Browser')) return true;
  if (input.alt && ['ArrowLeft', 'ArrowRight', 'Home', 'F4'].includes(input.key)) return true;
  const command = (input.control || input.meta) && !input.alt;
  return command && !['a', 'c', 'v', 'x', 'z', 'control', 'meta', 'shift'].includes(input.key.toLowerCase());
}
