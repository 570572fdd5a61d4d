/** Base of comparison for the launch: a window with one heading, in the same runtime. */
import { app, BrowserWindow, protocol, session } from 'electron';

protocol.registerSchemesAsPrivileged([{ scheme: 'kiosk', privileges: { standard: true, secure: true } }]);
await app.whenReady();
const bare = session.fromPartition('bare');
bare.protocol.handle(
  'kiosk',
  () =>
    new Response('<!doctype html><title>bare</title><h1>Bienvenue</h1>', {
      headers: { 'content-type': 'text/html' },
    }),
);
const window = new BrowserWindow({ width: 1080, height: 1920, webPreferences: { session: bare } });
app.on('window-all-closed', () => app.quit());
await window.loadURL('kiosk://app/index.html');
