import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './launch.ts';
import type { Launched } from './launch.ts';

describe('the API offered', () => {
  let launched: Launched;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched.app.close());

  /** Evaluates an expression over Electron's module in the main process; gives its value or error text. */
  const attempt = (expression: string): Promise<string> =>
    launched.app.evaluate((electron, text) => {
      const window = electron.BrowserWindow.getAllWindows()[0];
      try {
        const make = process
          .getBuiltinModule('node:vm')
          .compileFunction(`return (${text})`, ['electron', 'window']) as (...args: unknown[]) => unknown;
        return String(make(electron, window));
      } catch (error) {
        return (error as Error).message;
      }
    }, expression);

  it.each([
    ['electron.app.dock', 'app.dock'],
    ['electron.app.relaunch()', 'app.relaunch'],
    ["electron.app.on('gpu-info-update', () => {})", "app.on('gpu-info-update')"],
    ['electron.app.commandLine.removeSwitch', 'app.commandLine.removeSwitch'],
    ['electron.app.invented = 1', 'app.invented'],
    ['electron.ipcMain.handleAll', 'ipcMain.handleAll'],
    ['electron.protocol.registerFileProtocol', 'protocol.registerFileProtocol'],
    ['electron.session.defaultSession.cookies', 'Session.cookies'],
    ['electron.session.defaultSession.webRequest.onCompleted', 'webRequest.onCompleted'],
    ['electron.shell.openExternal("https://example.org")', 'shell.openExternal'],
    ['electron.shell.openPath("/")', 'shell.openPath'],
    ['electron.clipboard.readImage()', 'clipboard.readImage'],
    ['electron.dialog.showMessageBox({})', 'dialog.showMessageBox'],
    ['electron.Menu.buildFromTemplate([])', 'Menu.buildFromTemplate'],
    ['new electron.Tray("x")', 'Tray'],
    ['electron.net.fetch("x")', 'net.fetch'],
    ['electron.invented', 'electron.invented'],
    ['window.loadFile("x")', 'BrowserWindow.loadFile'],
    ['window.setTitle("x")', 'BrowserWindow.setTitle'],
    ['window.webContents.openDevTools()', 'webContents.openDevTools'],
    ['window.webContents.print()', 'webContents.print'],
    ['window.webContents.setZoomFactor(2)', 'webContents.setZoomFactor(2)'],
    ["window.webContents.on('paint', () => {})", "webContents.on('paint')"],
    [
      'new electron.BrowserWindow({ webPreferences: { contextIsolation: false } })',
      'BrowserWindow webPreferences.contextIsolation: false',
    ],
    [
      'new electron.BrowserWindow({ webPreferences: { sandbox: false } })',
      'BrowserWindow webPreferences.sandbox: false',
    ],
    [
      'new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } })',
      'BrowserWindow webPreferences.nodeIntegration: true',
    ],
  ])('refuses %s', async (expression, name) => {
    expect(await attempt(expression)).toBe(`not in the stand-in: electron.${name}`);
  });

  it.each([
    ['electron.app.getName()', 'Electron'],
    ['electron.app.commandLine.hasSwitch("remote-debugging-port")', 'true'],
    ['electron.app.commandLine.getSwitchValue("none")', ''],
    ['electron.app.hasSingleInstanceLock()', 'false'],
    ['electron.Menu.setApplicationMenu(null) ?? electron.Menu.getApplicationMenu()', 'null'],
    [
      'electron.safeStorage.decryptString(electron.safeStorage.encryptString("clé à garder"))',
      'clé à garder',
    ],
    ['electron.safeStorage.encryptString("x").subarray(0, 3)', 'v10'],
    [
      'electron.safeStorage.decryptString(Buffer.from("nonsense"))',
      'Error while decrypting the ciphertext provided to safeStorage.decryptString.',
    ],
    ['electron.safeStorage.getSelectedStorageBackend()', 'basic_text'],
    ['electron.powerSaveBlocker.isStarted(electron.powerSaveBlocker.start("prevent-display-sleep"))', 'true'],
    ['electron.screen.getPrimaryDisplay().scaleFactor', '1'],
    ['electron.BrowserWindow.fromId(window.id) === window', 'true'],
    ['electron.BrowserWindow.fromWebContents(window.webContents) === window', 'true'],
    ['electron.session.fromPartition("p") === electron.session.fromPartition("p")', 'true'],
    ['window.webContents.session === electron.session.defaultSession', 'true'],
    ['electron.app.setPath("userData", "relative")', 'Path must be absolute'],
    ['electron.app.getPath("invented")', "Failed to get 'invented' path"],
    ['electron.ipcMain.handle("echo", () => 1)', "Attempted to register a second handler for 'echo'"],
  ])('answers %s as Electron does', async (expression, value) => {
    expect(await attempt(expression)).toBe(value);
  });

  it('is harmless to look at', async () => {
    const seen = await launched.app.evaluate(async (electron) => {
      const util = process.getBuiltinModule('node:util');
      const names = Object.keys(electron);
      for (const part of Object.values(electron)) {
        util.inspect(part);
        await Promise.resolve(part);
        JSON.stringify(part);
      }
      return names.length;
    });
    expect(seen).toBeGreaterThan(15);
    expect(inspect(seen)).toBe(String(seen));
  });
});
