import { FAULT_SHOWN_FOR } from '../../src-shared/policy/sessions.ts';
import { LONGEST_SLEEP } from '../clock/waits.ts';
import { CLOSURE_REASONS, type Closure } from './steps/closure.ts';
import type { ActionRequest, Action, Heartbeat } from '../../src-shared/journey/action.ts';
import type { Panel } from '../../src-shared/journey/panel.ts';
import type { ScannerSettings } from '../../src-shared/journey/scanner-settings.ts';
import type { View } from '../../src-shared/journey/view.ts';
import type { ChallengeService } from '../challenge/challenge-service.ts';
import type { Timers } from '../clock/timers.ts';
import { storageFault } from '../database/storage-fault.ts';
import type { Log } from '../log/log.ts';
import { handlerOf, react } from './handlers.ts';
import { judgeVisit, type SessionTimes } from './idle-rules.ts';
import type { Services } from './steps/services.ts';
import type { Step } from './steps/step.ts';
import { StepPoll } from './step-poll.ts';
import type { Display, Visit } from './steps/visit.ts';
import { isFault, isPermanent, viewOf } from './view-of.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds that the closing application waits for `onExit`. */
const CLOSE_GRACE = SECOND;

/** What {@link VisitorSession} needs. */
export interface VisitorSessionDeps {
  readonly services: Services;
  readonly times: SessionTimes;
  readonly scanner: ScannerSettings;
  readonly panel: Panel;
  readonly timers: Timers;
  readonly log: Log;
  readonly newChallenges: () => ChallengeService;
  /** The device's default settings, with which every visit starts. */
  readonly defaults: () => Display;
  /** Wipes page, storage and clipboard. Called after the view has gone back to `attract`. */
  readonly wipe: () => void;
  /** Notice for staff, shown on `attract`. */
  readonly staffNotice: () => View['staffNotice'];
  /** Makes a short reference of a fault, which an adviser can read out and which is in the log. */
  readonly newReference: () => string;
  /** Why the kiosk is closed; null: it is open. */
  readonly closure: () => Closure | null;
}

/**
 * Holds the one visit, answers each action with the next view, and pushes views that no action caused. Actions run
 * one after another. An action on an older view has no effect.
 */
export class VisitorSession {
  readonly #deps: VisitorSessionDeps;
  readonly #listeners = new Set<(view: View) => void>();
  #visit: Visit;
  #serial = 0;
  /** Steady moment at which the present screen changes by itself; null: never. */
  #changesAt: number | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #cancelTimer: () => void = () => undefined;
  readonly #poll: StepPoll;

  constructor(deps: VisitorSessionDeps) {
    this.#deps = deps;
    this.#poll = new StepPoll({
      timers: deps.timers,
      step: () => this.#visit.step,
      every: () => {
        const { step } = this.#visit;
        const { pollEvery = null } = handlerOf(step);
        return typeof pollEvery === 'function' ? pollEvery(step) : pollEvery;
      },
      ask: () => this.#ask(),
    });
    this.#visit = this.#newVisit();
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
    if (touched && this.#visit.warning === null) {
      this.#visit.lastTouch = this.#deps.services.clock.now();
      this.#schedule();
    }
  }

  /** A message or event has a new state: refreshes the screen if it shows it. */
  settled(id: string): void {
    const { step } = this.#visit;
    if (handlerOf(step).watches?.(step) === id) this.refresh();
  }

  /** Whether somebody stands at the kiosk. */
  get isVisited(): boolean {
    const { step } = this.#visit;
    return step.at !== 'attract' && !isPermanent(step);
  }

  /** The notice on the idle screen may have changed. */
  refreshIdle(): void {
    if (this.#visit.step.at === 'attract') this.refresh();
  }

  /** The kiosk was closed or opened: shows `out-of-service`, or the idle screen again. */
  closureChanged(): void {
    const { step } = this.#visit;
    const closure = this.#deps.closure();
    const shown = step.at === 'out-of-service' && step.permanent ? step : null;
    const isClosed = CLOSURE_REASONS.some((reason) => reason === shown?.reason);
    // A page that cannot be kept alive stays out of service.
    if (shown !== null && !isClosed) return;
    if (closure === null && !isClosed) return;
    if (closure?.reference === shown?.reference) return;
    if (step.at !== 'attract' && shown === null) this.#endVisit();
    else this.#visit = this.#newVisit();
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
    this.#visit = this.#newVisit();
    this.#visit.step = { at: 'out-of-service', reason, reference, details, permanent: true };
    this.refresh();
    return reference;
  }

  /** Stops all timers, and calls the step's `onExit`, waiting a short time for it. */
  async close(): Promise<void> {
    const { timers } = this.#deps;
    this.#cancelTimer();
    this.#poll.stop();
    this.#listeners.clear();
    const { step } = this.#visit;
    const told = handlerOf(step).onExit?.(step, this.#context());
    if (!told) return;
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = timers.after(CLOSE_GRACE, resolve);
    });
    await Promise.race([told, late]);
    cancel();
  }

  async #perform(action: Action): Promise<void> {
    const visit = this.#visit;
    const { step, display } = visit;
    switch (action.type) {
      case 'leave':
        if (step.at !== 'attract' && !isPermanent(step)) this.#endVisit();
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
    const next = await react(visit.step, action, this.#context());
    if (next) await this.#enter(next, visit);
  }

  /** Completes a step and shows it. When the visit has ended meanwhile, the step ends with it. */
  async #enter(next: Step, visit: Visit): Promise<void> {
    const context = { ...this.#context(), visit };
    let step = next;
    for (let before: Step | null = null; visit === this.#visit && step !== before;) {
      before = step;
      step = (await handlerOf(step).onEnter?.(step, context)) ?? step;
    }
    if (visit === this.#visit) this.#go(step);
    else void handlerOf(step).onExit?.(step, context);
  }

  /** Ends the visit because of a fault. Nothing was confirmed; screen and log have the same reference. */
  #fail(error: unknown): void {
    const reference = this.#deps.newReference();
    const reason = storageFault(error, 'journal') === null ? 'fault' : 'storage';
    // Only the class and place of the error: its message may quote typed text.
    const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
    const frames = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
    this.#deps.log.error(
      { reference, reason, name, code: codeOf(error), frames: frames?.slice(0, 8) },
      'fault',
    );
    this.#visit = this.#newVisit();
    this.#visit.step = { at: 'out-of-service', reason, reference, details: [], permanent: false };
  }

  #go(step: Step): void {
    if (step.at === 'attract') {
      this.#endVisit();
      return;
    }
    if (this.#visit.step.at === 'attract') {
      const { display } = this.#visit;
      this.#visit = this.#newVisit();
      Object.assign(this.#visit.display, display);
    }
    if (handlerOf(step).inSpace) this.#visit.loggedInAt ??= this.#deps.services.clock.now();
    this.#visit.step = step;
  }

  #endVisit(): void {
    this.#visit = this.#newVisit();
    this.#deps.wipe();
  }

  /** Replaces the present visit by a new one, and calls `onExit` of the last step. */
  #newVisit(): Visit {
    // Undefined while the first visit is made.
    const ended = this.#visit as Visit | undefined;
    if (ended)
      void handlerOf(ended.step).onExit?.(ended.step, { services: this.#deps.services, visit: ended });
    const now = this.#deps.services.clock.now();
    const { newChallenges } = this.#deps;
    let challenges: ChallengeService | null = null;
    const closure = this.#deps.closure();
    return {
      id: this.#deps.services.newId(),
      step: closure === null ? { at: 'attract' } : { at: 'out-of-service', ...closure, permanent: true },
      display: { ...this.#deps.defaults() },
      // Made with the first challenge: reading the pictograms must not slow down the start.
      get challenges() {
        return (challenges ??= newChallenges());
      },
      startedAt: now,
      lastTouch: now,
      ...{ warning: null, isExtended: false, isLastTold: false },
      numbers: 0,
      isPerson: false,
      loggedInAt: null,
    };
  }

  /** Polls for the present step. The result counts only if the step is still shown. */
  async #ask(): Promise<void> {
    const visit = this.#visit;
    const { step } = visit;
    let conclude: () => Step | null;
    try {
      conclude = (await handlerOf(step).poll?.(step, this.#context())) ?? (() => null);
    } catch (error) {
      conclude = () => {
        throw error;
      };
    }
    await this.#inTurn(async () => {
      if (this.#poll.isStopped || visit !== this.#visit || step !== visit.step) return;
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

  #safeTick(): void {
    try {
      this.#tick();
    } catch (error) {
      this.#fail(error);
      this.refresh();
    }
  }

  #tick(): void {
    const { step } = this.#visit;
    const now = this.#deps.services.clock.now();
    if (step.at === 'attract') return;
    const verdict = this.#judge(now);
    if (verdict.phase === 'ended') {
      this.#endVisit();
      this.refresh();
    } else if (verdict.phase === 'warned' && this.#visit.warning === null && !isFault(step)) {
      this.#visit.warning = { cause: verdict.cause, since: now };
      this.refresh();
    } else if ((this.#changesAt ?? Infinity) <= now) {
      this.refresh();
    } else {
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#cancelTimer();
    const { step } = this.#visit;
    if (step.at === 'attract' || isPermanent(step)) return;
    const now = this.#deps.services.clock.now();
    const next = Math.min(this.#judge(now).lookAgainAt, this.#changesAt ?? Infinity);
    const sleep = Math.min(Math.max(next - now, 1), LONGEST_SLEEP);
    this.#cancelTimer = this.#deps.timers.after(sleep, () => void this.#inTurn(() => this.#safeTick()));
  }

  #judge(now: number): ReturnType<typeof judgeVisit> {
    const { step, ...visit } = this.#visit;
    if (isFault(step)) {
      const end = visit.startedAt + FAULT_SHOWN_FOR;
      return { phase: now >= end ? 'ended' : 'active', lookAgainAt: end };
    }
    const { waiting = false, inSpace = false } = handlerOf(step);
    const waits = typeof waiting === 'function' ? waiting(step) : waiting;
    return judgeVisit({ ...visit, waiting: waits, inSpace }, this.#deps.times, now);
  }

  #changed(): View {
    this.#serial += 1;
    const { step } = this.#visit;
    this.#changesAt = handlerOf(step).changesAt?.(step, this.#context()) ?? null;
    this.#schedule();
    this.#poll.look();
    return this.#view();
  }

  #view(): View {
    const { scanner, panel, times, staffNotice } = this.#deps;
    return viewOf(this.#context(), { serial: this.#serial, scanner, panel, times, staffNotice });
  }

  #context(): { services: Services; visit: Visit } {
    return { services: this.#deps.services, visit: this.#visit };
  }

  #inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
