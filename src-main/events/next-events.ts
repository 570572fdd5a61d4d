import { EVENTS_PER_REQUEST } from '../../src-shared/policy/quotas.ts';
import type { Clock } from '../clock/clock.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import type { Random } from '../random/random.ts';
import type { EventJournal, WaitingEvent } from './event-journal.ts';

/** What {@link NextEvents} needs. */
export interface NextEventsDeps {
  readonly events: Pick<EventJournal, 'waiting' | 'firstOf'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/**
 * Reaction to a fault of the hub. `doubted`: the same events again after the usual wait. `narrowed`: fewer events
 * next, soon. `apart`: the event sent alone waits separately from now on. `apart-still`: it waits separately again,
 * for longer.
 */
export type AfterFault = 'doubted' | 'narrowed' | 'apart' | 'apart-still';

interface Apart {
  readonly tries: number;
  /** Steady moment of the next try. */
  readonly until: number;
}

/**
 * Chooses the decisions of the next call, so that one that the hub can never take does not block the others. After
 * two faults in a row with the same first decision, half of them are sent, then half of these, down to one. That one
 * waits separately, for growing times, and its member's later decisions wait behind it. Kept in memory only: a
 * restart begins again.
 */
export class NextEvents {
  readonly #deps: NextEventsDeps;
  /** By member: their first decision failed when it was sent alone. */
  readonly #apart = new Map<string, Apart>();
  /** First decision of the latest call, when that call failed. */
  #doubted: string | null = null;
  /** Decisions of which at least one makes the hub fail, in order. */
  #suspects: readonly string[] = [];

  constructor(deps: NextEventsDeps) {
    this.#deps = deps;
  }

  /** Whether any decision waits separately. */
  get anyApart(): boolean {
    return this.#apart.size > 0;
  }

  /** Decisions of the next call; empty when nothing is due. */
  take(): readonly WaitingEvent[] {
    const { events, clock } = this.#deps;
    const open = events.waiting(EVENTS_PER_REQUEST, [...this.#apart.keys()]);
    const [first] = open;
    if (first) {
      if (first.id !== this.#suspects[0]) this.#suspects = [];
      return this.#suspects.length === 0 ? open : open.slice(0, Math.ceil(this.#suspects.length / 2));
    }
    const now = clock.now();
    for (const [memberKey, { until }] of this.#apart) {
      const event = events.firstOf(memberKey);
      if (event === null) this.#apart.delete(memberKey);
      else if (until <= now) return [event];
    }
    return [];
  }

  /** Milliseconds until a separately waiting decision is due; null: there is none. */
  dueIn(): number | null {
    const moments = [...this.#apart.values()].map(({ until }) => until);
    return moments.length === 0 ? null : Math.max(0, Math.min(...moments) - this.#deps.clock.now());
  }

  /** The hub has answered the call. */
  recordAnswer(sent: readonly WaitingEvent[]): void {
    this.#doubted = null;
    // The hub took these decisions: the bad one is among the rest.
    this.#suspects = this.#suspects.slice(sent.length);
    for (const { memberKey } of sent) this.#apart.delete(memberKey);
  }

  /** The hub failed at this call. */
  recordFault(sent: readonly WaitingEvent[]): AfterFault {
    const [first] = sent;
    if (!first) throw new Error('nothing was sent');
    if (sent.length === 1) return this.#setApart(first.memberKey);
    const again = this.#doubted === first.id || this.#suspects.length > 0;
    this.#doubted = first.id;
    if (!again) return 'doubted';
    this.#suspects = sent.map(({ id }) => id);
    return 'narrowed';
  }

  #setApart(memberKey: string): 'apart' | 'apart-still' {
    const before = this.#apart.get(memberKey);
    const tries = (before?.tries ?? 0) + 1;
    const until = this.#deps.clock.now() + retryWait(tries, this.#deps.random);
    // Goes behind the others that wait separately.
    this.#apart.delete(memberKey);
    this.#apart.set(memberKey, { tries, until });
    if (before) return 'apart-still';
    this.#doubted = null;
    this.#suspects = [];
    return 'apart';
  }
}
