import type { CallEnd } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import type { CallView } from '../../src-shared/journey/view.ts';
import { CALL_UNANSWERED } from '../../src-shared/policy/staff/branch.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import type { Block } from '../../src-shared/values/blocks.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { HeadOffice } from '../hub-client/head-office.ts';

/** Milliseconds between two questions whether somebody comes, and between two tries without the line. */
const ASK_EVERY = 2 * SECOND;
const TRY_EVERY = 10 * SECOND;

/** How long the idle screen goes on to show that somebody needed help, without the line. */
const LIGHT_KEPT = 10 * MINUTE;

/** What {@link AdviserCalls} needs. */
export interface AdviserCallsDeps {
  readonly headOffice: Pick<HeadOffice, 'background'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Called when what the screen shows of the call may have changed. */
  readonly changed: () => void;
}

interface Call {
  /** Id of the visit that calls. */
  readonly visit: string;
  readonly step: string;
  readonly block: Block | null;
  /** Steady. */
  readonly begunAt: number;
  /** Id at head office; null: it has not answered yet. */
  id: string | null;
  state: Exclude<CallView['state'], 'none'>;
  by: string | null;
  /** The member waits for the adviser beside the kiosk, with a ticket: the call goes on without it. */
  isAside: boolean;
}

/** The call of a visitor for an adviser of the branch: one at a time. */
export class AdviserCalls {
  readonly #deps: AdviserCallsDeps;
  #call: Call | null = null;
  /** Steady moment until which the idle screen shows that somebody needed help. */
  #lightUntil = 0;
  #cancel: () => void = () => undefined;

  constructor(deps: AdviserCallsDeps) {
    this.#deps = deps;
  }

  /** The call of a visit, as its screen shows it. */
  view(visit: string): CallView {
    const call = this.#call;
    return call?.visit === visit ? { state: call.state, by: call.by } : { state: 'none', by: null };
  }

  /** Whether the idle screen shows a light, and the kiosk sounds. */
  get isLit(): boolean {
    return this.#lightUntil > this.#deps.clock.now();
  }

  /** Calls an adviser; a visit that calls already keeps its call. */
  begin(given: Pick<Call, 'visit' | 'step' | 'block'>): void {
    if (this.#call?.visit === given.visit) return;
    this.end('visit-ended');
    const { clock } = this.#deps;
    this.#call = { ...given, begunAt: clock.now(), id: null, state: 'calling', by: null, isAside: false };
    void this.#ask();
  }

  /** Ends the call, whoever has it. An adviser who has come turns the light out too. */
  end(why: CallEnd): void {
    const call = this.#call;
    this.#cancel();
    this.#call = null;
    if (why !== 'visit-ended') this.#lightUntil = 0;
    else if (call?.state === 'here') this.#lightUntil = this.#deps.clock.now() + LIGHT_KEPT;
    if (call !== null && call.id !== null)
      void this.#deps.headOffice.background('branch/call-end', { call: call.id, why });
  }

  /** The member steps aside with a ticket: the call stands at head office, and goes on where the ticket is shown. */
  stepAside(): void {
    if (this.#call !== null) this.#call.isAside = true;
    this.stop();
  }

  /** Stops asking. */
  stop(): void {
    this.#cancel();
    this.#call = null;
  }

  async #ask(): Promise<void> {
    const { headOffice, timers, clock } = this.#deps;
    const call = this.#call;
    if (call === null) return;
    const before = { state: call.state, by: call.by };
    if (call.id === null) {
      const { visit, step, block } = call;
      const answer = await headOffice.background('branch/call', { visit, step, block });
      if (answer.ok) call.id = answer.value.call;
      call.state = answer.ok ? 'calling' : 'here';
    } else {
      const answer = await headOffice.background('branch/call-state', { call: call.id });
      if (!answer.ok) call.state = 'here';
      else if (answer.value.state === 'taken') Object.assign(call, { state: 'taken', by: answer.value.by });
      else if (answer.value.state === 'closed') {
        this.#closed(call);
        return;
      } else call.state = clock.now() - call.begunAt >= CALL_UNANSWERED ? 'unanswered' : 'calling';
    }
    if (this.#call !== call) {
      // It was ended while head office was asked.
      if (call.id !== null && !call.isAside)
        void headOffice.background('branch/call-end', { call: call.id, why: 'withdrawn' });
      return;
    }
    if (call.state !== before.state || call.by !== before.by) this.#deps.changed();
    this.#cancel = timers.after(call.state === 'here' ? TRY_EVERY : ASK_EVERY, () => void this.#ask());
  }

  #closed(call: Call): void {
    if (this.#call !== call) return;
    this.#call = null;
    this.#deps.changed();
  }
}
