import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

/**
 * Lets one kiosk run for each data folder: Electron keeps its lock and its own files beside the databases.
 * A second start only brings the first one's window to the front.
 * @param dataDir null when there is no configuration: Electron's own folder is used then
 */
export function takeSingleInstance(dataDir: string | null): boolean {
  if (dataDir !== null) useFolder(path.join(dataDir, 'electron'));
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  return true;
}

/** A folder that cannot be made is told later by the databases, which need it too, on the screen. */
function useFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch {
    app.setPath('userData', app.getPath('temp'));
  }
}
