import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { schemaState } from '../database/migrate.ts';
import type { HubDeps } from '../hub-deps.ts';
import type { Zod } from '../routes.ts';
import { faultResponses } from './fault-responses.ts';
import { refuse } from './refuse.ts';

const well = z.strictObject({ status: z.literal('ok') });

/** `/healthz` (the process), `/readyz` (may be sent requests) and `/metrics`. */
export function addStatusRoutes(app: FastifyInstance, deps: HubDeps): void {
  const routes = app.withTypeProvider<Zod>();
  routes.get('/healthz', { schema: { summary: 'The process runs', response: { 200: well } } }, () =>
    Promise.resolve({ status: 'ok' as const }),
  );
  routes.get(
    '/readyz',
    {
      schema: {
        summary: 'The database answers, its schema is current, and the hub is not stopping',
        response: { 200: well, ...faultResponses('unavailable') },
      },
    },
    async (_request, reply) => {
      if (deps.stopping.aborted) return refuse(reply, 'unavailable', 'stopping');
      const { state } = await schemaState(deps.database);
      if (state === 'behind') return refuse(reply, 'unavailable', 'the schema is behind: run migrate');
      return reply.send({ status: 'ok' as const });
    },
  );
  app.get('/metrics', { schema: { summary: 'Figures for Prometheus' } }, async (request, reply) =>
    mayRead(request, deps.settings.HUB_METRICS_TOKEN)
      ? reply.type(deps.metrics.contentType).send(await deps.metrics.text())
      : refuse(reply, 'not-found', 'metrics are for loopback, or for who has HUB_METRICS_TOKEN'),
  );
}

/** A proxy on this machine calls from loopback for whoever is behind it: what it passes on does not count. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined)
    return (
      /^(?:127\.|::1$|::ffff:127\.)/u.test(request.ip) && request.headers['x-forwarded-for'] === undefined
    );
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
