import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  deviceGoneSchema,
  deviceStatusSchema,
  registerDeviceAnswerSchema,
  registerDeviceBodySchema,
  useDeviceBodySchema,
} from '../../src-shared/hub-api/devices.ts';
import { faultResponses } from '../http/fault-responses.ts';
import { refuse } from '../http/refuse.ts';
import type { HubDeps } from '../hub-deps.ts';
import { AddressTries } from '../kiosks/address-tries.ts';
import { Gate } from '../logins/gate.ts';
import { PasswordCheck } from '../logins/password-check.ts';
import type { Zod } from '../routes.ts';
import { findOwnDevice, type OwnDevice, removeOwnDevice, useDevice } from './own-device.ts';
import { registerDevice } from './register-device.ts';

/** One argon2id check takes some 20 ms of a core and 19 MiB; kiosks have places of their own. */
const LIMITS = { running: 2, waiting: 64 };

const TAGS = ['devices'];

/**
 * `/v1/devices`: the interface for the mobile application, whose users are at home. No token of a kiosk opens it; each
 * address has a limit of requests, and of wrong passwords.
 */
export async function addDeviceRoutes(app: FastifyInstance, deps: HubDeps): Promise<void> {
  await app.register(rateLimit, { timeWindow: 60_000, max: deps.settings.HUB_REQUESTS_PER_MINUTE });
  addRegistration(app, deps);
  await app.register((own) => addOwnRoutes(own, deps), { prefix: '/me' });
}

function addRegistration(app: FastifyInstance, deps: HubDeps): void {
  const gate = new Gate(LIMITS);
  const passwords = new PasswordCheck();
  const tries = new AddressTries(deps.now);
  app.addHook('onReady', () => passwords.warmUp());
  app.withTypeProvider<Zod>().post(
    '',
    {
      schema: {
        summary: 'Registers a device by the password of its owner',
        tags: TAGS,
        body: registerDeviceBodySchema,
        response: {
          200: registerDeviceAnswerSchema,
          ...faultResponses('malformed', 'too-many-requests', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      if (tries.isSpent(request.ip))
        return refuse(
          reply,
          'too-many-requests',
          'too many wrong passwords from this address; wait ten minutes',
        );
      const answer = await gate.run(() => registerDevice({ ...deps, passwords }, request.body));
      deps.metrics.attempt('device', answer?.result ?? 'unavailable');
      if (answer === null)
        return refuse(reply, 'unavailable', 'too many logins at once; try again in some seconds');
      if (answer.result === 'wrong') tries.wrong(request.ip);
      return answer;
    },
  );
}

/** What a device asks about itself, by its token. */
function addOwnRoutes(app: FastifyInstance, deps: HubDeps): Promise<void> {
  const known = async (request: FastifyRequest, reply: FastifyReply): Promise<OwnDevice | null> => {
    const device = await findOwnDevice(deps, request.headers.authorization);
    if (device !== null) return device;
    void reply.header('www-authenticate', 'Bearer');
    void refuse(reply, 'unknown-device', 'no device has this token, or it was deleted: register it anew');
    return null;
  };
  const own = { tags: TAGS, security: [{ token: [] }] };
  const faults = faultResponses('malformed', 'unknown-device', 'too-many-requests', 'unavailable');
  const status = { 200: deviceStatusSchema, ...faults };
  const routes = app.withTypeProvider<Zod>();
  routes.get(
    '',
    { schema: { summary: 'Whether this device may be used', ...own, response: status } },
    async (request, reply) => {
      const device = await known(request, reply);
      return device === null ? reply : useDevice(deps, device);
    },
  );
  routes.post(
    '/use',
    {
      schema: {
        summary: 'The application was opened',
        ...own,
        body: useDeviceBodySchema,
        response: status,
      },
    },
    async (request, reply) => {
      const device = await known(request, reply);
      return device === null ? reply : useDevice(deps, device, request.body.place);
    },
  );
  routes.delete(
    '',
    {
      schema: {
        summary: 'Takes this device away, as when its user logs out',
        ...own,
        response: { 200: deviceGoneSchema, ...faults },
      },
    },
    async (request, reply) => {
      const device = await known(request, reply);
      return device === null ? reply : removeOwnDevice(deps, device);
    },
  );
  return Promise.resolve();
}
