import { STATE_FRESH, type KioskState, type WAIT_REASONS } from '../../src-shared/release/handover.ts';

/** The moment, by clocks that go on whatever the machine's date is set to. */
export interface Moment {
  /** Seconds since the machine started. */
  readonly uptime: number;
  /** Which start of the machine; null: not known. */
  readonly boot: string | null;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** Seconds before the branch opens that an update needs at worst: to install, judge, go back and look. */
export const NEEDED_TIME = 2700;

/** Bytes for what is always written: steps, outcomes, lists of the package manager. */
const SMALL_THINGS = 64 * 1024 * 1024;

/** A package takes about three times its size, twice while it is unpacked, beside its copy and the former one. */
const ROOM_FOR_PACKAGE = 8;

/** Bytes that must be free to install a package and to come back. */
export function neededRoom(packageSize: number, journalSize: number): number {
  return ROOM_FOR_PACKAGE * packageSize + 3 * journalSize + SMALL_THINGS;
}

/** True when a state tells how the kiosk is now. Uptimes are compared: the machine's date may be off by years. */
export function isFresh(state: KioskState, now: Moment): boolean {
  const age = now.uptime - state.written;
  if (state.boot !== now.boot || age < -1 || age > STATE_FRESH) return false;
  // Without a name of the start an uptime of an earlier one could fit by chance.
  return now.boot !== null || Math.abs(now.wall - state.writtenAt) <= STATE_FRESH * 1000;
}

/** What an update must not meet. */
export interface Situation {
  /** Null: no state, or none that can be read. */
  readonly state: KioskState | null;
  readonly now: Moment;
  readonly room: { readonly free: number; readonly needed: number };
  /** Somebody has asked for it now: only a visit and a full disk hold it. */
  readonly atOnce: boolean;
}

/**
 * What an update has to wait for.
 * @returns null: nothing
 */
export function obstacle({
  state,
  now,
  room,
  atOnce,
}: Situation): { reason: (typeof WAIT_REASONS)[number]; detail: string } | null {
  const fresh = state !== null && isFresh(state, now) ? state : null;
  if (fresh?.visit === true) return { reason: 'visit', detail: 'somebody stands at the kiosk' };
  if (!atOnce) {
    if (state === null) return { reason: 'no-state', detail: 'the kiosk has told nothing' };
    if (fresh === null) return { reason: 'stale-state', detail: 'the kiosk has told nothing of late' };
    const opensIn = fresh.opensIn === null ? Infinity : fresh.opensIn - (now.uptime - fresh.written);
    if (opensIn < NEEDED_TIME)
      return { reason: 'opening-hours', detail: 'the branch is open, or opens too soon' };
    if (fresh.waiting > 0) return { reason: 'outbox', detail: `${fresh.waiting} still to be sent` };
  }
  if (room.free < room.needed)
    return { reason: 'disk', detail: `${mebibytes(room.free)} MB free, ${mebibytes(room.needed)} needed` };
  return null;
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
