import type { Clock } from '../clock/clock.ts';
import type { SyncFault } from './sync-state.ts';

/** Part of the kiosk that calls head office; each has its own faults. */
export type ContactSource = 'identity' | 'events' | 'members' | 'visitor';

/** Faults by which head office excludes this kiosk; only head office can end them. */
export const SHUT_OUT: readonly SyncFault[] = ['revoked'];

/** Faults that end for all sources when head office answers any call with this kiosk's token. */
const ENDED_BY_ANY_ANSWER: readonly SyncFault[] = [
  ...SHUT_OUT,
  'not-enrolled',
  'outdated',
  'unreachable',
  'tls',
  'proxy',
  'signature',
];

/** State of the contacts with head office in this run, and the latest fault. */
export class HubContact {
  readonly #clock: Pick<Clock, 'now'>;
  /** The fault of each source since its last success; the latest comes last. */
  readonly #faults = new Map<ContactSource, SyncFault>();
  #listener: (fault: SyncFault | null) => void = () => undefined;
  #lastContact: number | null = null;
  #lastCode: string | null = null;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Registers a callback for each report. */
  onReport(listener: (fault: SyncFault | null) => void): void {
    this.#listener = listener;
  }

  /** Steady moment of the last answer to this kiosk; null: none yet. */
  get lastContact(): number | null {
    return this.#lastContact;
  }

  /** The latest fault of a source that has not succeeded since; null: no fault. */
  get lastFault(): SyncFault | null {
    return [...this.#faults.values()].at(-1) ?? null;
  }

  /** Code of the system or of TLS that came with the latest fault; null: none. */
  get lastCode(): string | null {
    return this.#lastCode;
  }

  /** Reports the result of a contact; null: head office answered. @param code see {@link lastCode} */
  report(source: ContactSource, fault: SyncFault | null, code: string | null = null): void {
    this.#faults.delete(source);
    this.#lastCode = code;
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
