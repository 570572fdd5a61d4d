import type {
  StaffActAnswer,
  StaffReason,
  StaffAct as HubAct,
} from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { secondFactorBodySchema } from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { pinSchema } from '../../src-shared/policy/staff/pin-rules.ts';
import { readBadge, type StaffRole } from '../../src-shared/values/staff.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { PasswordHasher } from '../credentials/password-hasher.ts';
import type { Vault } from '../database/vault.ts';
import type { HeadOffice } from '../hub-client/head-office.ts';
import type { PinTries } from './pin-tries.ts';
import type { StaffRoster } from './staff-roster.ts';

/** Milliseconds between two questions for the staff of this branch: who is ended is out within a minute. */
const ROSTER_EVERY = 30 * SECOND;

/** The person of staff who is logged in at the kiosk. */
export interface Adviser {
  readonly badge: string;
  /** As members may see it: first name and initial. */
  readonly name: string;
  readonly role: StaffRole;
  /** Token of the session at head office; null: logged in without the line. */
  readonly session: string | null;
  /** The second factor was right, in this session and visit. */
  readonly isProven: boolean;
}

/** Result of a login. Moments are steady. */
export type StaffVerdict =
  | { readonly result: 'in'; readonly adviser: Adviser }
  | { readonly result: 'wrong'; readonly triesLeft: number }
  | { readonly result: 'locked'; readonly until: number }
  | { readonly result: 'not-ready' | 'other-branch' | 'offline' };

/** What {@link StaffDesk} needs. */
export interface StaffDeskDeps {
  readonly roster: StaffRoster;
  readonly tries: PinTries;
  readonly hasher: Pick<PasswordHasher, 'verify' | 'verifyNothing'>;
  readonly vault: Pick<Vault, 'blindIndex'>;
  readonly headOffice: Pick<HeadOffice, 'call' | 'background'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
}

/** Who of the branch's staff may use this kiosk: asks head office, and decides by the sealed list without the line. */
export class StaffDesk {
  readonly #deps: StaffDeskDeps;
  #cancel: () => void = () => undefined;
  #isStopped = false;
  #asking = false;

  constructor(deps: StaffDeskDeps) {
    this.#deps = deps;
  }

  /** Keeps the list of the branch's staff fresh. */
  start(): void {
    void this.refresh();
  }

  /** Stops it. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Asks for the list now. Never throws. */
  async refresh(): Promise<void> {
    if (this.#asking || this.#isStopped) return;
    this.#asking = true;
    this.#cancel();
    const { headOffice, roster, timers } = this.#deps;
    const isStopped = (): boolean => this.#isStopped;
    try {
      const answer = await headOffice.background('staff/roster', { version: roster.version });
      if (answer.ok && !isStopped()) roster.take(answer.value);
    } finally {
      this.#asking = false;
      if (!isStopped()) this.#cancel = timers.after(ROSTER_EVERY, () => void this.refresh());
    }
  }

  /**
   * Checks badge and PIN. The try is counted first, online too: cutting the line gives no further ones.
   * @param given.visit id of the parked visit; null: none
   */
  async logIn(given: {
    readonly badge: string;
    readonly pin: string;
    readonly visit: string | null;
  }): Promise<StaffVerdict> {
    const { tries, vault, headOffice, clock } = this.#deps;
    const badge = readBadge(given.badge);
    const index = vault.blindIndex('staff-badge', badge ?? '');
    const until = tries.lockedUntil(index);
    if (until !== null) return { result: 'locked', until };
    const triesLeft = tries.take(index);
    const pin = pinSchema.safeParse(given.pin);
    if (badge === null || !pin.success) return { result: 'wrong', triesLeft };
    const answer = await headOffice.call('staff/login', { visit: given.visit, badge, pin: pin.data });
    if (!answer.ok) return this.#logInAlone({ badge, pin: pin.data, index, triesLeft });
    const { value } = answer;
    if (value.result === 'wrong') return { result: 'wrong', triesLeft: Math.min(triesLeft, value.triesLeft) };
    if (value.result === 'locked') return { result: 'locked', until: clock.now() + value.waitMs };
    // The PIN was right, or there is none yet.
    tries.clear(index);
    if (value.result !== 'in') return value;
    const { session, name, role } = value;
    return { result: 'in', adviser: { badge, name, role, session, isProven: false } };
  }

  /** Checks the second factor of an adviser. */
  async prove(
    { session }: Adviser,
    typed: string,
  ): Promise<'in' | 'wrong' | 'ended' | 'offline' | { readonly lockedFor: number }> {
    const body = secondFactorBodySchema.safeParse({ session, code: secondFactorOf(typed) });
    if (!body.success) return 'wrong';
    const answer = await this.#deps.headOffice.call('staff/second-factor', body.data);
    if (!answer.ok) return 'offline';
    const { value } = answer;
    return value.result === 'locked' ? { lockedFor: value.waitMs } : value.result;
  }

  /**
   * Does an act at head office.
   * @param given.id random: the act is done once, however often it is sent
   * @returns null without the line
   */
  async act(
    session: string,
    given: {
      readonly id: string;
      readonly visit: string;
      readonly act: HubAct;
      readonly reason: StaffReason;
    },
  ): Promise<StaffActAnswer | null> {
    const answer = await this.#deps.headOffice.call('staff/act', { session, ...given });
    return answer.ok ? answer.value : null;
  }

  /** The adviser has left. */
  leave({ session }: Adviser): void {
    if (session !== null) void this.#deps.headOffice.background('staff/leave', { session });
  }

  /** By the list that head office sealed into this kiosk. */
  async #logInAlone(given: {
    badge: string;
    pin: string;
    index: string;
    triesLeft: number;
  }): Promise<StaffVerdict> {
    const { roster, hasher, tries } = this.#deps;
    const { badge, pin, index, triesLeft } = given;
    const staff = roster.staff();
    if (staff === null) {
      // Nothing was checked.
      tries.giveBack(index);
      return { result: 'offline' };
    }
    const found = staff.find((person) => person.badge === badge);
    const hash = found?.pinHash ?? null;
    // For a badge that nobody has, the work is that of another's PIN: no time tells which badges there are.
    const another = staff.find(({ pinHash }) => pinHash !== null)?.pinHash ?? null;
    const compared = hash ?? another;
    const isRight = compared === null ? await hasher.verifyNothing(pin) : await hasher.verify(compared, pin);
    if (found === undefined || hash === null || !isRight) return { result: 'wrong', triesLeft };
    tries.clear(index);
    const { name, role } = found;
    return { result: 'in', adviser: { badge, name, role, session: null, isProven: false } };
  }
}

/** A code of the adviser's application, or a recovery code, as head office takes it. */
function secondFactorOf(typed: string): string {
  const text = typed.toUpperCase().replaceAll(/[^0-9A-Z]/gu, '');
  return /^[0-9]{6}$/u.test(text) ? text : `${text.slice(0, 4)}-${text.slice(4)}`;
}
