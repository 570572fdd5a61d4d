import type { KIOSK_BRANCH_CALLS } from '../../src-shared/hub-api/staff/kiosk-branch-calls.ts';
import type { HandlersOf } from '../http/handlers.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { againOnConflict } from '../database/again-on-conflict.ts';
import { callAdviser, callState, endCall } from './calls.ts';
import { noteMorningTest } from './morning-tests.ts';
import { giveTicket, takeTicket } from './tickets.ts';
import { noteVisit } from './visits.ts';

/** Handlers of what kiosks tell and ask about their branch. */
export function kioskBranchHandlers(
  deps: HubDeps,
): HandlersOf<Exclude<keyof typeof KIOSK_BRANCH_CALLS, 'branch/canary'>> {
  return {
    'branch/visit': async ({ caller, body }) => {
      await againOnConflict(() => noteVisit(deps, caller.id, body));
      return { result: 'noted' };
    },
    'branch/call': ({ caller, body }) => againOnConflict(() => callAdviser(deps, caller.id, body)),
    'branch/call-state': ({ caller, body }) => callState(deps, caller.id, body.call),
    'branch/call-end': async ({ caller, body }) => {
      await endCall(deps, caller.id, body.call, body.why);
      return { result: 'noted' };
    },
    'branch/ticket': ({ caller, body }) => againOnConflict(() => giveTicket(deps, caller.id, body)),
    'branch/take-ticket': ({ caller, body }) => againOnConflict(() => takeTicket(deps, caller.id, body)),
    'branch/test': async ({ caller, body }) => {
      await noteMorningTest(deps, caller.id, body);
      return { result: 'noted' };
    },
  };
}
