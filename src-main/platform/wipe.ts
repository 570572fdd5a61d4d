import { clipboard, type BrowserWindow } from 'electron';

/**
 * Removes what a visitor may have left outside the main process: clipboard, all data of the page's session, HTTP and
 * authentication caches. Then reloads the page.
 */
export async function wipeVisitor(window: BrowserWindow): Promise<void> {
  clipboard.clear();
  if (window.isDestroyed()) return;
  const { session } = window.webContents;
  await Promise.all([session.clearStorageData(), session.clearCache(), session.clearAuthCache()]);
  if (window.isDestroyed()) return;
  window.webContents.setZoomFactor(1);
  window.webContents.setAudioMuted(false);
  window.webContents.reload();
}
