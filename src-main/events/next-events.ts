import { EVENTS_PER_REQUEST } from '../../src-shared/hub-api/events.ts';
import type { Clock } from '../clock/clock.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import type { Random } from '../random/random.ts';
import type { EventJournal, WaitingEvent } from './event-journal.ts';

/** What {@link NextEvents} chooses from, and by. */
export interface NextEventsDeps {
  readonly events: Pick<EventJournal, 'waiting' | 'firstOf'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/**
 * What follows from a fault of the hub. `narrowed`: fewer are sent next, soon; `apart`: the one that was sent waits on
 * its own from now on, or for longer than before; `doubted`: the same again after the usual wait.
 */
export type AfterFault = 'doubted' | 'narrowed' | 'apart' | 'apart-still';

interface Apart {
  readonly tries: number;
  /** Steady moment of the next try. */
  readonly until: number;
}

/**
 * Chooses which decisions go into the next request, so that one that the hub can never take holds up nobody else:
 * after two faults in a row for the same first decision halves are sent, down to one. That one then waits on its own,
 * with growing waits and its member's later decisions behind it. Kept in memory alone: a restart begins anew.
 */
export class NextEvents {
  readonly #deps: NextEventsDeps;
  /** By member: their first decision met a fault when it was sent alone. */
  readonly #apart = new Map<string, Apart>();
  /** The first decision of the latest request, when that met a fault. */
  #doubted: string | null = null;
  /** Decisions of which one, at least, makes the hub fail; in their order. */
  #suspects: readonly string[] = [];

  constructor(deps: NextEventsDeps) {
    this.#deps = deps;
  }

  /** Whether any decision waits on its own. */
  get anyApart(): boolean {
    return this.#apart.size > 0;
  }

  /** The decisions of the next request; none when nothing is due. */
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

  /** Milliseconds until a decision that waits on its own is due; null when there is none. */
  dueIn(): number | null {
    const moments = [...this.#apart.values()].map(({ until }) => until);
    return moments.length === 0 ? null : Math.max(0, Math.min(...moments) - this.#deps.clock.now());
  }

  /** The hub has answered what was sent. */
  answered(sent: readonly WaitingEvent[]): void {
    this.#doubted = null;
    // Those around a bad one were kept: it is among the rest.
    this.#suspects = this.#suspects.slice(sent.length);
    for (const { memberKey } of sent) this.#apart.delete(memberKey);
  }

  /** The hub has met a fault of its own over what was sent. */
  faulted(sent: readonly WaitingEvent[]): AfterFault {
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
    // Behind the others that wait on their own.
    this.#apart.delete(memberKey);
    this.#apart.set(memberKey, { tries, until });
    if (before) return 'apart-still';
    this.#doubted = null;
    this.#suspects = [];
    return 'apart';
  }
}
