import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Closure } from '../journey/steps/closure.ts';
import type { StaffNotices } from '../staff/staff-notices.ts';
import { SHUT_OUT } from '../hub-client/hub-contact.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';
import { HOUR, MINUTE } from '../../src-shared/time/units.ts';

/** After this long without contact staff are told, in milliseconds. */
const SILENCE = HOUR;

/** How often it is looked at when nothing happens, in milliseconds. */
const EVERY = MINUTE;

/** What a {@link HubWatch} looks at, and whom it tells. */
export interface HubWatchDeps {
  readonly link: {
    readonly lastFault: SyncFault | null;
    readonly lastContact: number | null;
    isEnrolled(): boolean;
  };
  /** Whether any member can be found. */
  readonly membersKnown: () => boolean;
  readonly staff: Pick<StaffNotices, 'hubUnreachable' | 'notEnrolled'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly newReference: () => string;
  /** Told when the kiosk must close, or can open again. */
  readonly closureChanged: (closure: Closure | null) => void;
}

/** Draws from the contacts with head office what staff and visitors must know: notices, and whether anybody is served. */
export class HubWatch {
  readonly #deps: HubWatchDeps;
  readonly #startedAt: number;
  #closure: Closure | null = null;
  #cancel: () => void = () => undefined;

  constructor(deps: HubWatchDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
  }

  /** Why nobody can be served for now; null while the kiosk is open. */
  get closure(): Closure | null {
    return this.#closure;
  }

  /** Looks now, and each minute from now on. */
  look(): void {
    const { link, staff, clock, timers } = this.#deps;
    const { lastFault, lastContact } = link;
    const silent = clock.now() - (lastContact ?? this.#startedAt) >= SILENCE;
    staff.hubUnreachable(silent ? (lastFault ?? 'silence') : null);
    staff.notEnrolled(lastFault === 'not-enrolled' ? lastFault : null);
    this.#close();
    this.#cancel();
    this.#cancel = timers.after(EVERY, () => this.look());
  }

  /** Looks no more. */
  stop(): void {
    this.#cancel();
  }

  #close(): void {
    const reason = this.#reason();
    if (reason === (this.#closure?.reason ?? null)) return;
    const { link, newReference, closureChanged } = this.#deps;
    this.#closure =
      reason === null ? null : { reason, reference: newReference(), details: [link.lastFault ?? ''] };
    closureChanged(this.#closure);
  }

  #reason(): Closure['reason'] | null {
    const { link, membersKnown } = this.#deps;
    if (link.lastFault !== null && SHUT_OUT.includes(link.lastFault)) return 'revoked';
    return link.lastFault !== null && !link.isEnrolled() && !membersKnown() ? 'enrolment' : null;
  }
}
