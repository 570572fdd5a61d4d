import type { Database } from 'better-sqlite3';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import { KIOSK_ACTS, type KioskAct } from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock/clock.ts';
import type { EventJournal } from '../events/event-journal.ts';
import type { SyncState } from '../hub-client/sync-state.ts';
import { AdviserCalls } from './adviser-calls.ts';
import { tryCanary } from './canaries.ts';
import { tryPart, type MachineSenses } from './machine-parts.ts';
import { MorningTests } from './morning-tests.ts';
import { PinTries } from './pin-tries.ts';
import { StaffDesk, type StaffDeskDeps } from './staff-desk.ts';
import type { NotedAct, StaffPlace } from './staff-place.ts';
import { StaffRoster, type StaffRosterDeps } from './staff-roster.ts';
import { VisitTeller } from './visit-teller.ts';

/** What {@link joinAdvisers} needs. */
export interface AdvisersDeps extends Omit<StaffDeskDeps, 'roster' | 'tries' | 'vault' | 'clock'> {
  readonly journal: Database;
  readonly vault: StaffRosterDeps['vault'] & StaffDeskDeps['vault'];
  readonly clock: Clock;
  readonly audit: Audit;
  readonly events: EventJournal;
  readonly newId: () => string;
  readonly senses: Omit<MachineSenses, 'canary'>;
  readonly syncState: () => SyncState;
  readonly messagesWaiting: () => number;
  readonly membersKnown: () => boolean;
  /** Kind of the notice for staff; null: none. */
  readonly notice: () => string | null;
  /** What the screen shows of a call for an adviser, or of this machine, may have changed. */
  readonly changed: () => void;
  readonly machine: (to: 'restart' | 'exit') => void;
}

/** Staff at this kiosk, with its beginning and its end. */
export interface JoinedAdvisers {
  readonly place: StaffPlace;
  start(): void;
  stop(): void;
}

function isKioskAct(act: NotedAct['act']): act is KioskAct {
  return KIOSK_ACTS.some((kiosk) => kiosk === act);
}

/** Puts together what staff mode needs. */
export function joinAdvisers(deps: AdvisersDeps): JoinedAdvisers {
  const { clock, audit, events, syncState, vault } = deps;
  const desk = new StaffDesk({ ...deps, roster: new StaffRoster(deps), tries: new PinTries(deps) });
  const tests = new MorningTests(deps);
  const calls = new AdviserCalls(deps);
  const visits = new VisitTeller(deps);
  let clockAhead: number | null = null;
  const note = ({ act, adviser, visit, reason, isTold }: NotedAct): void => {
    const { badge, session } = adviser;
    audit.record('staff-act', null, act);
    if (isTold || !isKioskAct(act)) return;
    events.add(
      { kind: 'staff-act', badge, act, reason, visit, session },
      { memberKey: vault.blindIndex('staff-badge', badge) },
    );
  };
  const place: StaffPlace = {
    desk,
    calls,
    visits,
    needs: () => ({
      notice: deps.notice(),
      waiting: deps.messagesWaiting() + events.status().waiting,
      test: !tests.isDoneToday(),
    }),
    sync: () => {
      const { lastContact, lastFault, rowsBehind, oldestWaiting } = syncState();
      return {
        lastContact: lastContact === null ? null : clock.toWall(lastContact),
        lastFault,
        waiting: events.waitingByKind(),
        oldest: oldestWaiting,
        messages: deps.messagesWaiting(),
        members: deps.membersKnown() ? 'ready' : 'loading',
        rowsBehind,
        clockAhead,
        now: clock.toWall(clock.now()),
        version: APP_VERSION,
      };
    },
    askClock: async () => {
      clockAhead = await deps.senses.clockAhead();
      deps.changed();
    },
    note,
    left: (adviser, visit) => {
      audit.record('staff-out');
      note({ act: 'out', adviser, visit, reason: null, isTold: adviser.session !== null });
      desk.leave(adviser);
    },
    tryPart: (part) => tryPart(part, { ...deps.senses, canary: (channel) => tryCanary(channel, deps) }),
    keepTest: (results, adviser) => {
      note({ act: 'morning-test', adviser, visit: null, reason: null, isTold: false });
      return tests.keep(results, adviser.badge);
    },
    machine: (to, adviser) => {
      note({ act: to, adviser, visit: null, reason: null, isTold: false });
      deps.machine(to);
    },
  };
  return {
    place,
    start: () => {
      desk.start();
      tests.start();
    },
    stop: () => {
      desk.stop();
      tests.stop();
      calls.stop();
      visits.stop();
    },
  };
}
