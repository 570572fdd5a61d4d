import { HUB_SILENCE } from '../../src-shared/policy/watchdog.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Closure } from '../journey/steps/closure.ts';
import { causeLines } from './cause-words.ts';
import type { StaffNotices } from '../staff/staff-notices.ts';
import { SHUT_OUT } from '../hub-client/hub-contact.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** Interval of checks in milliseconds. */
const EVERY = MINUTE;

/** What {@link HubWatch} needs. */
export interface HubWatchDeps {
  readonly link: {
    readonly lastFault: SyncFault | null;
    readonly lastCode: string | null;
    readonly lastContact: number | null;
    isEnrolled(): boolean;
  };
  /** Whether the kiosk has members. */
  readonly membersKnown: () => boolean;
  readonly staff: Pick<StaffNotices, 'hubUnreachable' | 'notEnrolled'>;
  readonly clock: Pick<Clock, 'now' | 'toWall'>;
  readonly timers: Timers;
  readonly newReference: () => string;
  /** Called when the kiosk must close, or can open again. */
  readonly closureChanged: (closure: Closure | null) => void;
}

/** Derives from the contacts with head office the notices for staff, and whether the kiosk is open. */
export class HubWatch {
  readonly #deps: HubWatchDeps;
  readonly #startedAt: number;
  #closure: Closure | null = null;
  /** Fault and code of the closure that is shown. */
  #cause = '';
  #cancel: () => void = () => undefined;

  constructor(deps: HubWatchDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
  }

  /** Why the kiosk is closed; null: it is open. */
  get closure(): Closure | null {
    return this.#closure;
  }

  /** Checks now, and then every minute. */
  look(): void {
    const { link, staff, clock, timers } = this.#deps;
    const { lastFault, lastContact } = link;
    const silent = clock.now() - (lastContact ?? this.#startedAt) >= HUB_SILENCE;
    staff.hubUnreachable(silent ? (lastFault ?? 'silence') : null);
    staff.notEnrolled(lastFault === 'not-enrolled' ? lastFault : null);
    this.#close();
    this.#cancel();
    this.#cancel = timers.after(EVERY, () => this.look());
  }

  /** Stops checking. */
  stop(): void {
    this.#cancel();
  }

  #close(): void {
    const reason = this.#reason();
    const { lastFault, lastCode } = this.#deps.link;
    // Once enrolled, what differs is nothing that IT could mend here.
    const cause = reason === 'unreachable' ? `${lastFault} ${lastCode}` : '';
    if (reason === (this.#closure?.reason ?? null) && cause === this.#cause) return;
    this.#cause = cause;
    const { newReference, closureChanged } = this.#deps;
    this.#closure = reason === null ? null : { reason, reference: newReference(), details: this.#details() };
    closureChanged(this.#closure);
  }

  #details(): readonly string[] {
    const { lastFault: fault, lastCode: code } = this.#deps.link;
    const now = this.#deps.clock.toWall(this.#deps.clock.now());
    return fault === null ? [] : causeLines({ of: 'head-office', fault, code, now });
  }

  #reason(): Closure['reason'] | null {
    const { link, membersKnown } = this.#deps;
    if (link.lastFault !== null && SHUT_OUT.includes(link.lastFault)) return 'revoked';
    if (link.lastFault === 'outdated') return 'outdated';
    if (link.lastFault === null || link.isEnrolled() || membersKnown()) return null;
    return link.lastFault === 'not-enrolled' ? 'enrolment' : 'unreachable';
  }
}
