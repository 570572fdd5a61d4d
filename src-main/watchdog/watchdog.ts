import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Silence after which a page counts as hung, in milliseconds. */
export const SILENCE = 10 * SECOND;

/** Restarts allowed … */
export const MAX_RESTARTS = 3;

/** … in this span, in milliseconds. */
export const RESTART_WINDOW = 10 * MINUTE;

/** How often the watchdog looks. */
const LOOK_EVERY = SECOND;

/** Parts that {@link Watchdog} stands on. */
export interface WatchdogDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Kills the page's process and loads the page afresh. */
  readonly restart: () => void;
  /** Restarts do not help: show the plain page. */
  readonly giveUp: () => void;
}

/**
 * Kills and reloads a page that has stopped painting. A hang is not a crash: the process lives on, so only
 * the missing heartbeat tells.
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

  /** Starts watching; the page has {@link SILENCE} to paint for the first time. */
  start(): void {
    this.#lastBeat = this.#lastLook = this.#deps.clock.now();
    this.#lookLater();
  }

  /** The page has painted. */
  beat(): void {
    this.#lastBeat = this.#deps.clock.now();
  }

  /** The page's process died by itself: restart at once, within the same allowance. */
  crashed(): void {
    if (!this.#givenUp) this.#restart();
  }

  /** Stops watching. */
  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const now = this.#deps.clock.now();
    // A machine that slept, or a main process that was stopped, is no fault of the page.
    if (now - this.#lastLook > LOOK_EVERY * 3) this.#lastBeat = now;
    this.#lastLook = now;
    if (now - this.#lastBeat >= SILENCE) this.#restart();
    if (!this.#givenUp) this.#lookLater();
  }

  #restart(): void {
    const now = this.#deps.clock.now();
    this.#restarts = this.#restarts.filter((at) => at > now - RESTART_WINDOW);
    this.#lastBeat = now;
    if (this.#restarts.length >= MAX_RESTARTS) {
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
