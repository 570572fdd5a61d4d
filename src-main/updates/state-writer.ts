import path from 'node:path';
import { STATE_FILE, type KioskHealth, type KioskState } from '../../src-shared/release/handover.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import type { Timers } from '../clock/timers.ts';
import { diskFault } from '../hub-client/hub-faults.ts';
import { writeDurably } from '../files/durable-file.ts';
import type { Log } from '../log/log.ts';
import { opensIn, type OpeningHours } from './opening-hours.ts';

/** Milliseconds between two looks at what nobody tells of, such as whether head office answers. */
const LOOK_EVERY = 5 * SECOND;

/** What the update service has to know of a kiosk. */
export interface KioskLook {
  readonly visit: boolean;
  /** Messages and decisions that are still to leave. */
  readonly waiting: number;
  readonly health: KioskHealth;
}

/** What a {@link StateWriter} needs. */
export interface StateWriterDeps {
  /** Folder of updates. */
  readonly folder: string;
  readonly version: string;
  /** See `KioskState`. */
  readonly boot: string | null;
  readonly hours: OpeningHours | null;
  readonly look: () => KioskLook;
  readonly timers: Timers;
  /** Milliseconds since the machine started. */
  readonly elapsed: () => number;
  /** This machine's clock, in milliseconds since 1970 UTC. */
  readonly wall: () => number;
  readonly log: Log;
}

/** Tells the update service how this kiosk is: every minute, and at once when something changes. */
export class StateWriter {
  readonly #deps: StateWriterDeps;
  readonly #started: number;
  #since: number;
  #health = '';
  #written = '';
  #writtenAt = -Infinity;
  #failed = false;
  #cancel: () => void = () => undefined;

  constructor(deps: StateWriterDeps) {
    this.#deps = deps;
    this.#started = this.#uptime();
    this.#since = this.#started;
  }

  /** Writes now, and then every minute. */
  start(): void {
    this.#write(this.#deps.look());
    this.#lookLater();
  }

  /** Something may have changed. */
  changed(): void {
    const look = this.#deps.look();
    if (JSON.stringify(look) !== this.#written) this.#write(look);
  }

  /** Stops. The file stays, and soon says nothing any more, since it is old. */
  stop(): void {
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel = this.#deps.timers.after(LOOK_EVERY, () => {
      if (this.#uptime() - this.#writtenAt >= MINUTE / SECOND) this.#write(this.#deps.look());
      else this.changed();
      this.#lookLater();
    });
  }

  #write(look: KioskLook): void {
    const { folder, version, boot, hours, wall, log } = this.#deps;
    const now = this.#uptime();
    const health = JSON.stringify(look.health);
    if (health !== this.#health) this.#since = now;
    this.#health = health;
    this.#written = JSON.stringify(look);
    this.#writtenAt = now;
    const state: KioskState = {
      format: 1,
      version,
      boot,
      started: this.#started,
      written: now,
      writtenAt: wall(),
      ...look,
      opensIn: hours && opensIn(hours, wall()),
      since: this.#since,
    };
    try {
      writeDurably(path.join(folder, STATE_FILE), `${JSON.stringify(state)}\n`);
      this.#failed = false;
    } catch (error) {
      const fault = diskFault(error);
      if (fault === null) throw error;
      // Without a state nothing is installed; the disk has a notice of its own.
      if (!this.#failed) log.warn({ fault }, 'update-state-not-written');
      this.#failed = true;
    }
  }

  #uptime(): number {
    return this.#deps.elapsed() / SECOND;
  }
}
