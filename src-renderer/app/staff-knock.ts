import type { StaffGesture } from '../../src-shared/journey/staff-gesture.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Side of the corner, in parts of the shorter side of the screen. */
const CORNER = 0.09;

/** Longest touch that is a tap, in milliseconds, and how far its finger may slide, in pixels. */
const TAP = { longest: 500, slide: 24 } as const;

interface Touch {
  readonly pointerId: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly timeStamp: number;
}

/** What {@link StaffKnock} needs. */
interface KnockDeps {
  /** The gesture; null: staff mode cannot be opened now. */
  readonly gesture: () => StaffGesture | null;
  /** Size of the page in pixels. */
  readonly size: () => { readonly width: number; readonly height: number };
  readonly open: () => void;
}

/**
 * Notices the gesture of staff: short taps in a corner, or as many presses of a key. Whoever rests a sleeve or a hand on the
 * screen makes long touches, slides, or touches with several points: each begins the count anew.
 */
export class StaffKnock {
  readonly #deps: KnockDeps;
  /** When the present series began, and how many taps it has. */
  #series: { readonly by: 'tap' | 'key'; readonly begun: number; readonly count: number } | null = null;
  #down: Touch | null = null;
  /** Pointers that touch the screen now. */
  readonly #pointers = new Set<number>();

  constructor(deps: KnockDeps) {
    this.#deps = deps;
  }

  /** Whether a point lies in the corner of the gesture. */
  isInCorner({ clientX, clientY }: Pick<Touch, 'clientX' | 'clientY'>): boolean {
    const gesture = this.#deps.gesture();
    if (gesture === null) return false;
    const { width, height } = this.#deps.size();
    const side = Math.min(width, height) * CORNER;
    const fromEdge = gesture.corner === 'top-left' ? clientX : width - clientX;
    return fromEdge <= side && clientY <= side;
  }

  /** A pointer touches the screen. */
  down(touch: Touch): void {
    this.#pointers.add(touch.pointerId);
    if (this.#pointers.size > 1 || !this.isInCorner(touch)) this.#series = null;
    this.#down = this.#pointers.size === 1 && this.isInCorner(touch) ? touch : null;
  }

  /** A pointer leaves the screen. */
  up(touch: Touch): void {
    this.#pointers.delete(touch.pointerId);
    const down = this.#down;
    this.#down = null;
    if (down === null) return;
    const slid = Math.hypot(touch.clientX - down.clientX, touch.clientY - down.clientY);
    const isTap =
      touch.pointerId === down.pointerId &&
      touch.timeStamp - down.timeStamp <= TAP.longest &&
      slid <= TAP.slide;
    if (isTap) this.#count('tap', touch.timeStamp);
    else this.#series = null;
  }

  /** A touch was taken away by the system. */
  reset(): void {
    this.#pointers.clear();
    this.#down = null;
    this.#series = null;
  }

  /** A key was pressed; one that is held down counts once. */
  keydown({
    key,
    repeat,
    timeStamp,
  }: {
    readonly key: string;
    readonly repeat: boolean;
    readonly timeStamp: number;
  }): void {
    const gesture = this.#deps.gesture();
    if (gesture === null || repeat) return;
    if (key === gesture.key) this.#count('key', timeStamp);
    else this.#series = null;
  }

  #count(by: 'tap' | 'key', at: number): void {
    const gesture = this.#deps.gesture();
    if (gesture === null) return;
    const before = this.#series;
    const isGoingOn = before?.by === by && at - before.begun <= gesture.withinSeconds * SECOND;
    const series = isGoingOn ? { ...before, count: before.count + 1 } : { by, begun: at, count: 1 };
    this.#series = series.count < gesture.times ? series : null;
    if (this.#series === null) this.#deps.open();
  }
}
