import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { CLIENT_FAULTS } from './fault-responses.ts';

/** Describes all routes that follow, by OpenAPI at `/docs` and `/docs/json`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Borne Adhérent: hub',
        version: '1',
        description: 'What kiosks and the website ask of head office.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
}

/** Adds to the description of each route that follows in this scope the token and the faults that all of them share. */
export function describeClientRoutes(clients: FastifyInstance): void {
  clients.addHook('onRoute', (route) => {
    const { response } = route.schema ?? {};
    route.schema = {
      ...route.schema,
      security: [{ token: [] }],
      response: { ...CLIENT_FAULTS, ...(response as object | undefined) },
    };
  });
}
