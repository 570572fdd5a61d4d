import type { FastifyInstance } from 'fastify';
import type { HubDeps } from '../core/hub-deps.ts';
import { Gate } from '../credentials/logins/gate.ts';
import type { HandlersOf } from '../http/handlers.ts';
import { Refusal } from '../http/refuse.ts';
import { rosterOf } from './roster.ts';
import { logInStaff, showFactor } from './staff-login.ts';
import { recordAct } from './staff-record.ts';
import { warmUpSecrets } from './staff-secrets.ts';
import { endSession, placeOf, readSession } from './staff-session.ts';

/** One check of a PIN takes 64 MiB and about 0.2 s of a core. */
const LIMITS = { running: 2, waiting: 32 };

/** Handlers of `/v1/staff/…`, except the acts: who the adviser is. */
export function kioskAdviserHandlers(
  deps: HubDeps,
  app: FastifyInstance,
): HandlersOf<'staff/roster' | 'staff/login' | 'staff/second-factor' | 'staff/leave'> {
  const gate = new Gate(LIMITS);
  app.addHook('onReady', () => warmUpSecrets(deps.settings));
  return {
    'staff/roster': async ({ caller, body }) => {
      const { branch } = await placeOf(deps.database, caller.id);
      return rosterOf(deps.database, branch, body.version);
    },
    'staff/login': async ({ caller, body: { badge, pin, visit } }) => {
      const kiosk = caller.id;
      const answer = await gate.run(() =>
        logInStaff(deps, { kiosk, badge, pin, visit: visit?.toLowerCase() ?? null }),
      );
      deps.metrics.attempt('staff', answer?.result ?? 'unavailable');
      return answer ?? new Refusal('unavailable', 'Too many logins at once: try again in some seconds.');
    },
    'staff/second-factor': async ({ caller, body }) => {
      const session = body.session.toLowerCase();
      const answer = await showFactor(deps, caller.id, { session, code: body.code });
      deps.metrics.attempt('staff-factor', answer.result);
      return answer;
    },
    'staff/leave': ({ caller, body }) =>
      deps.database.transaction(async (connection) => {
        const id = body.session.toLowerCase();
        const session = await readSession(connection, deps, caller.id, id);
        const ended = await endSession(connection, deps, caller.id, id);
        if (ended && session !== null) {
          const { person, kiosk, branch, visit } = session;
          const act = { act: 'out', reason: null, outcome: 'done' };
          await recordAct(connection, deps, { person, kiosk, branch, visit, ...act });
        }
        return { result: 'noted' };
      }),
  };
}
