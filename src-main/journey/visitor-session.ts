import { FAULT_SHOWN_FOR } from '../../src-shared/policy/sessions.ts';
import { STAFF_IDLE } from '../../src-shared/policy/staff/staff-mode.ts';
import { LONGEST_SLEEP } from '../clock/waits.ts';
import { CLOSURE_REASONS } from './steps/closure.ts';
import type { ActionRequest, Action, Heartbeat } from '../../src-shared/journey/action.ts';
import type { Panel } from '../../src-shared/journey/panel.ts';
import type { StaffGesture } from '../../src-shared/journey/staff-gesture.ts';
import type { ScannerSettings } from '../../src-shared/journey/scanner-settings.ts';
import type { View } from '../../src-shared/journey/view.ts';
import type { Timers } from '../clock/timers.ts';
import { logFault } from './log-fault.ts';
import type { Log } from '../log/log.ts';
import { handlerOf, react } from './handlers.ts';
import { judgeVisit } from './idle-rules.ts';
import type { Step } from './steps/step.ts';
import { StepPoll } from './step-poll.ts';
import { noteBlock } from './parking.ts';
import type { Visit } from './steps/visit.ts';
import { VisitPlace, type VisitPlaceDeps } from './visit-place.ts';
import { isFault, isPermanent, viewOf } from './view-of.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds that the closing application waits for `onExit`. */
const CLOSE_GRACE = SECOND;

/** What {@link VisitorSession} needs. */
export interface VisitorSessionDeps extends VisitPlaceDeps {
  readonly scanner: ScannerSettings;
  readonly panel: Panel;
  /** How staff mode is opened. */
  readonly gesture: StaffGesture;
  readonly timers: Timers;
  readonly log: Log;
  /** Notice for staff, shown on `attract`. */
  readonly staffNotice: () => View['staffNotice'];
  /** Makes a short reference of a fault, which an adviser can read out and which is in the log. */
  readonly newReference: () => string;
}

/**
 * Holds the one visit, answers each action with the next view, and pushes views that no action caused. Actions run
 * one after another. An action on an older view has no effect.
 */
export class VisitorSession {
  readonly #deps: VisitorSessionDeps;
  readonly #listeners = new Set<(view: View) => void>();
  readonly #place: VisitPlace;
  #serial = 0;
  /** Steady moment at which the present screen changes by itself; null: never. */
  #changesAt: number | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #cancelTimer: () => void = () => undefined;
  readonly #poll: StepPoll;

  constructor(deps: VisitorSessionDeps) {
    this.#deps = deps;
    this.#place = new VisitPlace(deps);
    this.#poll = new StepPoll({
      timers: deps.timers,
      step: () => this.#place.member.step,
      every: () => {
        const { step } = this.#place.member;
        const { pollEvery = null } = handlerOf(step);
        return typeof pollEvery === 'function' ? pollEvery(step) : pollEvery;
      },
      ask: () => this.#ask(),
    });
  }

  /**
   * Registers a callback for views that no action caused.
   * @returns a function that removes it
   */
  onView(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers an action with the next view. An action on an older view has no effect. */
  act({ serial, action }: ActionRequest): Promise<View> {
    return this.#inTurn(async () => {
      try {
        if (action.type === 'show' && this.#place.isStaff) {
          // The page was lost: whoever stands there now may be anybody.
          await this.#leaveStaff('lost');
          return this.#changed();
        }
        if (action.type === 'show' || serial !== this.#serial) return this.#view();
        await this.#perform(action);
        return this.#changed();
      } catch (error) {
        this.#fail(error);
        return this.#changed();
      }
    });
  }

  /** The page has painted; `touched`: the visitor is active. */
  alive({ touched }: Heartbeat): void {
    if (touched && this.#place.visit.warning === null) {
      this.#place.visit.lastTouch = this.#deps.services.clock.now();
      this.#schedule();
    }
  }

  /** A message or event has a new state: refreshes the screen if it shows it. */
  settled(id: string): void {
    const { step } = this.#place.visit;
    if (handlerOf(step).watches?.(step) === id) this.refresh();
  }

  /** Whether somebody stands at the kiosk. */
  get isVisited(): boolean {
    const { step } = this.#place.visit;
    return step.at !== 'attract' && !isPermanent(step);
  }

  /** The notice on the idle screen may have changed. */
  refreshIdle(): void {
    if (this.#place.visit.step.at === 'attract') this.refresh();
  }

  /** The kiosk was closed or opened: shows `out-of-service`, or the idle screen again. */
  closureChanged(): void {
    const { step } = this.#place.visit;
    const closure = this.#deps.closure();
    const shown = step.at === 'out-of-service' && step.permanent ? step : null;
    const isClosed = CLOSURE_REASONS.some((reason) => reason === shown?.reason);
    // A page that cannot be kept alive stays out of service.
    if (shown !== null && !isClosed) return;
    if (closure === null && !isClosed) return;
    if (closure?.reference === shown?.reference) return;
    if (step.at !== 'attract' && shown === null) this.#place.end();
    else this.#place.begin();
    this.refresh();
  }

  /** Makes and pushes a new view. */
  refresh(): void {
    let view: View;
    try {
      view = this.#changed();
    } catch (error) {
      this.#fail(error);
      view = this.#changed();
    }
    for (const listener of this.#listeners) listener(view);
  }

  /**
   * Shows permanently that the kiosk cannot serve.
   * @returns the reference
   */
  hold(reason: Extract<Step, { at: 'out-of-service' }>['reason'], details: readonly string[] = []): string {
    const reference = this.#deps.newReference();
    this.#place.begin();
    this.#place.visit.step = { at: 'out-of-service', reason, reference, details, permanent: true };
    this.refresh();
    return reference;
  }

  /** Stops all timers, and calls the step's `onExit`, waiting a short time for it. */
  async close(): Promise<void> {
    const { timers } = this.#deps;
    this.#cancelTimer();
    this.#poll.stop();
    this.#listeners.clear();
    const { step } = this.#place.member;
    const told = handlerOf(step).onExit?.(step, this.#place.context);
    if (!told) return;
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = timers.after(CLOSE_GRACE, resolve);
    });
    await Promise.race([told, late]);
    cancel();
  }

  async #perform(action: Action): Promise<void> {
    const visit = this.#place.visit;
    const { step, display } = visit;
    switch (action.type) {
      case 'leave':
        if (this.#place.isStaff) await this.#leaveStaff('left');
        else if (step.at !== 'attract' && !isPermanent(step)) this.#place.end();
        return;
      case 'call-adviser':
        this.#place.call();
        break;
      case 'end-call':
        this.#deps.services.staff?.calls.end('withdrawn');
        break;
      case 'open-staff':
        this.#place.openStaff();
        return;
      case 'set-language':
        display.language = action.language;
        await this.#react(action, visit);
        break;
      case 'set-display':
        // On the idle screen there is no visitor whose end would reset the choice.
        if (step.at === 'attract') return;
        if (action.textSize !== undefined) display.textSize = action.textSize;
        if (action.highContrast !== undefined) display.highContrast = action.highContrast;
        if (action.sound !== undefined) display.sound = action.sound;
        break;
      case 'stay':
        if (visit.warning?.cause === 'limit') visit.isExtended = true;
        if (visit.warning?.cause === 'last') visit.isLastTold = true;
        break;
      case 'back': {
        const before = handlerOf(step).back?.(step);
        if (before) await this.#enter(before, visit);
        break;
      }
      default:
        await this.#react(action, visit);
    }
    visit.lastTouch = this.#deps.services.clock.now();
    visit.warning = null;
  }

  async #react(action: Action, visit: Visit): Promise<void> {
    const next = await react(visit.step, action, this.#place.context);
    if (this.#place.parking.visit?.isOver) this.#place.endParked();
    if (!next) return;
    await this.#enter(next, visit);
    if (visit === this.#place.visit && !this.#place.isStaff) noteBlock(visit, this.#deps.services);
  }

  /** Leaves staff mode: back to the member's screen, completed anew, or to the idle screen. */
  async #leaveStaff(how: 'left' | 'idle' | 'lost'): Promise<void> {
    const visit = this.#place.leaveStaff(how);
    if (visit !== null) await this.#enter(visit.step, visit);
  }

  /** Completes a step and shows it. When the visit has ended meanwhile, the step ends with it. */
  async #enter(next: Step, visit: Visit): Promise<void> {
    const context = { ...this.#place.context, visit };
    let step = next;
    const isGoingOn = (): boolean => visit === this.#place.visit || visit === this.#place.parking.visit;
    for (let before: Step | null = null; isGoingOn() && step !== before;) {
      before = step;
      step = (await handlerOf(step).onEnter?.(step, context)) ?? step;
    }
    if (visit === this.#place.visit) this.#place.go(step);
    else if (isGoingOn() && step.at === 'attract') this.#place.endParked();
    else if (isGoingOn()) visit.step = step;
    else void handlerOf(step).onExit?.(step, context);
  }

  /** Ends the visit because of a fault. Nothing was confirmed; screen and log have the same reference. */
  #fail(error: unknown): void {
    const reference = this.#deps.newReference();
    const reason = logFault(error, reference, this.#deps.log);
    this.#place.begin();
    this.#place.visit.step = { at: 'out-of-service', reason, reference, details: [], permanent: false };
  }

  /** Polls for the present step. The result counts only if the step is still shown. */
  async #ask(): Promise<void> {
    const visit = this.#place.member;
    const { step } = visit;
    let conclude: () => Step | null;
    try {
      conclude = (await handlerOf(step).poll?.(step, { ...this.#place.context, visit })) ?? (() => null);
    } catch (error) {
      conclude = () => {
        throw error;
      };
    }
    await this.#inTurn(async () => {
      if (this.#poll.isStopped || visit !== this.#place.member || step !== visit.step) return;
      try {
        const next = conclude();
        if (next === null) return;
        await this.#enter(next, visit);
      } catch (error) {
        this.#fail(error);
      }
      this.refresh();
    });
  }

  async #safeTick(): Promise<void> {
    try {
      await this.#tick();
    } catch (error) {
      this.#fail(error);
      this.refresh();
    }
  }

  async #tick(): Promise<void> {
    const { step } = this.#place.visit;
    const now = this.#deps.services.clock.now();
    if (step.at === 'attract') return;
    const verdict = this.#judge(now);
    if (this.#place.parking.endsAt <= now) {
      this.#place.endParked();
      this.refresh();
    } else if (verdict.phase === 'ended' && this.#place.isStaff) {
      await this.#leaveStaff('idle');
      this.refresh();
    } else if (verdict.phase === 'ended') {
      this.#place.end('idle');
      this.refresh();
    } else if (verdict.phase === 'warned' && this.#place.visit.warning === null && !isFault(step)) {
      this.#place.visit.warning = { cause: verdict.cause, since: now };
      this.refresh();
    } else if ((this.#changesAt ?? Infinity) <= now) {
      this.refresh();
    } else {
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#cancelTimer();
    const { step } = this.#place.visit;
    if (step.at === 'attract' || isPermanent(step)) return;
    const now = this.#deps.services.clock.now();
    const next = Math.min(this.#judge(now).lookAgainAt, this.#changesAt ?? Infinity);
    const sleep = Math.min(Math.max(next - now, 1), LONGEST_SLEEP);
    this.#cancelTimer = this.#deps.timers.after(sleep, () => void this.#inTurn(() => this.#safeTick()));
  }

  #judge(now: number): ReturnType<typeof judgeVisit> {
    const { step, ...visit } = this.#place.visit;
    if (isFault(step)) {
      const end = visit.startedAt + FAULT_SHOWN_FOR;
      return { phase: now >= end ? 'ended' : 'active', lookAgainAt: end };
    }
    if (this.#place.isStaff) {
      const end = visit.lastTouch + STAFF_IDLE;
      const lookAgainAt = Math.min(end, this.#place.parking.endsAt);
      return { phase: now >= end ? 'ended' : 'active', lookAgainAt };
    }
    const { waiting = false, inSpace = false } = handlerOf(step);
    const waits = typeof waiting === 'function' ? waiting(step) : waiting;
    return judgeVisit({ ...visit, waiting: waits, inSpace }, this.#deps.times, now);
  }

  #changed(): View {
    this.#serial += 1;
    const { step } = this.#place.visit;
    this.#changesAt = handlerOf(step).changesAt?.(step, this.#place.context) ?? null;
    this.#schedule();
    this.#poll.look();
    this.#place.tell();
    return this.#view();
  }

  #view(): View {
    const { scanner, panel, gesture, times, staffNotice } = this.#deps;
    return viewOf(this.#place.context, { serial: this.#serial, scanner, panel, gesture, times, staffNotice });
  }

  #inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
