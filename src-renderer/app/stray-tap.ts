/** Longest time in milliseconds, and largest distance in pixels, between the two taps of a double tap. */
const TOGETHER = { within: 500, distance: 48 };

/** Milliseconds after a change that no touch has made, in which nobody can have seen it and touched what is new. */
const SUDDEN = 500;

/** A touch, or a click of a mouse. */
type Tap = Pick<PointerEvent, 'clientX' | 'clientY' | 'timeStamp'>;

/**
 * Finds taps that were meant for what is gone, and would press whatever stands there now: the second tap of a double tap when the first has
 * led on already, and a tap that meets what has just come by itself, such as the warning that a visit ends.
 */
export class StrayTap {
  readonly #place: () => string;
  readonly #suddenAt: () => number;
  #last: (Tap & { readonly place: string }) | null = null;

  /**
   * @param place names what is shown: another text, another place
   * @param suddenAt when what is shown has changed by itself, by the clock of events
   */
  constructor(place: () => string, suddenAt: () => number) {
    this.#place = place;
    this.#suddenAt = suddenAt;
  }

  /** Records a tap. @returns true when nothing may come of it */
  isStray({ clientX, clientY, timeStamp }: Tap): boolean {
    const before = this.#last;
    const place = this.#place();
    const isSecond =
      before !== null &&
      timeStamp - before.timeStamp <= TOGETHER.within &&
      Math.hypot(clientX - before.clientX, clientY - before.clientY) <= TOGETHER.distance;
    const isSudden = timeStamp - this.#suddenAt() < SUDDEN;
    const isStray = isSudden || (isSecond && before.place !== place);
    // A third tap is as stray as the second.
    this.#last = { clientX, clientY, timeStamp, place: isStray && before !== null ? before.place : place };
    return isStray;
  }
}
