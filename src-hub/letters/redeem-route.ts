import { hubFaultSchema } from '../../src-shared/hub-api/faults.ts';
import { redeemAnswerSchema, redeemBodySchema } from '../../src-shared/hub-api/letters.ts';
import { refuse } from '../http/refuse.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { redeem } from './redeem.ts';

/** `POST /v1/letters/redeem`: spends the code of a letter. */
export const addRedeemRoutes: AddRoutes = (app, deps) => {
  app.withTypeProvider<Zod>().post(
    '/letters/redeem',
    {
      schema: {
        summary: 'Spends the code of a letter',
        tags: ['members'],
        body: redeemBodySchema,
        response: { 200: redeemAnswerSchema, 400: hubFaultSchema },
      },
    },
    async ({ client, body }, reply) => {
      const answer = await redeem(deps, client.id, body);
      deps.metrics.attempt('letter', answer?.result ?? 'malformed');
      return (
        answer ??
        refuse(reply, 'malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
  );
};
