import { APP_VERSION } from '../../src-shared/app-version.ts';
import type { KioskHealth } from '../../src-shared/release/handover.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import { folderSource } from './folder-source.ts';
import { hubSource, type ReleaseCalls } from './hub-source.ts';
import { ReleaseFolders } from './release-folders.ts';
import type { ReleaseSource } from './release-source.ts';
import { SelfTest, type SelfTestSteps } from './self-test.ts';
import { StateWriter } from './state-writer.ts';
import { UpdateCheck } from './update-check.ts';
import { UpdateMemory } from './update-memory.ts';
import type { UpdatePlace } from './update-place.ts';
import { readUpdateKeys, type UpdateSettings } from './update-settings.ts';
import { webSource } from './web-source.ts';

/** What {@link joinUpdates} needs. */
export interface JoinUpdatesDeps {
  readonly settings: UpdateSettings;
  readonly place: UpdatePlace;
  readonly dataDir: string;
  /** Head office, and the PEM text of its private authority (null: none); null: there is none. */
  readonly hub: { readonly calls: ReleaseCalls; readonly ca: string | null } | null;
  readonly clock: Clock;
  /** Milliseconds since the machine started. */
  readonly elapsed: () => number;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Whether somebody stands at the kiosk. */
  readonly isVisited: () => boolean;
  /** Messages and decisions that are still to leave. */
  readonly waiting: () => number;
  /** See `KioskHealth`. */
  readonly health: () => Omit<KioskHealth, 'selfTest'>;
  readonly selfTest: SelfTestSteps;
  /** See {@link UpdateCheck}. */
  readonly overdue: (fault: string | null) => void;
}

/** Updates of a running kiosk. */
export interface JoinedUpdates {
  start(): void;
  /** A visit may have begun or ended, or something else that the update service is told may have changed. */
  changed(): void;
  /** Ends a running download, which goes on at the next start. */
  stop(): Promise<void>;
}

/** Puts together what fetches releases, and what tells the update service how this kiosk is. */
export function joinUpdates(deps: JoinUpdatesDeps): JoinedUpdates {
  const { settings, place, dataDir, clock, timers, random, log, isVisited } = deps;
  const keys = readUpdateKeys(settings, place.keys);
  if (!keys.ok) throw new Error(`${keys.key}: expected ${keys.expected}`);
  if (keys.verify === null) log.warn({ key: 'updates.keys' }, 'update-keys-missing');
  const folders = new ReleaseFolders(dataDir);
  folders.make();
  const machine = {
    running: APP_VERSION,
    system: place.system,
    architecture: place.architecture,
    package: settings.package ?? (place.system === 'windows' ? ('nsis' as const) : ('deb' as const)),
  };
  const wall = (): number => clock.toWall(clock.now());
  const quiet = quietTimes(isVisited);
  const { hub } = deps;
  const selfTest = new SelfTest(deps.selfTest, log);
  const writer = new StateWriter({
    ...{ folder: folders.folder, version: APP_VERSION, boot: place.boot, timers, log, wall },
    hours: settings.openingHours ?? null,
    elapsed: deps.elapsed,
    look: () => ({
      visit: isVisited(),
      waiting: deps.waiting(),
      health: { ...deps.health(), selfTest: selfTest.result },
    }),
  });
  const check = new UpdateCheck({
    sources: sourcesOf(deps, machine, wall),
    memory: new UpdateMemory(folders.folder, clock.now()),
    ...{ folders, machine, verify: keys.verify, clock, timers, random, log },
    service: settings.service ?? place.service,
    quiet: quiet.wait,
    tell: hub && ((news) => hub.calls.release('release-news', news)),
    overdue: deps.overdue,
  });
  const stop = new AbortController();
  let cancelTest: () => void = () => undefined;
  return {
    start: () => {
      writer.start();
      check.start();
      cancelTest = selfTest.start(
        timers,
        () => quiet.wait(stop.signal),
        () => {
          if (!stop.signal.aborted) writer.changed();
        },
      );
    },
    changed: () => {
      quiet.changed();
      writer.changed();
    },
    stop: async () => {
      stop.abort();
      cancelTest();
      writer.stop();
      await check.stop();
    },
  };
}

/** The web folder in place of head office, and the folder besides. */
function sourcesOf(
  { settings, hub, random }: JoinUpdatesDeps,
  machine: Parameters<typeof hubSource>[0]['machine'],
  wall: () => number,
): ReleaseSource[] {
  const sources: ReleaseSource[] = [];
  if (settings.web !== undefined) sources.push(webSource(settings.web));
  else if (hub !== null) sources.push(hubSource({ ...hub, machine, wall, random }));
  if (settings.folder !== undefined) sources.push(folderSource(settings.folder));
  return sources;
}

/** Waits until nobody stands at the kiosk. */
function quietTimes(isVisited: () => boolean): {
  wait: (signal: AbortSignal) => Promise<void>;
  changed: () => void;
} {
  let waiting: (() => void)[] = [];
  return {
    wait: (signal) => {
      if (signal.aborted || !isVisited()) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
    changed: () => {
      if (isVisited()) return;
      const ended = waiting;
      waiting = [];
      for (const resolve of ended) resolve();
    },
  };
}
