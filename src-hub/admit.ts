import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../src-shared/hub-api/call.ts';
import { CONTRACT_HEADER, isServed, OLDEST_SERVED } from '../src-shared/hub-api/contract.ts';
import { HUB_CALLS } from '../src-shared/hub-api/hub-calls.ts';
import { findOwnDevice } from './member-space/devices/own-device.ts';
import type { CallingDevice, HubClient } from './http/caller.ts';
import { Refusal, refuse } from './http/refuse.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { authenticate } from './kiosks/authenticate.ts';

/** Prefix of all calls except those of monitoring systems. */
const API_PATH = '/v1/';

const OUTDATED = new Refusal(
  'outdated',
  `this hub serves contracts from ${OLDEST_SERVED} on: update the application that calls`,
);

/**
 * Finds out who calls, and refuses callers that the row of the call in {@link HUB_CALLS} does not name. Runs before
 * anything else of the request is read. The pages for people and `/docs` are not calls: they are open to everybody.
 */
export async function admit(
  deps: HubDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { call } = request.routeOptions.config;
  const { path, callers } = call === undefined ? unknownAddress(request) : HUB_CALLS[call];
  if (callers === null) return undefined;
  const isOutdated = path.startsWith(API_PATH) && !isServed(request.headers[CONTRACT_HEADER]);
  const found = isOutdated ? OUTDATED : await whoCalls(deps, request, callers);
  if (found instanceof Refusal) {
    if (found.error === 'unknown-kiosk' || found.error === 'unknown-device')
      void reply.header('www-authenticate', 'Bearer');
    return refuse(reply, found.error, found.message);
  }
  request.caller = found;
  return undefined;
}

/** Only an authenticated client may learn which addresses exist below `/v1/`. */
function unknownAddress({ url }: FastifyRequest): { path: string; callers: readonly Caller[] | null } {
  return { path: url, callers: url.startsWith(API_PATH) ? ['kiosk', 'website'] : null };
}

/** @returns null when the call is open, or when the caller needs no identity */
async function whoCalls(
  deps: HubDeps,
  request: FastifyRequest,
  callers: readonly Caller[],
): Promise<HubClient | CallingDevice | Refusal | null> {
  if (callers.includes('public')) return null;
  if (callers.includes('staff'))
    return isStaff(request, deps.settings.HUB_METRICS_TOKEN)
      ? null
      : new Refusal('not-found', 'this is for loopback, or for who has HUB_METRICS_TOKEN');
  if (callers.includes('device'))
    return (
      (await findOwnDevice(deps, request.headers.authorization)) ??
      new Refusal('unknown-device', 'no device has this token, or it was deleted: register it anew')
    );
  const client = await authenticate(deps, request.headers);
  if (client instanceof Refusal || callers.includes(client.kind)) return client;
  return new Refusal('not-found', `a ${client.kind} has no such address`);
}

/** Loopback counts only without a proxy: a proxy on this machine forwards requests of strangers from loopback. */
function isStaff(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined)
    return (
      /^(?:127\.|::1$|::ffff:127\.)/u.test(request.ip) && request.headers['x-forwarded-for'] === undefined
    );
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
