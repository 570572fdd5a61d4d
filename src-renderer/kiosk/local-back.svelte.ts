import { createContext } from 'svelte';
import type { Shown } from './kiosk.svelte.ts';

/** The way back. Inside a screen with several parts, these come before the journey's own "back". */
export class LocalBack {
  /** Ways back, the innermost last: a part may have inner parts. Not reactive: the clean-up of an effect reads states as they were before. */
  readonly #offered: (() => void)[] = [];
  /** How many buttons on the screen are the way back. */
  #buttons = 0;
  #step = $state.raw<(() => void) | null>(null);
  #isOnScreen = $state.raw(false);

  /** Goes one part back; null on the first part. */
  get step(): (() => void) | null {
    return this.#step;
  }

  /** True when a button of the screen is the way back: the toolbar then offers none. */
  get isOnScreen(): boolean {
    return this.#isOnScreen;
  }

  /** Goes one part back, or one step of the journey. */
  go(kiosk: Shown): void {
    if (this.step !== null) this.step();
    else void kiosk.act({ type: 'back' });
  }

  /**
   * Tells that a button of the screen is the way back, until the calling effect ends.
   * @returns the effect's clean-up
   */
  takeOver(): () => void {
    this.#count(1);
    return () => this.#count(-1);
  }

  /**
   * Offers a way back until the calling effect ends.
   * @returns the effect's clean-up
   */
  offer(step: (() => void) | null): () => void {
    if (step === null) return () => undefined;
    this.#offered.push(step);
    this.#step = step;
    return () => {
      const at = this.#offered.lastIndexOf(step);
      if (at >= 0) this.#offered.splice(at, 1);
      this.#step = this.#offered.at(-1) ?? null;
    };
  }

  #count(by: 1 | -1): void {
    this.#buttons += by;
    this.#isOnScreen = this.#buttons > 0;
  }
}

/** The page's {@link LocalBack}, for screens with several parts and for the toolbar; `App.svelte` sets it once. */
export const [useLocalBack, provideLocalBack] = createContext<LocalBack>();
