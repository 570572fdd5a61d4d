import type { Action } from '../../src-shared/journey/action.ts';
import type { View } from '../../src-shared/journey/view.ts';
import type { Language } from '../../src-shared/language.ts';
import type { Bridge } from './bridge.ts';
import { setAgencyZone } from '../../src-shared/time/zone.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds before the view is asked for again after a failure of main. */
const RETRY_AFTER = SECOND;

/** The view on screen, and the way to send actions. One per page. */
export class Kiosk {
  /** The view to show; null until main's first answer. */
  view = $state.raw<View | null>(null);
  /** When the view came, by `performance.now()`: the spans of the view start then. */
  receivedAt = $state(0);
  /** The action in progress; buttons are inert meanwhile. Null: none. */
  pending = $state<Action['type'] | null>(null);

  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Language of the screen; French until main's first answer. */
  get language(): Language {
    return this.view?.language ?? 'fr';
  }

  /** True while an action waits for its answer. */
  get busy(): boolean {
    return this.pending !== null;
  }

  /** Listens to main, and asks for the first view. */
  async start(): Promise<void> {
    this.#bridge.onView((view) => this.#receive(view));
    await this.#refresh();
  }

  /**
   * Sends an action, unless another one is in progress.
   * @returns the view that answered; null when nothing was done
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
      // Main pushed a view while the action was on its way, and therefore ignored the action: sends it again for that
      // view.
      const overtaken = sent !== null && this.view !== sent && this.view?.screen.id === sent.screen.id;
      if (overtaken && this.view !== null && answer.serial === this.view.serial) {
        return this.#receive(await this.#bridge.act({ serial: this.view.serial, action }));
      }
      return this.#receive(answer);
    } catch {
      // A bug in main: the screen stays, and main is asked for the present view.
      setTimeout(() => void this.#refresh(), RETRY_AFTER);
      return null;
    }
  }

  async #refresh(): Promise<void> {
    await this.#send({ type: 'show' });
  }

  #receive(view: View): View {
    // Answers and pushed views may overtake each other: the newer one counts.
    if (this.view === null || view.serial >= this.view.serial) {
      setAgencyZone(view.timeZone);
      this.view = view;
      this.receivedAt = performance.now();
    }
    return view;
  }
}
