import { hubFaultSchema } from '../../src-shared/hub-api/faults.ts';
import { loginAnswerSchema, loginBodySchema } from '../../src-shared/hub-api/logins.ts';
import { refuse } from '../http/refuse.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { Gate } from './gate.ts';
import { logIn } from './log-in.ts';
import { PasswordCheck } from './password-check.ts';

/** One argon2id check takes some 20 ms of a core and 19 MiB: 64 that wait are answered within half a second. */
const LIMITS = { running: 4, waiting: 64 };

/** `POST /v1/logins`: is this the member's password? */
export const addLoginRoutes: AddRoutes = (app, deps) => {
  const gate = new Gate(LIMITS);
  const passwords = new PasswordCheck();
  app.addHook('onReady', () => passwords.warmUp());
  app.withTypeProvider<Zod>().post(
    '/logins',
    {
      schema: {
        summary: "Checks a member's password",
        tags: ['members'],
        body: loginBodySchema,
        response: { 200: loginAnswerSchema, 503: hubFaultSchema },
      },
    },
    async ({ client, body }, reply) => {
      const answer = await gate.run(() => logIn({ ...deps, passwords }, client, body));
      deps.metrics.attempt('login', answer?.result ?? 'unavailable');
      return answer ?? refuse(reply, 'unavailable', 'Too many logins at once: try again in some seconds.');
    },
  );
};
