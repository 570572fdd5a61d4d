import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { SecureContextOptions } from 'node:tls';
import { addDeviceRoutes } from './devices/device-routes.ts';
import { answerFaults, answerUnknownAddresses } from './http/answer-faults.ts';
import { countRequests } from './http/count-requests.ts';
import { describeApi, describeClientRoutes } from './http/describe-api.ts';
import { refuse } from './http/refuse.ts';
import { addStatusRoutes } from './http/status-routes.ts';
import type { HubDeps } from './hub-deps.ts';
import { authenticate } from './kiosks/authenticate.ts';
import { addEnrolment } from './kiosks/enrolment-route.ts';
import { addPages } from './pages/add-pages.ts';
import { answerOddAddresses } from './pages/odd-addresses.ts';
import { PAGES_PATH } from './pages/page-headers.ts';
import { CLIENT_ROUTES } from './routes.ts';

/** Largest body: a full batch of events has 50 kB. */
const BODY_LIMIT = 262_144;

/** Milliseconds within which a request must have arrived whole. */
const REQUEST_WITHIN = 30_000;

/** A website speaks for many visitors at once: so many times the limit of a kiosk. */
const WEBSITE_FACTOR = 10;

/** The hub's HTTP interface, not yet listening. @param certificate null: plain HTTP */
export async function createApp(
  deps: HubDeps,
  certificate: SecureContextOptions | null,
): Promise<FastifyInstance> {
  const { settings, stopping } = deps;
  const options = {
    // One balancer stands in front at most; what came before it was said by the caller.
    trustProxy: settings.HUB_BEHIND_PROXY && ((_address: string, hop: number) => hop === 0),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_WITHIN,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerOddAddresses(deps),
    // One odd decision must not have the whole batch refused; each is judged by its schema.
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  } as const;
  const app: FastifyInstance =
    certificate === null
      ? Fastify(options)
      : Fastify({
          ...options,
          https: { ...certificate, minVersion: 'TLSv1.2' },
        });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerFaults(app, deps);
  countRequests(app, deps);
  app.addHook('onRequest', async (request, reply) => {
    if (!stopping.aborted) return;
    void reply.header('connection', 'close');
    if (request.url.startsWith('/v1/')) await refuse(reply, 'unavailable', 'the hub is stopping; try again');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping.aborted) void reply.header('connection', 'close');
  });
  await app.register(helmet, { contentSecurityPolicy: false });
  await describeApi(app);
  addStatusRoutes(app, deps);
  addEnrolment(app, deps);
  const forClients = async (clients: FastifyInstance): Promise<void> => {
    clients.decorateRequest('client');
    clients.addHook('onRequest', (request, reply) => authenticate(deps, request, reply));
    await clients.register(rateLimit, {
      hook: 'preParsing',
      timeWindow: 60_000,
      max: ({ client }) =>
        settings.HUB_REQUESTS_PER_MINUTE * (client.kind === 'website' ? WEBSITE_FACTOR : 1),
      keyGenerator: ({ client }) => client.id,
    });
    answerUnknownAddresses(clients);
    describeClientRoutes(clients);
    for (const add of CLIENT_ROUTES) add(clients, deps);
  };
  await app.register(forClients, { prefix: '/v1' });
  await app.register((devices) => addDeviceRoutes(devices, deps), { prefix: '/v1/devices' });
  await app.register((pages) => addPages(pages, deps), { prefix: PAGES_PATH });
  return app;
}
