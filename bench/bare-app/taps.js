/** Floor of a tap: a bare page in the same runtime, whose button asks main and shows what it answers. */
import path from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>bare</title><main data-screen="bare"><button data-action="tap" style="padding:3em">Touchez</button><p>0</p></main><script src="page.js"></script>';
const SCRIPT =
  "const p = document.querySelector('p'); document.querySelector('button').addEventListener('click', async () => { p.textContent = await window.bare.tap(); });";

protocol.registerSchemesAsPrivileged([{ scheme: 'kiosk', privileges: { standard: true, secure: true } }]);
await app.whenReady();
const bare = session.fromPartition('bare');
bare.protocol.handle('kiosk', ({ url }) =>
  url.endsWith('.js')
    ? new Response(SCRIPT, { headers: { 'content-type': 'text/javascript' } })
    : new Response(PAGE, { headers: { 'content-type': 'text/html' } }),
);
let taps = 0;
ipcMain.handle('tap', () => String((taps += 1)));
const window = new BrowserWindow({
  width: 1280,
  height: 800,
  webPreferences: {
    session: bare,
    preload: path.join(import.meta.dirname, 'taps-preload.cjs'),
    contextIsolation: true,
    sandbox: true,
  },
});
app.on('window-all-closed', () => app.quit());
await window.loadURL('kiosk://app/index.html');
