import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { SecureContextOptions } from 'node:tls';
import { admit } from './admit.ts';
import { addCalls } from './http/add-calls.ts';
import { answerFaults } from './http/answer-faults.ts';
import { countRequests } from './http/count-requests.ts';
import { describeApi, DOCS_PATH } from './http/describe-api.ts';
import { refuse } from './http/refuse.ts';
import { TokenTries } from './http/token-tries.ts';
import { compareSignedBodies } from './http/signed-bodies.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { addPages } from './pages/add-pages.ts';
import { answerOddAddresses } from './pages/odd-addresses.ts';
import { BRANCH_PAGE_PATH } from '../src-shared/hub-api/staff/branch-page.ts';
import { addStaticPage } from './branch/page/static-page.ts';
import { PAGES_PATH } from './pages/page-headers.ts';
import { refuseDevice } from './member-space/devices/own-device.ts';
import { refuseSignature } from './kiosks/authenticate.ts';
import { callHandlers } from './call-handlers.ts';
import { SECOND } from '../src-shared/time/units.ts';

/** Largest body in bytes. A full batch of events has about 50 kB. */
const BODY_LIMIT = 262_144;

/** Time within which a whole request must arrive, in milliseconds. */
const REQUEST_WITHIN = 30 * SECOND;

/** Builds the hub's HTTP server; it does not listen yet. @param certificate null means plain HTTP */
export async function createApp(
  deps: HubDeps,
  certificate: SecureContextOptions | null,
): Promise<FastifyInstance> {
  const { settings, stopping } = deps;
  const options = {
    // Trust one proxy only: earlier entries of X-Forwarded-For come from the caller.
    trustProxy: settings.HUB_BEHIND_PROXY && ((_address: string, hop: number) => hop === 0),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_WITHIN,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerOddAddresses(deps),
    // One bad event must not make the whole batch fail; its schema judges each event.
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
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping.aborted) void reply.header('connection', 'close');
    done();
  });
  app.decorateRequest('caller', null);
  const tokens = new TokenTries(deps.now);
  app.addHook('preParsing', (request, reply) => admit(deps, tokens, request, reply));
  compareSignedBodies(app, options, async ({ caller }) => {
    const reason = 'the body is another than the one that was signed';
    const id = caller?.id ?? '';
    return caller?.kind === 'device' ? refuseDevice(deps, id, reason) : refuseSignature(deps, id, reason);
  });
  app.addHook('onRoute', ({ config, method, url }) => {
    const isCall = config?.call !== undefined;
    if (
      !isCall &&
      ![DOCS_PATH, PAGES_PATH, BRANCH_PAGE_PATH].some((path) => url === path || url.startsWith(`${path}/`))
    )
      throw new Error(`${String(method)} ${url} stands in no table: see HUB_CALLS`);
  });
  await app.register(helmet, { contentSecurityPolicy: false });
  if (settings.HUB_API_DOCS) await describeApi(app);
  await addCalls(app, deps, callHandlers(deps, app));
  await app.register((pages) => addPages(pages, deps), { prefix: PAGES_PATH });
  await app.register(
    (page, _options, done) => {
      addStaticPage(page);
      done();
    },
    { prefix: BRANCH_PAGE_PATH },
  );
  return app;
}
