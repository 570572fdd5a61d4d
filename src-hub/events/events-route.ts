import { eventAnswersSchema, eventBatchSchema } from '../../src-shared/hub-api/events.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { applyBatch } from './apply-batch.ts';

/** `POST /v1/events`: decisions of kiosks, applied exactly once. */
export const addEventRoutes: AddRoutes = (app, deps) => {
  app.withTypeProvider<Zod>().post(
    '/events',
    {
      schema: {
        summary: 'Decisions made at a kiosk, applied once each and answered one by one',
        tags: ['events'],
        body: eventBatchSchema,
        response: { 200: eventAnswersSchema },
      },
    },
    ({ client, body }) => applyBatch(deps, client.id, body),
  );
};
