import { MACHINE_HEADER } from '../../../src-shared/hub-api/enrolment.ts';

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

/** Calls a hub over HTTP. `body`: an object is sent as JSON; a string is sent as it is, with the type of JSON. */
export async function askHub(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: jsonOf(text), text, headers: answer.headers };
}

/** Calls with a client's token and the fingerprint of its machine. */
export function requestsOf(url: string, client: { token: string; machine: string }): Requests {
  const headers = { authorization: `Bearer ${client.token}`, [MACHINE_HEADER]: client.machine };
  return {
    get: (path) => askHub(url + path, 'GET', undefined, headers),
    post: (path, body) => askHub(url + path, 'POST', body, headers),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
