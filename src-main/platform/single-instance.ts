import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { makeFolder } from '../files/make-folder.ts';

/**
 * Allows one kiosk for each data folder: Electron keeps its lock and its files beside the databases. A second start
 * only brings the window of the first to the front.
 * @param dataDir null: no valid configuration; Electron's own folder is used
 */
export function takeSingleInstance(dataDir: string | null): boolean {
  if (dataDir !== null) useFolder(path.join(dataDir, 'electron'));
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  return true;
}

/** When the folder cannot be made, the databases fail on it too, and show that on the screen. */
function useFolder(folder: string): void {
  try {
    makeFolder(folder);
    app.setPath('userData', folder);
  } catch {
    app.setPath('userData', app.getPath('temp'));
  }
}
