import type { Log } from '../../../src-main/log/log.ts';
import type { KioskEdges } from '../../../src-main/kiosk.ts';
import type { SecretStore } from '../../../src-main/database/secret-store.ts';
import type { Printer } from '../../../src-main/printing/printer.ts';
import { systemRandom, type Random } from '../../../src-main/random/random.ts';
import type { ManualTime } from '../manual-time.ts';
import { bundleOf } from '../bundles/bundles.ts';

const PLAIN: SecretStore = {
  protection: 'plain',
  wrap: (secret) => Buffer.from(secret),
  unwrap: (wrapped) => Buffer.from(wrapped),
};

/** Effects of a kiosk in tests; the rest is as in the application. */
export interface RigEdges {
  readonly time: ManualTime;
  readonly log: Log;
  readonly wipe: () => void;
  /** Default: does nothing. */
  readonly machine?: (to: 'restart' | 'exit') => void;
  readonly random?: Random;
  readonly secretStore?: SecretStore;
  /** Default: none. */
  readonly printer?: Printer | null;
}

/** Effects of a kiosk without Electron: time is moved by the test, secrets are in plain text. */
export function kioskEdges(edges: RigEdges): KioskEdges {
  const { time, log, wipe, random = systemRandom, secretStore = PLAIN } = edges;
  const { printer = null, machine = () => undefined } = edges;
  return {
    time: { wall: time.wall, monotonic: time.monotonic, elapsed: time.monotonic },
    timers: time,
    random,
    secretStore,
    log,
    display: () => ({ language: 'fr', textSize: 'normal', highContrast: false, sound: true }),
    wipe,
    machine,
    writerThread: bundleOf('writer'),
    syncThread: bundleOf('sync'),
    // The thread runs on the machine's real time.
    syncTimes: { wait: 50, silence: 30_000, pace: 0.005 },
    updates: { system: 'linux', architecture: 'x64', boot: 'boot-1', service: '/nonexistent', keys: null },
    printer,
  };
}
