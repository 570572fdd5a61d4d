import { rootCertificates } from 'node:tls';
import type { Agent, request as undiciRequest } from 'undici';
import type { z } from 'zod';
import {
  accountStatusSchema,
  nirKeyAnswerSchema,
  openAccountAnswerSchema,
  recoveryAnswerSchema,
  recoveryCheckAnswerSchema,
  recoveryPasswordAnswerSchema,
  type AccountStatus,
  type ActivateBody,
  type ChangeEmailBody,
  type CodeBody,
  type NirKeyAnswer,
  type OpenAccountAnswer,
  type OpenAccountBody,
  type RecoveryAnswer,
  type RecoveryCheckAnswer,
  type RecoveryPasswordAnswer,
  type RecoveryPasswordBody,
  type RecoveryBody,
} from '../../src-shared/hub-api/accounts.ts';
import { eventAnswersSchema, type EventAnswers, type EventBatch } from '../../src-shared/hub-api/events.ts';
import {
  enrolAnswerSchema,
  MACHINE_HEADER,
  type EnrolAnswer,
  type EnrolBody,
} from '../../src-shared/hub-api/enrolment.ts';
import { hubFaultSchema } from '../../src-shared/hub-api/faults.ts';
import { loginAnswerSchema, type LoginAnswer, type LoginBody } from '../../src-shared/hub-api/logins.ts';
import { redeemAnswerSchema, type RedeemAnswer, type RedeemBody } from '../../src-shared/hub-api/letters.ts';
import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { SESSION_HEADER } from '../../src-shared/hub-api/space-session.ts';
import type { Timers } from '../clock/timers.ts';
import { FAULT_OF, networkFault } from './hub-faults.ts';
import type { HubAnswer } from './hub-answer.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Longest request while a visitor waits for it, in milliseconds. */
const VISITOR_TIMEOUT = 6 * SECOND;

/** Longest request that nobody waits for, in milliseconds. */
const BACKGROUND_TIMEOUT = 30 * SECOND;

/** Longest wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT = 5 * SECOND;

/** Most bytes of an answer: a hundred answers to events take some 7 kB. */
const ANSWER_LIMIT = 256 * 1024;

/** What a {@link HubClient} needs. */
export interface HubClientDeps {
  readonly url: string;
  /** PEM text of a private authority, trusted besides the public ones; null: none. */
  readonly ca: string | null;
  /** Mark of this machine. */
  readonly machine: string;
  readonly timers: Timers;
}

/** What can be asked about an activation that is under way. */
export type AccountCall =
  | { readonly type: 'activate'; readonly body: ActivateBody }
  | { readonly type: 'status' | 'resend'; readonly body: { readonly attempt: string } }
  | { readonly type: 'email'; readonly body: ChangeEmailBody }
  | { readonly type: 'confirm'; readonly body: CodeBody };

/** One request. */
interface Call<Value> {
  readonly path: string;
  readonly token: string | null;
  /** Of the member space. */
  readonly session?: string;
  readonly body: unknown;
  readonly schema: z.ZodType<Value>;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/**
 * Speaks to head office. Faults of network, proxy and hub are results; redirects are not followed; nothing of an answer
 * is used that its schema does not have.
 */
export class HubClient {
  readonly #deps: HubClientDeps;
  readonly #base: string;
  #agent: Agent | null = null;

  constructor(deps: HubClientDeps) {
    this.#deps = deps;
    this.#base = deps.url.endsWith('/') ? deps.url : `${deps.url}/`;
  }

  /** Asks to be let in. */
  enrol(request: EnrolBody, signal?: AbortSignal): Promise<HubAnswer<EnrolAnswer>> {
    const call = { path: 'v1/kiosks/enrol', token: null, body: request, schema: enrolAnswerSchema };
    return this.#post({ ...call, timeout: BACKGROUND_TIMEOUT, ...(signal && { signal }) });
  }

  /** Tells decisions. As many answers as events is for the caller to check. */
  sendEvents(token: string, batch: EventBatch, signal?: AbortSignal): Promise<HubAnswer<EventAnswers>> {
    const call = { path: 'v1/events', token, body: batch, schema: eventAnswersSchema };
    return this.#post({ ...call, timeout: BACKGROUND_TIMEOUT, ...(signal && { signal }) });
  }

  /** Checks a password. */
  login(token: string, request: LoginBody): Promise<HubAnswer<LoginAnswer>> {
    const call = { path: 'v1/logins', token, body: request, schema: loginAnswerSchema };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** Checks the code of a letter, and spends it. */
  redeemLetter(token: string, request: RedeemBody): Promise<HubAnswer<RedeemAnswer>> {
    const call = { path: 'v1/letters/redeem', token, body: request, schema: redeemAnswerSchema };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** Asks for the key under which NIR are hashed. */
  nirKey(token: string): Promise<HubAnswer<NirKeyAnswer>> {
    const call = { path: 'v1/accounts/nir-key', token, body: {}, schema: nirKeyAnswerSchema };
    return this.#post({ ...call, timeout: BACKGROUND_TIMEOUT });
  }

  /** Shows a provisional password. */
  openAccount(token: string, request: OpenAccountBody): Promise<HubAnswer<OpenAccountAnswer>> {
    const call = { path: 'v1/accounts/open', token, body: request, schema: openAccountAnswerSchema };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** One request about an activation that is under way. */
  account(token: string, request: AccountCall): Promise<HubAnswer<AccountStatus>> {
    const call = {
      path: `v1/accounts/${request.type}`,
      token,
      body: request.body,
      schema: accountStatusSchema,
    };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** Asks for a code by mail. */
  startRecovery(token: string, request: RecoveryBody): Promise<HubAnswer<RecoveryAnswer>> {
    const call = { path: 'v1/recoveries', token, body: request, schema: recoveryAnswerSchema };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** Shows the code of that mail. */
  checkRecovery(token: string, request: CodeBody): Promise<HubAnswer<RecoveryCheckAnswer>> {
    const call = { path: 'v1/recoveries/check', token, body: request, schema: recoveryCheckAnswerSchema };
    return this.#post({ ...call, timeout: VISITOR_TIMEOUT });
  }

  /** Sets the password after that code. */
  recoverPassword(token: string, request: RecoveryPasswordBody): Promise<HubAnswer<RecoveryPasswordAnswer>> {
    const schema = recoveryPasswordAnswerSchema;
    return this.#post({
      ...{ path: 'v1/recoveries/password', token, body: request, schema },
      timeout: VISITOR_TIMEOUT,
    });
  }

  /** One call of the member space; its schemas are loaded with the first, since the start of the kiosk needs none. */
  async space<Name extends SpaceCall>(
    token: string,
    session: string,
    name: Name,
    body: SpaceBody<Name>,
  ): Promise<HubAnswer<SpaceAnswer<Name>>> {
    const { SPACE_CALLS } = await import('../../src-shared/hub-api/space-calls.ts');
    const schema = SPACE_CALLS[name].answer as unknown as z.ZodType<SpaceAnswer<Name>>;
    return this.#post({ path: `v1/space/${name}`, token, session, body, schema, timeout: VISITOR_TIMEOUT });
  }

  /** Closes all connections; a request under way ends with a fault. */
  close(): void {
    void this.#agent?.destroy();
  }

  async #post<Value>(call: Call<Value>): Promise<HubAnswer<Value>> {
    const { path, token, session, body, schema, timeout, signal } = call;
    const { machine, timers } = this.#deps;
    const limit = new AbortController();
    const cancel = timers.after(timeout, () => limit.abort());
    try {
      const { request, dispatcher } = await this.#connect();
      const answer = await request(new URL(path, this.#base), {
        dispatcher,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [MACHINE_HEADER]: machine,
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(session !== undefined && { [SESSION_HEADER]: session }),
        },
        body: JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
      });
      return judge(answer.statusCode, await answer.body.text(), schema);
    } catch (error) {
      if (limit.signal.aborted) return { ok: false, fault: 'timeout' };
      return { ok: false, fault: signal?.aborted ? 'line-cut' : networkFault(error) };
    } finally {
      cancel();
    }
  }

  /** Loaded with the first request: the start of the kiosk must not wait for it. */
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

/** Only a hub answers in these forms; whatever else it is, head office has not answered. */
function judge<Value>(status: number, text: string, schema: z.ZodType<Value>): HubAnswer<Value> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'proxy' };
  }
  if (status >= 400) {
    const fault = hubFaultSchema.safeParse(json).data?.error;
    if (fault === undefined) return { ok: false, fault: 'proxy' };
    // Only the feed can have to be loaded anew.
    return { ok: false, fault: fault === 'reload' ? 'fault' : FAULT_OF[fault] };
  }
  const value = status === 200 ? schema.safeParse(json) : null;
  return value?.success ? { ok: true, value: value.data } : { ok: false, fault: 'proxy' };
}
