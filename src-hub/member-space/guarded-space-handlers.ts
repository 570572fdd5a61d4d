import { SPACE_CALLS, type SpaceAnswer, type SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { SESSION_HEADER } from '../../src-shared/hub-api/space-session.ts';
import { allows } from '../../src-shared/values/member-space/delegation.ts';
import type { Handler, HandlersOf } from '../http/handlers.ts';
import { askerOf } from '../codes/code-limits.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { SpaceHandler } from './session/space-handler.ts';
import { SPACE_HANDLERS } from './space-handlers.ts';
import { findSession } from '../sessions/space-session.ts';

/**
 * `POST /v1/space/<call>`: what a logged-in person sees and does. All calls pass the same check: the session is live
 * and of this kiosk, and a helper's delegation allows the call.
 */
export function guardedSpaceHandlers(deps: HubDeps): HandlersOf<`space/${SpaceCall}`> {
  const withSession = (name: SpaceCall): Handler<'space/end'> => {
    const { needs } = SPACE_CALLS[name];
    // Gets the body of its own call only, and gives the answer of that call.
    const handler = SPACE_HANDLERS[name] as unknown as SpaceHandler<'end'>;
    return async ({ caller, request, body }): Promise<SpaceAnswer<'end'>> => {
      const session = await findSession(deps, caller.id, request.headers[SESSION_HEADER]);
      if (session === null) return { result: 'ended' };
      if (session.mandateEnded && name !== 'end') return { result: 'mandate-ended' };
      if (session.acting !== null && !allows(session.acting.scope, needs)) return { result: 'not-allowed' };
      return handler({ deps, session, caller: askerOf(caller, request) }, body);
    };
  };
  const names = Object.keys(SPACE_CALLS) as SpaceCall[];
  return Object.fromEntries(
    names.map((name) => [`space/${name}`, withSession(name)]),
  ) as unknown as HandlersOf<`space/${SpaceCall}`>;
}
