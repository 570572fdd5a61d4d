import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller, Callers } from '../src-shared/hub-api/wire/call.ts';
import { CONTRACT_HEADER, isServed, OLDEST_SERVED } from '../src-shared/hub-api/contract.ts';
import { HUB_CALLS } from '../src-shared/hub-api/hub-calls.ts';
import { findOwnDevice } from './member-space/devices/own-device.ts';
import { findPage, isOfPage, originOf, pageToken } from './branch/page/page-session.ts';
import { bearerToken, type StaffCaller, type CallingDevice, type HubClient } from './http/caller.ts';
import { Refusal, refuse } from './http/refuse.ts';
import { isLoopback } from '../src-shared/values/contact/host.ts';
import type { HubDeps } from './core/hub-deps.ts';
import type { TokenTries } from './http/token-tries.ts';
import { authenticate, UNKNOWN_KIOSK } from './kiosks/authenticate.ts';
import { HUB_TIME_HEADER } from '../src-shared/hub-api/request-signatures.ts';

/** Prefix of all calls except those of monitoring systems. */
const API_PATH = '/v1/';

const OUTDATED = new Refusal(
  'outdated',
  `this hub serves contracts from ${OLDEST_SERVED} on: update the application that calls`,
);

const UNKNOWN_DEVICE = new Refusal(
  'unknown-device',
  'no device has this token, or it was deleted: register it anew',
);

const TOO_MANY_TOKENS = new Refusal(
  'too-many-requests',
  'too many wrong tokens from this network; wait a minute',
);

const NOT_MONITOR = new Refusal('not-found', 'this is for loopback, or for who has HUB_METRICS_TOKEN');

const NOT_LOGGED_IN = new Refusal('not-logged-in', 'there is no session of the branch page: log in');

const NOT_OF_PAGE = new Refusal('not-of-page', 'the branch page did not make this request: load it again');

/**
 * Finds out who calls, and refuses callers that the row of the call in {@link HUB_CALLS} does not name. Runs before
 * anything else of the request is read. The pages for people and `/docs` are not calls: they are open to everybody.
 * @param tokens limits how many wrong tokens of one network are looked up
 */
export async function admit(
  deps: HubDeps,
  tokens: TokenTries,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { call } = request.routeOptions.config;
  const { path, callers } = call === undefined ? unknownAddress(request) : HUB_CALLS[call];
  if (callers === null) return undefined;
  const isOutdated = path.startsWith(API_PATH) && !isServed(request.headers[CONTRACT_HEADER]);
  const found = isOutdated ? OUTDATED : await whoCalls(deps, tokens, request, callers);
  if (found instanceof Refusal) {
    if (found.error === 'unknown-kiosk' || found.error === 'unknown-device')
      void reply.header('www-authenticate', 'Bearer');
    if (found.error === 'signature-time') void reply.header(HUB_TIME_HEADER, deps.now().getTime());
    return refuse(reply, found.error, found.message);
  }
  request.caller = found;
  return undefined;
}

/** Only an authenticated client may learn which addresses exist below `/v1/`. */
function unknownAddress({ url }: FastifyRequest): { path: string; callers: Callers | null } {
  return { path: url, callers: url.startsWith(API_PATH) ? ['kiosk', 'website'] : null };
}

/** @returns null when the call is open, or when the caller needs no identity */
async function whoCalls(
  deps: HubDeps,
  tokens: TokenTries,
  request: FastifyRequest,
  callers: Callers,
): Promise<HubClient | CallingDevice | StaffCaller | Refusal | null> {
  switch (callers[0]) {
    case 'public':
      return null;
    case 'monitor':
      return isMonitor(request, deps.settings.HUB_METRICS_TOKEN) ? null : NOT_MONITOR;
    case 'staff':
      return pageOf(deps, tokens, request);
    case 'device':
      return deviceOf(deps, tokens, request);
    case 'kiosk':
    case 'website':
      return clientOf(deps, tokens, request, callers);
  }
}

/** The device whose token the request has. */
async function deviceOf(
  deps: HubDeps,
  tokens: TokenTries,
  request: FastifyRequest,
): Promise<CallingDevice | Refusal> {
  const token = tokenOf(tokens, request, UNKNOWN_DEVICE);
  if (token instanceof Refusal) return token;
  const found = await findOwnDevice(deps, token, request);
  tokens.tell(request.ip, token, found !== null);
  if (found === null) return UNKNOWN_DEVICE;
  if (found instanceof Refusal) return found;
  request.signedDigest = found.bodyDigest;
  return found.device;
}

/** The kiosk or website whose token the request has. */
async function clientOf(
  deps: HubDeps,
  tokens: TokenTries,
  request: FastifyRequest,
  callers: readonly Caller[],
): Promise<HubClient | Refusal> {
  const token = tokenOf(tokens, request, UNKNOWN_KIOSK);
  if (token instanceof Refusal) return token;
  const found = await authenticate(deps, token, request);
  tokens.tell(request.ip, token, found !== UNKNOWN_KIOSK);
  if (found instanceof Refusal) return found;
  const { client, bodyDigest } = found;
  request.signedDigest = bodyDigest;
  if (callers.includes(client.kind)) return client;
  return new Refusal('not-found', `a ${client.kind} has no such address`);
}

/** The token in `Authorization`. @param none what is answered without one */
function tokenOf(tokens: TokenTries, request: FastifyRequest, none: Refusal): string | Refusal {
  // Of two, a proxy might judge one and this hub the other.
  const token = isNamedTwice(request, 'authorization') ? null : bearerToken(request.headers);
  if (token === null) return none;
  return tokens.isBarred(request.ip, token) ? TOO_MANY_TOKENS : token;
}

/** The session of a branch page, by its cookie, which other hosts can neither set nor send. */
async function pageOf(
  deps: HubDeps,
  tokens: TokenTries,
  request: FastifyRequest,
): Promise<StaffCaller | Refusal> {
  const { ip, headers } = request;
  const token = isNamedTwice(request, 'cookie') ? null : pageToken(headers);
  if (token === null) return NOT_LOGGED_IN;
  if (tokens.isBarred(ip, token)) return TOO_MANY_TOKENS;
  const found = await findPage(deps, token, originOf(request));
  tokens.tell(ip, token, found !== null);
  if (found === null) return NOT_LOGGED_IN;
  return isOfPage(request, found.csrf) ? found : NOT_OF_PAGE;
}

function isNamedTwice({ raw }: FastifyRequest, header: string): boolean {
  return raw.rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === header).length > 1;
}

/** Headers by which proxies say for whom they ask. */
const PROXIED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

/**
 * Who asks from this machine, or has the token. A proxy on this machine forwards requests of strangers from loopback:
 * what a proxy has touched needs the token.
 */
function isMonitor(request: FastifyRequest, token: string | undefined): boolean {
  const isForwarded = PROXIED.some((name) => request.headers[name] !== undefined);
  if (isLoopback(request.ip) && !isForwarded) return true;
  if (token === undefined) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
