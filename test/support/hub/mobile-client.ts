import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import {
  type DeviceGone,
  deviceGoneSchema,
  type DeviceStatus,
  deviceStatusSchema,
  type RegisterDeviceAnswer,
  registerDeviceAnswerSchema,
  type RegisterDeviceBody,
} from '../../../src-shared/hub-api/devices.ts';
import { HUB_FAULT_STATUS, type HubFault, hubFaultSchema } from '../../../src-shared/hub-api/wire/faults.ts';
import type { z } from 'zod';

/** A fault of the hub; its status is checked against the contract. */
export type Refused = Pick<HubFault, 'error'>;

/** The mobile application, as the hub sees it: it keeps its token and has its own connection. */
export class MobileClient {
  readonly #url: string;
  readonly #agent: Agent;
  #token: string | null = null;

  /** @param ca PEM of a trusted authority; absent for plain HTTP */
  constructor(url: string, ca?: string) {
    this.#url = url;
    this.#agent = new Agent({ ...(ca !== undefined && { connect: { ca } }) });
  }

  get token(): string | null {
    return this.#token;
  }

  /** Logs in, and keeps the token. */
  async register({
    attempt = randomUUID(),
    ...asked
  }: Partial<Pick<RegisterDeviceBody, 'attempt'>> & Omit<RegisterDeviceBody, 'attempt'>): Promise<
    RegisterDeviceAnswer | Refused
  > {
    const answer = await this.#ask('POST', '', registerDeviceAnswerSchema, { attempt, ...asked });
    if ('result' in answer && answer.result === 'registered') this.#token = answer.token;
    return answer;
  }

  /** Asks whether it may be used. */
  me(): Promise<DeviceStatus | Refused> {
    return this.#ask('GET', '/me', deviceStatusSchema);
  }

  /**
   * Reports that it was opened.
   * @param place town that it reports
   */
  use(place: string | null): Promise<DeviceStatus | Refused> {
    return this.#ask('POST', '/me/use', deviceStatusSchema, { place });
  }

  /** Its user logs out. */
  leave(): Promise<DeviceGone | Refused> {
    return this.#ask('DELETE', '/me', deviceGoneSchema);
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #ask<Answer>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: z.ZodType<Answer>,
    payload?: unknown,
  ): Promise<Answer | Refused> {
    const { statusCode, body } = await request(`${this.#url}/v1/devices${path}`, {
      dispatcher: this.#agent,
      method,
      headers: {
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...(this.#token !== null && { authorization: `Bearer ${this.#token}` }),
      },
      ...(payload !== undefined && { body: JSON.stringify(payload) }),
    });
    const json: unknown = await body.json();
    if (statusCode === 200) return schema.parse(json);
    const { error } = hubFaultSchema.parse(json);
    if (HUB_FAULT_STATUS[error] !== statusCode) throw new Error(`${error} with status ${statusCode}`);
    return { error };
  }
}
