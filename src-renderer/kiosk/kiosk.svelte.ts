import type { Action } from '../../src-shared/journey/action.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { isStaffScreen } from '../../src-shared/journey/staff-screen-ids.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import type { Bridge } from './bridge.ts';
import { setAgencyZone } from '../../src-shared/time/zone.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds before the view is asked for again after a failure of main. */
const RETRY_AFTER = SECOND;

/** Actions that the last digit of a code sends. */
const SENDS_CODE: readonly Action['type'][] = ['enter-code', 'enter-fresh-code', 'confirm-account'];

/** What a touch meets: the screen, and what lies over it. */
function placeOf({ screen, idle, call }: View): string {
  return [screen.id, idle?.cause, call?.state === 'unanswered'].join();
}

/** What the screens of a person see of the kiosk. */
export interface Shown {
  /** The view to show; null until main's first answer. */
  readonly view: View | null;
  /** When the view came, by `performance.now()`: the spans of the view start then. */
  readonly receivedAt: number;
  /** The action in progress; buttons are inert meanwhile. Null: none. */
  readonly pending: Action['type'] | null;
  /** True while an action waits for its answer. */
  readonly busy: boolean;
  readonly language: Language;
  /** True while these screens are kept below those of staff: no key is for them. */
  readonly isAside: boolean;
  /**
   * Sends an action, unless another one is in progress.
   * @returns the view that answered; null when nothing was done
   */
  act(action: Action): Promise<View | null>;
}

/** The kiosk as the screens of staff mode see it. */
class StaffSide implements Shown {
  view = $state.raw<View | null>(null);
  receivedAt = $state(0);
  readonly isAside = false;
  readonly #page: Kiosk;

  constructor(page: Kiosk) {
    this.#page = page;
  }

  get pending(): Action['type'] | null {
    return this.#page.pending;
  }

  get busy(): boolean {
    return this.#page.busy;
  }

  get language(): Language {
    return this.view?.language ?? 'fr';
  }

  act(action: Action): Promise<View | null> {
    return this.#page.send(action);
  }
}

/**
 * The view on screen, and the way to send actions. One per page. In staff mode, the member's view stays as it was, so that
 * the page keeps the member's screen, with all that was typed, below that of staff.
 */
export class Kiosk implements Shown {
  /** The member's view; null until main's first answer, and in staff mode when no visit waits. */
  view = $state.raw<View | null>(null);
  /** When the view came, by `performance.now()`: the spans of the view start then. */
  receivedAt = $state(0);
  /** The action in progress; buttons are inert meanwhile. Null: none. */
  pending = $state<Action['type'] | null>(null);

  /** The staff's side; its view is null outside staff mode. */
  readonly staff: StaffSide = new StaffSide(this);
  /** Number of codes that were sent: the last digit of one sends it, without another screen. */
  codesSent = 0;

  /** When main last changed by itself what a touch meets, by `performance.now()`. */
  suddenAt = Number.NEGATIVE_INFINITY;

  readonly #bridge: Bridge;
  /** The latest view, of either side. */
  #latest: View | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Language of the member's screen; French until main's first answer. */
  get language(): Language {
    return this.view?.language ?? 'fr';
  }

  /** Language of what is shown. */
  get shownLanguage(): Language {
    return (this.staff.view ?? this.view)?.language ?? 'fr';
  }

  /** True while an action waits for its answer. */
  get busy(): boolean {
    return this.pending !== null;
  }

  get isAside(): boolean {
    return this.staff.view !== null;
  }

  /** Listens to main, and asks for the first view. */
  async start(): Promise<void> {
    this.#bridge.onView((view) => {
      if (this.#latest !== null && placeOf(view) !== placeOf(this.#latest)) this.suddenAt = performance.now();
      this.#receive(view);
    });
    await this.#refresh();
  }

  /**
   * Sends an action, unless another one is in progress.
   * @returns the view that answered; null when nothing was done
   */
  async act(action: Action): Promise<View | null> {
    return this.isAside ? null : this.send(action);
  }

  /** Sends an action for the screen that is shown, unless another one is in progress. */
  async send(action: Action): Promise<View | null> {
    return this.busy ? null : this.#send(action);
  }

  async #send(action: Action): Promise<View | null> {
    this.pending = action.type;
    if (SENDS_CODE.includes(action.type)) this.codesSent += 1;
    try {
      return await this.#exchange(action);
    } finally {
      this.pending = null;
    }
  }

  async #exchange(action: Action): Promise<View | null> {
    try {
      const sent = this.#latest;
      const answer = await this.#bridge.act({ serial: sent?.serial ?? 0, action });
      // Main pushed a view while the action was on its way, and therefore ignored the action: sends it again for that
      // view.
      const latest = this.#latest;
      const overtaken = sent !== null && latest !== sent && latest?.screen.id === sent.screen.id;
      if (overtaken && answer.serial === latest.serial) {
        return this.#receive(await this.#bridge.act({ serial: latest.serial, action }));
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
    if (this.#latest === null || view.serial >= this.#latest.serial) {
      this.#latest = view;
      setAgencyZone(view.timeZone);
      this.#show(view);
    }
    return view;
  }

  #show(view: View): void {
    const now = performance.now();
    if (isStaffScreen(view.screen.id)) {
      // Without a visit that waits, nothing of it stays in the page.
      if (!view.parked) this.view = null;
      this.staff.view = view;
      this.staff.receivedAt = now;
      return;
    }
    this.staff.view = null;
    this.view = view;
    this.receivedAt = now;
  }
}
