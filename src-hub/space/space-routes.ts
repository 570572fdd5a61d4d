import { SPACE_CALLS, type SpaceAnswer, type SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { SESSION_HEADER } from '../../src-shared/hub-api/space-session.ts';
import { allows } from '../../src-shared/values/delegation.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import type { SpaceHandler } from './space-handler.ts';
import { SPACE_HANDLERS } from './space-handlers.ts';
import { findSession } from './space-session.ts';

/**
 * `POST /v1/space/<call>`: what a logged-in person sees and does. Each call, whatever it is, goes through the same door:
 * the session lives and is of this kiosk, and a helper's delegation allows what the call needs.
 */
export const addSpaceRoutes: AddRoutes = (app, deps) => {
  for (const name of Object.keys(SPACE_CALLS) as SpaceCall[]) {
    const { needs, body, answer } = SPACE_CALLS[name];
    // Only given a body of its own call, and gives an answer of it.
    const handler = SPACE_HANDLERS[name] as unknown as SpaceHandler<'end'>;
    app
      .withTypeProvider<Zod>()
      .post(
        `/space/${name}`,
        { schema: { summary: `Member space: ${name}`, tags: ['space'], body, response: { 200: answer } } },
        async ({ client, headers, body: asked }): Promise<SpaceAnswer<'end'>> => {
          const session = await findSession(deps, client.id, headers[SESSION_HEADER]);
          if (session === null) return { result: 'ended' };
          if (session.mandateEnded && name !== 'end') return { result: 'mandate-ended' };
          if (session.acting !== null && !allows(session.acting.scope, needs))
            return { result: 'not-allowed' };
          return handler({ deps, session }, asked as Record<string, never>);
        },
      );
  }
};
