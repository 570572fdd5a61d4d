import { randomUUID } from 'node:crypto';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { RequestSigner, type RequestToSign } from '../../../src-main/hub-client/request-signer.ts';
import type { HubConnection } from '../../../src-main/hub-client/hub-connection.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { SESSION_HEADER } from '../../../src-shared/hub-api/space-session.ts';

/** An answer of a hub. */
export interface RawAnswer {
  readonly status: number;
  /** Parsed JSON, or null. */
  readonly body: unknown;
  readonly text: string;
  readonly headers: Headers;
}

/** Calls of one client. */
export interface Requests {
  get(path: string): Promise<RawAnswer>;
  post(path: string, body: unknown): Promise<RawAnswer>;
}

/** An enrolled kiosk or website. */
export interface RigClient {
  readonly kiosk: string;
  readonly token: string;
  /** By which its requests are signed; null: a website without a key. */
  readonly privateKey: string | null;
}

/** Calls a hub over HTTP. `body`: an object is sent as JSON; a string is sent as it is, with the type of JSON. */
export async function askHub(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const text = textOf(body);
  const answer = await fetch(url, {
    method,
    headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  const said = await answer.text();
  return { status: answer.status, body: jsonOf(said), text: said, headers: answer.headers };
}

/** Enrols a client through the real call; a kiosk with a new key. */
export async function enrolClient(
  url: string,
  code: string,
  kind: 'kiosk' | 'website' = 'kiosk',
): Promise<RigClient> {
  const pair = kind === 'kiosk' ? makeKeyPair() : null;
  const body = { code, attempt: randomUUID(), ...(pair && { key: pair.publicKey }) };
  const answer = await askHub(`${url}/v1/kiosks/enrol`, 'POST', body);
  if (answer.status !== 200) throw new Error(`the enrolment was answered ${answer.status}: ${answer.text}`);
  return { ...(answer.body as { kiosk: string; token: string }), privateKey: pair?.privateKey ?? null };
}

/**
 * What the application needs to call as this kiosk.
 * @throws for a website without a key
 */
export function connectionOf(url: string, { token, privateKey }: RigClient): HubConnection {
  if (privateKey === null) throw new Error('this client has no key');
  return { url, token, privateKey, ca: null };
}

/** The signer of each client: it knows the time of the hub. */
const SIGNERS = new Map<string, RequestSigner>();

/** The signer of a kiosk, by its private key. */
function signerOf(privateKey: string): RequestSigner {
  const signer = SIGNERS.get(privateKey) ?? new RequestSigner(() => Date.now(), systemRandom);
  SIGNERS.set(privateKey, signer);
  return signer;
}

/** Headers by which a client shows who it is, for one request; by the hub's time, if it was told by an earlier one. */
export function headersOf(
  { token, privateKey }: Pick<RigClient, 'token' | 'privateKey'>,
  toSign: RequestToSign,
): Record<string, string> {
  const { session } = toSign;
  if (privateKey !== null) return signerOf(privateKey).headers({ token, privateKey }, toSign);
  return { authorization: `Bearer ${token}`, ...(session !== undefined && { [SESSION_HEADER]: session }) };
}

/**
 * Calls a hub as a client, signed as a kiosk signs.
 * @param headers more headers; they are not signed
 */
export async function askAs(
  url: string,
  client: Pick<RigClient, 'token' | 'privateKey'>,
  { method, path, body, session }: { method: string; path: string; body?: unknown; session?: string | null },
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const at = path.includes('?') ? path.indexOf('?') : path.length;
  const toSign: RequestToSign = {
    method,
    path: path.slice(0, at),
    query: path.slice(at),
    body: textOf(body) ?? '',
    ...(typeof session === 'string' && { session }),
  };
  const send = async (signed: Record<string, string>) => {
    const raw = await askHub(url + path, method, body, { ...signed, ...headers });
    return { raw, headers: Object.fromEntries(raw.headers), body: { dump: () => Promise.resolve() } };
  };
  const { token, privateKey } = client;
  if (privateKey === null) return (await send(headersOf(client, toSign))).raw;
  return (await signerOf(privateKey).send({ token, privateKey }, toSign, send)).raw;
}

/** Calls of a client. */
export function requestsOf(url: string, client: Pick<RigClient, 'token' | 'privateKey'>): Requests {
  return {
    get: (path) => askAs(url, client, { method: 'GET', path }),
    post: (path, body) => askAs(url, client, { method: 'POST', path, body }),
  };
}

function textOf(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
