import { rootCertificates } from 'node:tls';
import type { Agent, Dispatcher, request as undiciRequest } from 'undici';
import type { z } from 'zod';
import type { CallAnswer, CallBody, CallsOf } from '../../src-shared/hub-api/hub-calls.ts';
import { SMS_COUNTRIES_HEADER } from '../../src-shared/hub-api/contract.ts';
import type { Timers } from '../clock/timers.ts';
import type { Random } from '../random/random.ts';
import { networkCode, networkFault, refusalOf } from './hub-faults.ts';
import type { HubAnswer } from './hub-answer.ts';
import { hubUrl } from './hub-url.ts';
import { readAnswer } from './read-answer.ts';
import { KIOSK_HEADERS, RequestSigner, type KioskCredentials } from './request-signer.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Longest call while a visitor waits, in milliseconds. */
const VISITOR_TIMEOUT = 6 * SECOND;

/** Longest call in the background, in milliseconds. */
const BACKGROUND_TIMEOUT = 30 * SECOND;

/** Longest wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT = 5 * SECOND;

/** Largest answer in bytes: a hundred answers to events take about 7 kB. */
const ANSWER_LIMIT = 256 * 1024;

/** What a {@link HubClient} needs. */
export interface HubClientDeps {
  readonly url: string;
  /** PEM text of a private authority, trusted in addition to the public ones; null: none. */
  readonly ca: string | null;
  readonly timers: Timers;
  /** This machine's clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly random: Pick<Random, 'bytes'>;
  /** Countries to which this kiosk sends text messages; absent: it sends none. */
  readonly smsCountries?: readonly string[] | undefined;
}

/** A call of a kiosk, except the feed and the bytes of releases, which have clients of their own. */
export type KioskCall = Exclude<CallsOf<'kiosk'>, 'member-changes' | 'release-package'> | 'enrol';

/** Calls in the background: no visitor waits. */
const BACKGROUND: readonly KioskCall[] = [
  'enrol',
  'send-events',
  'nir-key',
  'tell-state',
  'release-offer',
  'release-news',
];

/** Options of a call. */
export interface CallOptions {
  /** Null: the kiosk is not enrolled yet. */
  readonly by: KioskCredentials | null;
  /** Token of a session of the member space. */
  readonly session?: string;
  /** Aborts the call. */
  readonly signal?: AbortSignal;
}

/**
 * Calls head office. Faults of network, proxy and hub are results. Redirects are not followed. Of an answer, only
 * what its schema has is used (see {@link readAnswer}).
 */
export class HubClient {
  readonly #deps: HubClientDeps;
  readonly #signer: RequestSigner;
  #agent: Agent | null = null;

  constructor(deps: HubClientDeps) {
    this.#deps = deps;
    this.#signer = new RequestSigner(deps.now, deps.random);
  }

  /** Makes one call of `HUB_CALLS`. The table is loaded with the first call, since the start does not need it. */
  async call<Name extends KioskCall>(
    name: Name,
    body: CallBody<Name>,
    { by, session, signal }: CallOptions,
  ): Promise<HubAnswer<CallAnswer<Name>>> {
    const { timers, smsCountries } = this.#deps;
    const limit = new AbortController();
    const timeout = BACKGROUND.includes(name) ? BACKGROUND_TIMEOUT : VISITOR_TIMEOUT;
    const cancel = timers.after(timeout, () => limit.abort());
    try {
      const [{ HUB_CALLS }, { request, dispatcher }] = await Promise.all([
        import('../../src-shared/hub-api/hub-calls.ts'),
        this.#connect(),
      ]);
      const { method, path, answer: schema } = HUB_CALLS[name];
      const text = JSON.stringify(body);
      const toSign = { method, path, body: text, ...(session !== undefined && { session }) };
      const send = (headers: Readonly<Record<string, string>>): Promise<Dispatcher.ResponseData> =>
        request(hubUrl(this.#deps.url, path), {
          dispatcher,
          method,
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(smsCountries !== undefined && { [SMS_COUNTRIES_HEADER]: smsCountries.join(',') }),
            ...headers,
          },
          body: text,
          signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
        });
      const answer = await (by === null ? send(KIOSK_HEADERS) : this.#signer.send(by, toSign, send));
      return judge(
        answer.statusCode,
        await answer.body.text(),
        schema as unknown as z.ZodType<CallAnswer<Name>>,
      );
    } catch (error) {
      if (limit.signal.aborted) return { ok: false, fault: 'timeout' };
      if (signal?.aborted) return { ok: false, fault: 'line-cut' };
      return { ok: false, fault: networkFault(error), code: networkCode(error) };
    } finally {
      cancel();
    }
  }

  /** Closes all connections; a running call ends with a fault. */
  close(): void {
    void this.#agent?.destroy();
  }

  /** Loaded with the first call, so that the start does not wait for it. */
  async #connect(): Promise<{ request: typeof undiciRequest; dispatcher: Agent }> {
    const undici = await import('undici');
    const { ca } = this.#deps;
    this.#agent ??= new undici.Agent({
      connections: 4,
      pipelining: 1,
      maxResponseSize: ANSWER_LIMIT,
      connect: { timeout: CONNECT_TIMEOUT, ...(ca !== null && { ca: [...rootCertificates, ca] }) },
    });
    return { request: undici.request, dispatcher: this.#agent };
  }
}

/** Only a hub answers in these forms. With any other answer, head office has not answered. */
function judge<Value>(status: number, text: string, schema: z.ZodType<Value>): HubAnswer<Value> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'proxy' };
  }
  if (status >= 400) {
    const fault = refusalOf(status, json);
    // Only the feed can answer `reload`.
    return { ok: false, fault: fault === 'reload' ? 'fault' : fault };
  }
  const read = status === 200 ? readAnswer(schema, json) : null;
  if (read === null) return { ok: false, fault: 'proxy' };
  const { value, unread } = read;
  return { ok: true, value, ...(unread > 0 && { unread }) };
}
