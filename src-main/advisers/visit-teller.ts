import type { VisitEnd } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import type { Block } from '../../src-shared/values/blocks.ts';
import type { Holder } from '../../src-shared/values/holder.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { HeadOffice } from '../hub-client/head-office.ts';

/** Milliseconds between two tellings at least, and at most while a visit stands. */
const AT_LEAST = SECOND;
const AT_MOST = MINUTE;

/** Where a visit stands. */
export interface Standing {
  readonly visit: string;
  /** Id of the screen. */
  readonly step: string;
  readonly block: Block | null;
  /** Steady moment until which the block stands; null: not known. */
  readonly blockUntil: number | null;
  /** Whom it is about; null: not known. */
  readonly holder: Holder | null;
}

/** What {@link VisitTeller} needs. */
export interface VisitTellerDeps {
  readonly headOffice: Pick<HeadOffice, 'background'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
}

/** Tells head office where the visitor of this kiosk stands: for the branch page, and for what advisers may do. */
export class VisitTeller {
  readonly #deps: VisitTellerDeps;
  #standing: (Standing & { readonly since: number }) | null = null;
  #told: Standing | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => undefined;

  constructor(deps: VisitTellerDeps) {
    this.#deps = deps;
  }

  /** The visit stands so now. The latest counts. */
  stands(standing: Standing): void {
    const { clock } = this.#deps;
    const before = this.#standing;
    const isSameStep = before?.visit === standing.visit && before.step === standing.step;
    this.#standing = { ...standing, since: isSameStep ? before.since : clock.now() };
    const isNews =
      this.#told?.visit !== standing.visit ||
      this.#told.step !== standing.step ||
      this.#told.block !== standing.block ||
      JSON.stringify(this.#told.holder) !== JSON.stringify(standing.holder);
    if (isNews) this.#in(Math.max(0, this.#toldAt + AT_LEAST - clock.now()));
  }

  /** Tells where the visit stands, at once: an adviser logs in for it. */
  async now(): Promise<void> {
    await this.#tell(null);
  }

  /** The visit has ended. */
  ended(how: VisitEnd): void {
    if (this.#standing === null) return;
    void this.#tell(how);
    this.#standing = null;
    this.#told = null;
    this.#cancel();
  }

  /** Stops telling. */
  stop(): void {
    this.#cancel();
    this.#standing = null;
  }

  #in(span: number): void {
    this.#cancel();
    this.#cancel = this.#deps.timers.after(span, () => void this.#tell(null));
  }

  async #tell(end: VisitEnd | null): Promise<void> {
    const { clock, headOffice } = this.#deps;
    const standing = this.#standing;
    if (standing === null) return;
    const now = clock.now();
    this.#told = standing;
    this.#toldAt = now;
    const { visit, step, block, blockUntil, holder, since } = standing;
    if (end === null) this.#in(AT_MOST);
    await headOffice.background('branch/visit', {
      ...{ visit, step, block, holder, end },
      stepFor: now - since,
      blockFor: blockUntil === null ? null : Math.max(0, blockUntil - now),
    });
  }
}
