import {
  accountStatusSchema,
  activateBodySchema,
  attemptBodySchema,
  changeEmailBodySchema,
  codeBodySchema,
  openAccountAnswerSchema,
  openAccountBodySchema,
} from '../../src-shared/hub-api/accounts.ts';
import { hubFaultSchema } from '../../src-shared/hub-api/faults.ts';
import { refuse } from '../http/refuse.ts';
import { isVerifiable } from '../logins/phc-cost.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { activate } from './activate.ts';
import { changeEmail } from './change-email.ts';
import { confirmByCode } from './confirm.ts';
import { openAccount } from './open.ts';
import { resend } from './resend.ts';
import { status } from './activation-status.ts';

const tags = ['accounts'];
const answers = { 200: accountStatusSchema };
const refusable = { ...answers, 400: hubFaultSchema };

/** `POST /v1/accounts/…`: the activation of an account, from its provisional password to its confirmation. */
export const addAccountRoutes: AddRoutes = (app, deps) => {
  const routes = app.withTypeProvider<Zod>();
  routes.post(
    '/accounts/open',
    {
      schema: {
        summary: 'Shows a provisional password, and spends nothing',
        tags,
        body: openAccountBodySchema,
        response: { 200: openAccountAnswerSchema, 400: hubFaultSchema },
      },
    },
    async ({ client, body }, reply) => {
      const answer = await openAccount(deps, client.id, body);
      deps.metrics.attempt('provisional-password', answer?.result ?? 'malformed');
      return (
        answer ??
        refuse(reply, 'malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
  );
  routes.post(
    '/accounts/activate',
    {
      schema: {
        summary: 'Makes the account that waits for its confirmation',
        tags,
        body: activateBodySchema,
        response: refusable,
      },
    },
    async ({ client, body }, reply) => {
      const hashes = [body.phc, ...(body.secret === null ? [] : [body.secret.phc])];
      if (!hashes.every(isVerifiable))
        return refuse(reply, 'malformed', 'A hash has a cost that head office does not bear.');
      const answer = await activate(deps, client.id, body);
      deps.metrics.attempt('activation', answer.result);
      return answer;
    },
  );
  routes.post(
    '/accounts/status',
    {
      schema: { summary: 'How an activation stands', tags, body: attemptBodySchema, response: answers },
    },
    ({ client, body }) => status(deps, { attempt: body.attempt.toLowerCase(), kiosk: client.id }),
  );
  routes.post(
    '/accounts/resend',
    {
      schema: {
        summary: 'Sends the mail of confirmation again, within its limits',
        tags,
        body: attemptBodySchema,
        response: answers,
      },
    },
    ({ client, body }) => resend(deps, { attempt: body.attempt.toLowerCase(), kiosk: client.id }),
  );
  routes.post(
    '/accounts/email',
    {
      schema: {
        summary: 'Gives an account another address before it is confirmed',
        tags,
        body: changeEmailBodySchema,
        response: answers,
      },
    },
    ({ client, body }) => changeEmail(deps, client.id, body),
  );
  routes.post(
    '/accounts/confirm',
    {
      schema: {
        summary: 'Confirms an account by the code of its mail',
        tags,
        body: codeBodySchema,
        response: answers,
      },
    },
    async ({ client, body }) => {
      const answer = await confirmByCode(deps, client.id, body);
      deps.metrics.attempt('confirmation', answer.result);
      return answer;
    },
  );
};
