import { isStaffScreen } from '../../src-shared/journey/staff-screen-ids.ts';
import type { VisitEnd } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { handlerOf } from './handlers.ts';
import { Parking } from './parking.ts';
import { isAside } from './password/waiting-ticket.ts';
import { standingOf } from './standing.ts';
import type { Step } from './steps/step.ts';
import type { JourneyContext } from './steps/step-handler.ts';
import type { Closure } from './steps/closure.ts';
import type { Services } from './steps/services.ts';
import { newVisit, type Display, type Visit } from './steps/visit.ts';
import type { ChallengeService } from '../challenge/challenge-service.ts';
import type { SessionTimes } from './idle-rules.ts';

/** What {@link VisitPlace} needs. */
export interface VisitPlaceDeps {
  readonly services: Services;
  readonly times: SessionTimes;
  readonly newChallenges: () => ChallengeService;
  /** The device's default settings, with which every visit starts. */
  readonly defaults: () => Display;
  /** Wipes page, storage and clipboard. Called after the view has gone back to `attract`. */
  readonly wipe: () => void;
  /** Why the kiosk is closed; null: it is open. */
  readonly closure: () => Closure | null;
}

/** The visit on screen, and the member's that waits while an adviser works at the kiosk. */
export class VisitPlace {
  readonly #deps: VisitPlaceDeps;
  /** Where the member's visit waits in staff mode. */
  readonly parking: Parking;
  /** A visit has ended in staff mode: the page is wiped when that is left. */
  #owesWipe = false;
  /** How the present visit ends, for head office. */
  #end: VisitEnd = 'left';
  #visit: Visit;

  constructor(deps: VisitPlaceDeps) {
    this.#deps = deps;
    this.parking = new Parking(deps.services, deps.times);
    this.#visit = this.#idle();
  }

  /** The visit on screen: a member's, or the adviser's. */
  get visit(): Visit {
    return this.#visit;
  }

  /** The member's visit: the one on screen, or the one that waits. */
  get member(): Visit {
    return this.parking.visit ?? this.#visit;
  }

  /** True in staff mode. */
  get isStaff(): boolean {
    return isStaffScreen(this.#visit.step.at);
  }

  /** What a step of the visit on screen can use. */
  get context(): JourneyContext {
    return { services: this.#deps.services, visit: this.#visit, parked: this.parking.shown };
  }

  /** Shows a step; on the idle screen a visit begins with it. */
  go(step: Step): void {
    if (step.at === 'attract') {
      this.end();
      return;
    }
    if (this.#visit.step.at === 'attract') {
      const { display } = this.#visit;
      this.begin();
      Object.assign(this.#visit.display, display);
    }
    if (handlerOf(step).inSpace) this.#visit.loggedInAt ??= this.#deps.services.clock.now();
    this.#visit.step = step;
  }

  /** Calls an adviser of the branch. */
  call(): void {
    const { services } = this.#deps;
    if (services.staff === null || this.isStaff || this.#visit.step.at === 'attract') return;
    const { visit, step, block } = standingOf(this.#visit, services);
    services.audit.record('adviser-called');
    services.staff.calls.begin({ visit, step, block });
  }

  /** Tells head office where the member's visit stands. */
  tell(): void {
    const { services } = this.#deps;
    const { at } = this.member.step;
    if (at === 'attract' || at === 'out-of-service' || isStaffScreen(at)) return;
    services.staff?.visits.stands(standingOf(this.member, services));
  }

  /** Ends the visit, and wipes the page. */
  end(how: VisitEnd = 'left'): void {
    this.#end = how;
    this.begin();
    this.#deps.wipe();
  }

  /** Replaces the visit by a new one, and calls `onExit` of the last step; staff mode and what waits end too. */
  begin(): void {
    this.#leaveDesk();
    this.endParked();
    if (!this.isStaff && this.#visit.step.at !== 'attract')
      this.#tellEnd(isAside(this.#visit) ? 'aside' : this.#end);
    this.#end = 'left';
    this.#exit(this.#visit);
    this.#owesWipe = false;
    this.#visit = this.#idle();
  }

  /** Sets the visit aside, and asks who of the staff is there. */
  openStaff(): void {
    const { staff } = this.#deps.services;
    const { step } = this.#visit;
    if (staff === null || this.isStaff || step.at === 'out-of-service') return;
    void staff.desk.refresh();
    void staff.visits.now();
    staff.calls.end('helped');
    if (step.at !== 'attract') this.parking.park(this.#visit);
    this.#visit = this.#fresh({ at: 'staff-login', problem: null });
  }

  /**
   * Back to the member's screen, as it was left; or to the idle screen, when the visit has ended meanwhile. Unless the
   * adviser left by a touch, it is asked whether anybody is still there.
   * @returns the member's visit; null: none
   */
  leaveStaff(how: 'left' | 'idle' | 'lost'): Visit | null {
    this.#leaveDesk();
    const visit = this.parking.take();
    if (visit === null) {
      this.#visit = this.#idle();
      if (this.#owesWipe) this.#deps.wipe();
      this.#owesWipe = false;
      return null;
    }
    const now = this.#deps.services.clock.now();
    visit.lastTouch = now;
    visit.warning = how === 'left' ? null : { cause: 'idle', since: now };
    this.#visit = visit;
    return visit;
  }

  /** The visit that waits ends: nothing of it comes back. */
  endParked(): void {
    const visit = this.parking.take();
    if (visit === null) return;
    this.#owesWipe = true;
    this.#tellEnd(visit.isOver ? 'by-adviser' : isAside(visit) ? 'aside' : 'idle');
    this.#exit(visit);
  }

  #leaveDesk(): void {
    const { step } = this.#visit;
    if ('adviser' in step) this.#deps.services.staff?.left(step.adviser, this.parking.visit?.id ?? null);
  }

  #tellEnd(how: VisitEnd): void {
    const { staff } = this.#deps.services;
    staff?.visits.ended(how);
    if (how === 'aside') staff?.calls.stepAside();
    else staff?.calls.end('visit-ended');
  }

  #exit(visit: Visit): void {
    const { services } = this.#deps;
    void handlerOf(visit.step).onExit?.(visit.step, { services, visit, parked: null });
  }

  #idle(): Visit {
    const closure = this.#deps.closure();
    return this.#fresh(
      closure === null ? { at: 'attract' } : { at: 'out-of-service', ...closure, permanent: true },
    );
  }

  #fresh(step: Step): Visit {
    const { services, newChallenges, defaults } = this.#deps;
    return newVisit({
      ...{ id: services.newId(), step, display: defaults(), newChallenges },
      now: services.clock.now(),
    });
  }
}
