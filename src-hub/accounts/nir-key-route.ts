import { nirKeyAnswerSchema } from '../../src-shared/hub-api/accounts.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { nirKey } from './nir-key.ts';

/** `POST /v1/accounts/nir-key`: gives the key under which kiosks hash NIR, so that none of these leaves a kiosk. */
export const addNirKeyRoute: AddRoutes = (app, { settings }) => {
  app.withTypeProvider<Zod>().post(
    '/accounts/nir-key',
    {
      schema: {
        summary: 'The key under which social-security numbers are hashed',
        tags: ['accounts'],
        response: { 200: nirKeyAnswerSchema },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      return { key: nirKey(settings.HUB_SECRET).toString('base64url') };
    },
  );
};
