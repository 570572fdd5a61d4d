/** Longest time in milliseconds, and largest distance in pixels, between the two taps of a double tap. */
const TOGETHER = { within: 500, distance: 48 };

/** A touch, or a click of a mouse. */
type Tap = Pick<PointerEvent, 'clientX' | 'clientY' | 'timeStamp'>;

/**
 * Finds the second tap of a double tap when the first has led on already. It was meant for what is gone, and would press whatever stands
 * there now: a key of the next field, or the next screen's primary action.
 */
export class StrayTap {
  readonly #place: () => string;
  #last: (Tap & { readonly place: string }) | null = null;

  /** @param place names what is shown: another text, another place */
  constructor(place: () => string) {
    this.#place = place;
  }

  /** Records a tap. @returns true when nothing may come of it */
  isStray({ clientX, clientY, timeStamp }: Tap): boolean {
    const before = this.#last;
    const place = this.#place();
    const isSecond =
      before !== null &&
      timeStamp - before.timeStamp <= TOGETHER.within &&
      Math.hypot(clientX - before.clientX, clientY - before.clientY) <= TOGETHER.distance;
    const isStray = isSecond && before.place !== place;
    // A third tap is as stray as the second.
    this.#last = { clientX, clientY, timeStamp, place: isStray ? before.place : place };
    return isStray;
  }
}
