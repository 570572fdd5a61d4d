import type { Log } from '../../src-main/log/log.ts';
import type { KioskEdges } from '../../src-main/kiosk.ts';
import { systemRandom, type Random } from '../../src-main/random/random.ts';
import type { ManualTime } from './manual-time.ts';

/** What a kiosk of the tests is surrounded by; all else is as in the application. */
export interface RigEdges {
  readonly time: ManualTime;
  readonly log: Log;
  readonly wipe: () => void;
  readonly random?: Random;
}

/** The outside world of a kiosk below Electron: time moved by hand, secrets in plain text. */
export function kioskEdges({ time, log, wipe, random = systemRandom }: RigEdges): KioskEdges {
  return {
    time: { wall: time.wall, monotonic: time.monotonic },
    timers: time,
    random,
    secretStore: {
      protection: 'plain',
      wrap: (secret) => Buffer.from(secret),
      unwrap: (wrapped) => Buffer.from(wrapped),
    },
    log,
    display: () => ({ language: 'fr', textSize: 'normal', highContrast: false, sound: true }),
    wipe,
    writerThread: new URL('../../src-main/members/writer-thread.ts', import.meta.url),
  };
}
