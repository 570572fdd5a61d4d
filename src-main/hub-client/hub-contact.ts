import type { Clock } from '../clock/clock.ts';
import type { SyncFault } from './sync-state.ts';

/** Who speaks to head office; each has its own faults. */
export type ContactSource = 'identity' | 'events' | 'members' | 'visitor';

/** The faults by which head office shuts this kiosk out; only head office can end them. */
export const SHUT_OUT: readonly SyncFault[] = ['revoked', 'other-machine'];

/** Faults that are over for every source once head office has answered one that shows this kiosk's token. */
const ENDED_BY_ANY_ANSWER: readonly SyncFault[] = [
  ...SHUT_OUT,
  'not-enrolled',
  'unreachable',
  'tls',
  'proxy',
];

/** How the contacts of this run with head office went, and what the latest fault is. */
export class HubContact {
  readonly #clock: Pick<Clock, 'now'>;
  /** The fault that each source has met since it last succeeded, the latest last. */
  readonly #faults = new Map<ContactSource, SyncFault>();
  #listener: (fault: SyncFault | null) => void = () => undefined;
  #lastContact: number | null = null;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Calls back after each report, with its fault. */
  onReport(listener: (fault: SyncFault | null) => void): void {
    this.#listener = listener;
  }

  /** Steady moment of the last answer to this kiosk; null before the first one. */
  get lastContact(): number | null {
    return this.#lastContact;
  }

  /** The latest fault of a source that has not succeeded since; null while all is well. */
  get lastFault(): SyncFault | null {
    return [...this.#faults.values()].at(-1) ?? null;
  }

  /** How a source's contact ended; null: head office answered. */
  report(source: ContactSource, fault: SyncFault | null): void {
    this.#faults.delete(source);
    if (fault === null) {
      this.#lastContact = this.#clock.now();
      for (const [other, met] of this.#faults) {
        if (ENDED_BY_ANY_ANSWER.includes(met)) this.#faults.delete(other);
      }
    } else {
      this.#faults.set(source, fault);
    }
    this.#listener(fault);
  }
}
