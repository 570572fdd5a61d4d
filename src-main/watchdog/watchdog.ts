import { MOST_PAGE_RESTARTS, PAGE_RESTART_WINDOW, PAGE_SILENCE } from '../../src-shared/policy/watchdog.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Interval of checks in milliseconds. */
const LOOK_EVERY = SECOND;

/** What {@link Watchdog} needs. */
export interface WatchdogDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Kills the page's process and loads the page again. */
  readonly restart: () => void;
  /** Called when restarts do not help: shows the plain page. */
  readonly giveUp: () => void;
}

/**
 * Kills and reloads a page that no longer paints. A hung page does not crash: only the missing heartbeat shows it.
 */
export class Watchdog {
  readonly #deps: WatchdogDeps;
  #lastBeat: number;
  #lastLook: number;
  #restarts: number[] = [];
  #cancel: () => void = () => undefined;
  #givenUp = false;

  constructor(deps: WatchdogDeps) {
    this.#deps = deps;
    this.#lastBeat = this.#lastLook = deps.clock.now();
  }

  /** Starts watching. The page has {@link PAGE_SILENCE} milliseconds for its first paint. */
  start(): void {
    this.#lastBeat = this.#lastLook = this.#deps.clock.now();
    this.#lookLater();
  }

  /** The page has painted. */
  beat(): void {
    this.#lastBeat = this.#deps.clock.now();
  }

  /** The page's process died: restarts it at once, within the same limits. */
  recordCrash(): void {
    if (!this.#givenUp) this.#restart();
  }

  /** Stops watching. */
  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const now = this.#deps.clock.now();
    // When the machine slept or main was stopped, the page is not hung.
    if (now - this.#lastLook > LOOK_EVERY * 3) this.#lastBeat = now;
    this.#lastLook = now;
    if (now - this.#lastBeat >= PAGE_SILENCE) this.#restart();
    if (!this.#givenUp) this.#lookLater();
  }

  #restart(): void {
    const now = this.#deps.clock.now();
    this.#restarts = this.#restarts.filter((at) => at > now - PAGE_RESTART_WINDOW);
    this.#lastBeat = now;
    if (this.#restarts.length >= MOST_PAGE_RESTARTS) {
      this.#givenUp = true;
      this.#cancel();
      this.#deps.giveUp();
      return;
    }
    this.#restarts.push(now);
    this.#deps.restart();
  }

  #lookLater(): void {
    this.#cancel();
    this.#cancel = this.#deps.timers.after(LOOK_EVERY, () => this.#look());
  }
}
