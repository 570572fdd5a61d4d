import type { BrowserWindow } from 'electron';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Log } from '../log/log.ts';
import { Watchdog } from '../watchdog/watchdog.ts';

/** What {@link watchPage} needs. */
export interface WatchPageDeps {
  readonly window: BrowserWindow;
  /** Loads the page, or the plain page that works without scripts. */
  readonly load: (page: 'index.html' | 'page-given-up.html') => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly log: Log;
  /** Called when restarts no longer help. */
  readonly onGivenUp: () => void;
}

/**
 * Loads the page and watches its heartbeat and process; restarts it within the watchdog's limits. A failed load leads
 * to a missing heartbeat, so it is tried again.
 */
export function watchPage({ window, load, clock, timers, log, onGivenUp }: WatchPageDeps): Watchdog {
  let restarting = false;
  const loadLater = (page: 'index.html' | 'page-given-up.html'): void => {
    load(page).catch((error: unknown) => {
      log.error({ page, name: error instanceof Error ? error.name : typeof error }, 'page-load-failed');
    });
  };
  const kill = (): void => {
    restarting = true;
    window.webContents.forcefullyCrashRenderer();
  };
  const watchdog = new Watchdog({
    clock,
    timers,
    restart: () => {
      log.error({}, 'page-restarted');
      if (!window.webContents.isCrashed()) kill();
      loadLater('index.html');
    },
    giveUp: () => {
      log.error({}, 'page-given-up');
      if (!window.webContents.isCrashed()) kill();
      onGivenUp();
      loadLater('page-given-up.html');
    },
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (restarting) restarting = false;
    else if (reason !== 'clean-exit') watchdog.recordCrash();
  });
  watchdog.start();
  loadLater('index.html');
  return watchdog;
}
