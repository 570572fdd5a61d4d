// @ts-check
import { app } from './api/app.js';
import { BrowserWindow } from './api/browser-window.js';
import { clipboard } from './api/clipboard.js';
import { ipcMain } from './api/ipc-main.js';
import { protocolApi } from './api/protocol.js';
import { safeStorage } from './api/safe-storage.js';
import { session, sessionOf } from './api/session.js';
import { Menu, dialog, nativeTheme, powerSaveBlocker, screen, shell } from './api/small-modules.js';
import { webContents } from './api/web-contents.js';
import { absent, closed } from './process/refusal.js';

const protocol = protocolApi(sessionOf().protocol);

// A named import that does not exist would end the application while it loads, and not say why.
export const autoUpdater = absent('autoUpdater');
export const BaseWindow = absent('BaseWindow');
export const BrowserView = absent('BrowserView');
export const contentTracing = absent('contentTracing');
export const crashReporter = absent('crashReporter');
export const desktopCapturer = absent('desktopCapturer');
export const globalShortcut = absent('globalShortcut');
export const inAppPurchase = absent('inAppPurchase');
export const MenuItem = absent('MenuItem');
export const MessageChannelMain = absent('MessageChannelMain');
export const nativeImage = absent('nativeImage');
export const net = absent('net');
export const netLog = absent('netLog');
export const Notification = absent('Notification');
export const powerMonitor = absent('powerMonitor');
export const pushNotifications = absent('pushNotifications');
export const ShareMenu = absent('ShareMenu');
export const systemPreferences = absent('systemPreferences');
export const TouchBar = absent('TouchBar');
export const Tray = absent('Tray');
export const utilityProcess = absent('utilityProcess');
export const View = absent('View');
export const webFrameMain = absent('webFrameMain');
export const WebContentsView = absent('WebContentsView');
// A renderer's modules: in the main process Electron has them as `undefined`.
export const ipcRenderer = undefined;
export const contextBridge = undefined;

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, nativeTheme, powerSaveBlocker, protocol };
export { safeStorage, screen, session, shell, webContents };

const electron = closed('electron', {
  ...{ app, BrowserWindow, clipboard, dialog, ipcMain, Menu, nativeTheme, powerSaveBlocker, protocol },
  ...{ safeStorage, screen, session, shell, webContents },
  ...{
    autoUpdater,
    crashReporter,
    globalShortcut,
    MenuItem,
    nativeImage,
    net,
    Notification,
    powerMonitor,
    Tray,
  },
});

export { electron as default, electron as 'module.exports' };
