import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import path from 'node:path';
import { app, ipcMain, type BrowserWindow } from 'electron';
import { SteadyClock } from './clock/steady-clock.ts';
import { systemTimers } from './clock/timers.ts';
import { MCRN_NANTES, type Config } from './config/config-schema.ts';
import type { LoadedConfig } from './config/load-config.ts';
import { DataKeyError } from './database/data-key.ts';
import { StorageUnavailable } from './database/storage-fault.ts';
import { NewerDatabaseError } from './database/version-error.ts';
import { causeLines, type Cause } from './head-office/cause-words.ts';
import { connectIpc } from './ipc.ts';
import { startKiosk, type Kiosk } from './kiosk.ts';
import type { Log } from './log/log.ts';
import { openLog, stderrLog } from './log/open-log.ts';
import { outOfServiceKiosk } from './out-of-service-kiosk.ts';
import { DeviceSettings, type WindowSize } from './platform/device-settings.ts';
import { electronSecretStore } from './platform/electron-secret-store.ts';
import { systemPrinter } from './platform/system-printer.ts';
import { watchPage } from './platform/watch-page.ts';
import { wipeVisitor } from './platform/wipe.ts';
import { placeOfProcess } from './updates/update-place.ts';
import { RELEASE_KEYS_FILE } from '../src-shared/release/handover.ts';
import { systemRandom } from './random/random.ts';
import { fittedToDisplay, loadPage, openWindow } from './window.ts';
import { SECOND } from '../src-shared/time/units.ts';

/** Window of a kiosk without a valid configuration. */
const PLAIN_WINDOW: Config['window'] = { kiosk: true, width: 1080, height: 1920 };

const TIME = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  elapsed: () => uptime() * SECOND,
};

/** What must finish before the process exits. */
const beforeExit: Promise<void>[] = [];

/** Opens the window at once, starts the kiosk while the page loads, and connects both. */
export function runApplication(loaded: LoadedConfig): void {
  const log = loaded.ok ? logIn(loaded.config.dataDir) : stderrLog();
  const window = openWindow(loaded.ok ? loaded.config.window : PLAIN_WINDOW);
  const kiosk = Promise.withResolvers<Kiosk>();
  const watchdog = watchPage({
    window,
    load: (page) => loadPage(window, page),
    clock: new SteadyClock({ ...TIME, lastSeen: 0 }),
    timers: systemTimers,
    log,
    onGivenUp: () => void kiosk.promise.then((started) => started.displayFailed()),
  });
  connectIpc({ ipcMain, window, kiosk: kiosk.promise, log, onBeat: () => watchdog.beat() });
  closeInOrder(kiosk.promise, () => watchdog.stop());
  kiosk.resolve(loaded.ok ? startOrExplain(loaded.config, window, log) : explainConfig(loaded, log));
}

function startOrExplain(config: Config, window: BrowserWindow, log: Log): Kiosk {
  try {
    const settings = new DeviceSettings(path.join(config.dataDir, 'electron'));
    if (!config.window.kiosk) rememberSize(window, settings, config.window);
    return startKiosk(config, {
      time: TIME,
      timers: systemTimers,
      random: systemRandom,
      secretStore: electronSecretStore(),
      log,
      display: () => settings.display(),
      wipe: () => void wipeVisitor(window),
      writerThread: new URL('./members-writer.js', import.meta.url),
      syncThread: new URL('./member-sync.js', import.meta.url),
      updates: placeOfProcess(packagedKeys()),
      machine: (to) => {
        if (to === 'restart') app.relaunch();
        app.quit();
      },
      printer: config.printer ? systemPrinter(config.printer, systemTimers) : null,
    });
  } catch (error) {
    const reference = newReference();
    const message = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown fault';
    log.error({ reference, message }, 'kiosk-start-failed');
    console.error(message);
    const cause = causeOf(error, config.dataDir);
    const details = cause === null ? [message] : causeLines(cause);
    const reason = cause?.of === 'key' ? 'key' : 'storage';
    return outOfServiceKiosk({ id: 'out-of-service', reason, reference, details }, config.agency);
  }
}

/** @returns null for what is no fault of this machine */
function causeOf(error: unknown, folder: string): Cause | null {
  if (error instanceof DataKeyError) return { of: 'key', problem: error.problem };
  if (error instanceof StorageUnavailable) return { of: 'storage', kind: error.kind, folder };
  return error instanceof NewerDatabaseError ? { of: 'newer-database' } : null;
}

/** Restores the last size of a window on a desk. */
function rememberSize(window: BrowserWindow, settings: DeviceSettings, { width, height }: WindowSize): void {
  const configured = { width, height };
  const kept = settings.windowSize(configured);
  if (kept) window.setBounds(fittedToDisplay(kept));
  window.on('close', () => {
    const bounds = window.getBounds();
    const kept = settings.keepWindowSize({ width: bounds.width, height: bounds.height }, configured);
    beforeExit.push(kept.catch(() => undefined));
  });
}

function explainConfig(loaded: Extract<LoadedConfig, { ok: false }>, log: Log): Kiosk {
  const reference = newReference();
  log.error({ reference, file: loaded.file, problems: loaded.problems }, 'configuration-refused');
  const details = [loaded.file, ...loaded.problems];
  return outOfServiceKiosk(
    { id: 'out-of-service', reason: 'configuration', reference, details },
    MCRN_NANTES,
  );
}

/** Public keys of releases among the resources of the application; null: not packaged. */
function packagedKeys(): string | null {
  return app.isPackaged ? path.join(process.resourcesPath, RELEASE_KEYS_FILE) : null;
}

/** A log that cannot be written must not stop the service. */
function logIn(dataDir: string): Log {
  try {
    return openLog(path.join(dataDir, 'logs'), TIME.wall);
  } catch {
    return stderrLog();
  }
}

function closeInOrder(kiosk: Promise<Kiosk>, stopWatching: () => void): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    stopWatching();
    void kiosk
      .then((started) => started.close())
      .then(() => Promise.all(beforeExit))
      .finally(() => {
        closed = true;
        app.exit(Number(process.exitCode ?? 0));
      });
  });
}

function newReference(): string {
  return randomBytes(3).toString('hex').toUpperCase();
}
