import { PARKED_AT_MOST } from '../../src-shared/policy/staff/staff-mode.ts';
import { handlerOf } from './handlers.ts';
import { hardEndOf, type SessionTimes } from './idle-rules.ts';
import { blockOf } from './steps/block-of.ts';
import type { Services } from './steps/services.ts';
import type { ParkedVisit } from './steps/step-handler.ts';
import type { Visit } from './steps/visit.ts';

/** Where a member's visit waits, whole, while an adviser works at the kiosk. */
export class Parking {
  readonly #services: Services;
  readonly #times: SessionTimes;
  #visit: Visit | null = null;
  #since = 0;

  constructor(services: Services, times: SessionTimes) {
    this.#services = services;
    this.#times = times;
  }

  /** The visit that waits; null: none. */
  get visit(): Visit | null {
    return this.#visit;
  }

  /** Steady moment at which it ends by itself; Infinity: none waits. */
  get endsAt(): number {
    if (this.#visit === null) return Infinity;
    return Math.min(this.#since + PARKED_AT_MOST, hardEndOf(this.#visit, this.#times));
  }

  /** Sets a visit aside. */
  park(visit: Visit): void {
    this.#visit = visit;
    this.#since = this.#services.clock.now();
  }

  /** Takes the visit out. */
  take(): Visit | null {
    const visit = this.#visit;
    this.#visit = null;
    return visit;
  }

  /** The visit as the steps of staff mode see it. */
  get shown(): ParkedVisit | null {
    const visit = this.#visit;
    if (visit === null) return null;
    const context = { services: this.#services, visit, parked: null };
    const { step } = visit;
    return {
      visit,
      endsAt: this.endsAt,
      get block() {
        return blockOf(handlerOf(step).screen(step, context));
      },
    };
  }
}

/** Notes what keeps the visitor from going on, for an adviser who comes to help. */
export function noteBlock(visit: Visit, services: Services): void {
  const { step, tried } = visit;
  const block = blockOf(handlerOf(step).screen(step, { services, visit, parked: null }));
  if (block === null) return;
  const last = tried.at(-1);
  if (last?.step === step.at && last.block === block.kind) last.times += 1;
  else tried.push({ step: step.at, block: block.kind, times: 1 });
  if (tried.length > MOST_TRIED) tried.shift();
}

/** What is kept of what a visitor tried: as much as a screen has room for. */
const MOST_TRIED = 8;
