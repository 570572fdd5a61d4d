import {
  codeBodySchema,
  recoveryAnswerSchema,
  recoveryCheckAnswerSchema,
  recoveryPasswordAnswerSchema,
  recoveryPasswordBodySchema,
  recoveryBodySchema,
} from '../../src-shared/hub-api/accounts.ts';
import { hubFaultSchema } from '../../src-shared/hub-api/faults.ts';
import { refuse } from '../http/refuse.ts';
import { isVerifiable } from '../logins/phc-cost.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { checkRecovery } from './check-recovery.ts';
import { setRecoveredPassword } from './set-password.ts';
import { startRecovery } from './start-recovery.ts';

/** `POST /v1/recoveries…`: a new password by a code sent to the address that is the identifier. */
export const addRecoveryRoutes: AddRoutes = (app, deps) => {
  const routes = app.withTypeProvider<Zod>();
  const tags = ['accounts'];
  routes.post(
    '/recoveries',
    {
      schema: {
        summary: 'Sends a code to the address of an account; answered alike when nobody has it',
        tags,
        body: recoveryBodySchema,
        response: { 200: recoveryAnswerSchema, 400: hubFaultSchema },
      },
    },
    async ({ client, body }, reply) => {
      const answer = await startRecovery(deps, client.id, body);
      deps.metrics.attempt('recovery', answer?.result ?? 'malformed');
      return (
        answer ??
        refuse(reply, 'malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
  );
  routes.post(
    '/recoveries/check',
    {
      schema: {
        summary: 'Checks the code of that mail',
        tags,
        body: codeBodySchema,
        response: { 200: recoveryCheckAnswerSchema },
      },
    },
    async ({ client, body }) => {
      const answer = await checkRecovery(deps, client.id, body);
      deps.metrics.attempt('recovery-code', answer.result);
      return answer;
    },
  );
  routes.post(
    '/recoveries/password',
    {
      schema: {
        summary: 'Sets the password of the account whose code was shown; may be sent again',
        tags,
        body: recoveryPasswordBodySchema,
        response: { 200: recoveryPasswordAnswerSchema, 400: hubFaultSchema },
      },
    },
    async ({ client, body }, reply) =>
      isVerifiable(body.phc)
        ? setRecoveredPassword(deps, client.id, body)
        : refuse(reply, 'malformed', 'No hub could check a password at this cost.'),
  );
};
