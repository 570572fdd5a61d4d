import type { FastifyInstance } from 'fastify';
import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { Gate } from './gate.ts';
import { logIn } from './log-in.ts';
import { passwordCheckOf } from './password-check.ts';

/**
 * Of one kind of client, so that a flood at the website does not hold up kiosks. One argon2id check takes about 20 ms
 * of a core and 19 MiB: 64 waiting checks are answered within half a second.
 */
const LIMITS = { running: 4, waiting: 64 };

/** Handler of `POST /v1/logins`: checks a password. */
export function loginHandlers(deps: HubDeps, app: FastifyInstance): HandlersOf<'login'> {
  const gates = { kiosk: new Gate(LIMITS), website: new Gate(LIMITS) };
  const passwords = passwordCheckOf(deps);
  app.addHook('onReady', () => passwords.warmUp());
  return {
    login: async ({ caller, body }) => {
      const answer = await gates[caller.kind].run(() => logIn({ ...deps, passwords }, caller, body));
      deps.metrics.attempt('login', answer?.result ?? 'unavailable');
      return answer ?? new Refusal('unavailable', 'Too many logins at once: try again in some seconds.');
    },
  };
}
