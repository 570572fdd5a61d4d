import type { Action } from '../../src-shared/journey/action.ts';
import type { View } from '../../src-shared/journey/view.ts';
import type { Language } from '../../src-shared/language.ts';
import type { Bridge } from './bridge.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Wait before the view is asked for again after a failure of main, in milliseconds. */
const RETRY_AFTER = SECOND;

/** The view on screen and the way to act on it. One per page. */
export class Kiosk {
  /** The view to show; null until main has answered for the first time. */
  view = $state.raw<View | null>(null);
  /** When the view came, on `performance.now()`: its spans count from here. */
  receivedAt = $state(0);
  /** What is being done now; buttons are inert meanwhile. */
  pending = $state<Action['type'] | null>(null);

  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Language on screen; French until main has answered. */
  get language(): Language {
    return this.view?.language ?? 'fr';
  }

  /** True while an act waits for its answer. */
  get busy(): boolean {
    return this.pending !== null;
  }

  /** Listens to main and asks for the first view. */
  async start(): Promise<void> {
    this.#bridge.onView((view) => this.#receive(view));
    await this.#refresh();
  }

  /**
   * Does what the visitor touched. A second touch while the first is under way does nothing.
   * @returns the view that answered, or null when nothing was done
   */
  async act(action: Action): Promise<View | null> {
    return this.busy ? null : this.#send(action);
  }

  async #send(action: Action): Promise<View | null> {
    this.pending = action.type;
    try {
      return await this.#exchange(action);
    } finally {
      this.pending = null;
    }
  }

  async #exchange(action: Action): Promise<View | null> {
    try {
      const sent = this.view;
      const answer = await this.#bridge.act({ serial: sent?.serial ?? 0, action });
      // Main pushed a view while the act was on its way, and so ignored the act: do it on that view.
      const overtaken = sent !== null && this.view !== sent && this.view?.screen.id === sent.screen.id;
      if (overtaken && this.view !== null && answer.serial === this.view.serial) {
        return this.#receive(await this.#bridge.act({ serial: this.view.serial, action }));
      }
      return this.#receive(answer);
    } catch {
      // A bug in main: what is on screen stays, and main is asked where we stand.
      setTimeout(() => void this.#refresh(), RETRY_AFTER);
      return null;
    }
  }

  async #refresh(): Promise<void> {
    await this.#send({ type: 'show' });
  }

  #receive(view: View): View {
    // Answers and pushed views travel apart: the newer one wins.
    if (this.view === null || view.serial >= this.view.serial) {
      this.view = view;
      this.receivedAt = performance.now();
    }
    return view;
  }
}
