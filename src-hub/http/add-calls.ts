import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HubCall, Limit } from '../../src-shared/hub-api/wire/call.ts';
import { HUB_CALLS, type HubCallName } from '../../src-shared/hub-api/hub-calls.ts';
import { MINUTE } from '../../src-shared/time/units.ts';
import { holdsControlCharacter } from '../basics/control-characters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { HUB_FAULT_STATUS, hubFaultSchema, type HubFault } from '../../src-shared/hub-api/wire/faults.ts';
import { networkOf } from './network-of.ts';
import { SHOWS_TOKEN } from './caller.ts';
import type { Handler, Handlers } from './handlers.ts';
import { Refusal, refuse } from './refuse.ts';
import { WEBSITE_FACTOR } from '../../src-shared/policy/quotas.ts';

const WINDOW = MINUTE;

/** Schema of answers that are not JSON: for the description, not for a check. */
const OTHER_TEXT = z.string();

/** Adds a route with a rate limit for each row of {@link HUB_CALLS}. */
export async function addCalls(app: FastifyInstance, deps: HubDeps, handlers: Handlers): Promise<void> {
  const { HUB_REQUESTS_PER_MINUTE, HUB_FEED_REQUESTS_PER_MINUTE } = deps.settings;
  const add = (scope: FastifyInstance, limit: Limit, config: object = {}): void => {
    for (const name of Object.keys(HUB_CALLS) as HubCallName[])
      if (HUB_CALLS[name].limit === limit) addCall(scope, name, handlers, config);
  };
  add(app, 'none');
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      // Runs after `admit`, which finds the caller.
      hook: 'preParsing',
      timeWindow: WINDOW,
      max: ({ caller }) => HUB_REQUESTS_PER_MINUTE * (caller?.kind === 'website' ? WEBSITE_FACTOR : 1),
      keyGenerator: ({ caller }) => caller?.id ?? '',
    });
    add(scope, 'client');
    add(scope, 'feed', { rateLimit: { max: HUB_FEED_REQUESTS_PER_MINUTE } });
  });
  await app.register(async (scope) => {
    // Runs before `admit`, so that tokens cannot be guessed without a limit.
    await scope.register(rateLimit, {
      hook: 'onRequest',
      timeWindow: WINDOW,
      max: HUB_REQUESTS_PER_MINUTE,
      keyGenerator: ({ ip }) => networkOf(ip),
    });
    add(scope, 'address');
  });
}

function addCall(scope: FastifyInstance, name: HubCallName, handlers: Handlers, config: object): void {
  const { method, path, ...call }: HubCall = HUB_CALLS[name];
  // Each handler gets a body and query that its own row's schemas have checked.
  const handler = handlers[name] as unknown as Handler<'health'>;
  const needsToken = call.callers.some((caller) => SHOWS_TOKEN[caller]);
  scope.route({
    method,
    url: path,
    config: { call: name, ...config },
    schema: {
      summary: call.summary,
      ...(call.description !== undefined && { description: call.description }),
      ...(call.tag !== undefined && { tags: [call.tag] }),
      ...(needsToken && { security: [{ token: [] }] }),
      ...(call.body !== null && { body: call.body }),
      ...(call.query !== undefined && { querystring: call.query }),
      response: { 200: call.answer ?? OTHER_TEXT, ...faultResponses(...call.faults) },
    },
    preValidation: (request, reply, done) => {
      // An event is judged by itself, so that one bad event does not refuse its batch.
      if (name !== 'send-events' && [request.body, request.query].some(holdsControlCharacter))
        refuse(reply, 'malformed', 'a text holds a control character');
      else done();
    },
    handler: async (request, reply) => {
      const { body, query } = request;
      const answer = await handler({ caller: request.caller as null, body, query, request, reply });
      return answer instanceof Refusal ? refuse(reply, answer.error, answer.message) : answer;
    },
  });
}

/** Errors that a route may answer, for its `response` schema (see `/docs`). */
function faultResponses(...errors: readonly HubFault['error'][]): Record<number, typeof hubFaultSchema> {
  return Object.fromEntries(errors.map((error) => [HUB_FAULT_STATUS[error], hubFaultSchema]));
}
