import { clipboard, type BrowserWindow } from 'electron';

/**
 * Takes away what a visitor may have left outside the main process: clipboard, everything the page's session
 * stores, HTTP and authentication caches, and the page itself, which starts afresh.
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
