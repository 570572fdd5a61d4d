/** Longest press in milliseconds, and longest way of a finger in pixels, that press a button. */
const PRESS = { within: 3000, distance: 40 };

/** Keys that listen to the touch itself are left alone. */
const BUTTON = 'button:not([data-skbtn])';

type Touch = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'clientX' | 'clientY' | 'timeStamp' | 'target'>;

/**
 * Presses a button when the finger that touched it is lifted. A browser by itself makes no click of a finger while a sleeve
 * or another finger rests on the glass.
 */
export class TouchPress {
  /** Fingers on the glass, by their pointers. */
  readonly #down = new Map<number, { readonly button: Element; readonly from: Touch }>();
  /** The pointers that have pressed: the browser's own click of such a one is its second. */
  readonly #pressed = new Set<number>();

  /** Records a touch. @returns whether a button was touched: the browser needs to do nothing with it */
  down(touch: Touch): boolean {
    const button = touch.target instanceof Element ? touch.target.closest(BUTTON) : null;
    if (touch.pointerType !== 'touch' || button === null) return false;
    const { pointerId, pointerType, clientX, clientY, timeStamp, target } = touch;
    this.#down.set(pointerId, {
      button,
      from: { pointerId, pointerType, clientX, clientY, timeStamp, target },
    });
    return true;
  }

  /** Presses the button that this finger touched, unless it slid away, or lay there. */
  up({ pointerId, clientX, clientY, timeStamp }: Touch): void {
    const touched = this.#down.get(pointerId);
    this.#down.delete(pointerId);
    if (touched?.button.isConnected !== true) return;
    const { button, from } = touched;
    if (timeStamp - from.timeStamp > PRESS.within) return;
    if (Math.hypot(clientX - from.clientX, clientY - from.clientY) > PRESS.distance) return;
    this.#pressed.add(pointerId);
    const place = { clientX, clientY, pointerId, pointerType: 'touch', detail: 1 };
    button.dispatchEvent(new PointerEvent('click', { ...place, bubbles: true, cancelable: true }));
  }

  /** The browser scrolls, or lost the finger: it presses nothing. */
  cancel({ pointerId }: Touch): void {
    this.#down.delete(pointerId);
  }

  /** Whether a click is the browser's own of a finger that has pressed already. */
  isSecond({ isTrusted, pointerId }: Pick<PointerEvent, 'isTrusted' | 'pointerId'>): boolean {
    return isTrusted && this.#pressed.delete(pointerId);
  }
}
