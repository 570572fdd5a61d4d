import { randomUUID } from 'node:crypto';
import type { HubDeps } from '../../src-hub/core/hub-deps.ts';
import { addKiosk, renewKiosk } from '../../src-hub/kiosks/kiosk-registry.ts';
import { hashingCostSchema, PasswordHasher } from '../../src-main/credentials/password-hasher.ts';
import { systemRandom } from '../../src-main/random/random.ts';
import { uuidV7Source } from '../../src-main/random/uuid-v7.ts';
import {
  eventAnswersSchema,
  type EventAnswer,
  type EventBatch,
  type SentEvent,
  type PasswordProof,
} from '../../src-shared/hub-api/events.ts';
import { askCodeAnswerSchema, checkCodeAnswerSchema } from '../../src-shared/hub-api/codes.ts';
import { enrolAnswerSchema } from '../../src-shared/hub-api/enrolment.ts';
import { loginAnswerSchema, type LoginAnswer } from '../../src-shared/hub-api/logins.ts';
import type { SentChannel } from '../../src-shared/values/contact/channel.ts';

const NAME = 'Website';

/** How a member at home proves who they are. */
export interface CodeAtHome {
  readonly channel: SentChannel;
  /** Reads the code that has arrived there. */
  readonly read: () => Promise<string>;
}

/** Head office's website in the demonstration: a client of the hub with its own journal. */
export class DemoWebsite {
  readonly #deps: HubDeps;
  readonly #url: string;
  readonly #journal = randomUUID();
  readonly #newId = uuidV7Source({ now: () => Date.now() }, systemRandom);
  #seq = 0;
  #token: Promise<string> | null = null;

  constructor(deps: HubDeps, url: string) {
    this.#deps = deps;
    this.#url = url;
  }

  /** Logs in like a member. */
  async login(identifier: string, password: string): Promise<LoginAnswer> {
    return loginAnswerSchema.parse(await this.#ask('/v1/logins', { identifier, password }));
  }

  /** Defines a password like a member, by a code of head office. */
  async setPassword(number: string, password: string, code: CodeAtHome): Promise<EventAnswer | undefined> {
    const proof = await this.#prove(number, code);
    const phc = await new PasswordHasher(hashingCostSchema.parse({})).hash(password);
    this.#seq += 1;
    const at = Date.now();
    const event: SentEvent = {
      id: this.#newId(),
      seq: this.#seq,
      at,
      body: { kind: 'password-set', number, phc, proof },
    };
    const batch: EventBatch = { sentAt: at, journal: this.#journal, events: [event] };
    return eventAnswersSchema.parse(await this.#ask('/v1/events', batch)).answers[0];
  }

  async #prove(number: string, { channel, read }: CodeAtHome): Promise<PasswordProof> {
    const [attempt, visit] = [randomUUID(), randomUUID()];
    const asked = askCodeAnswerSchema.parse(
      await this.#ask('/v1/codes', { attempt, visit, number, channel, language: 'fr' }),
    );
    if (asked.result !== 'ok') throw new Error(`no code was sent: ${asked.result}`);
    const checked = checkCodeAnswerSchema.parse(
      await this.#ask('/v1/codes/check', { attempt, visit, code: await read() }),
    );
    if (checked.result !== 'ok') throw new Error(`the code was not taken: ${checked.result}`);
    return { by: 'code', id: checked.proof, visit };
  }

  async #ask(route: string, body: unknown): Promise<unknown> {
    return this.#post(route, body, { authorization: `Bearer ${await (this.#token ??= this.#enrol())}` });
  }

  async #enrol(): Promise<string> {
    const issued = (await addKiosk(this.#deps, NAME, 'website')) ?? (await renewKiosk(this.#deps, NAME));
    const request = { code: issued?.code ?? '', attempt: randomUUID() };
    return enrolAnswerSchema.parse(await this.#post('/v1/kiosks/enrol', request)).token;
  }

  async #post(route: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const answer = await fetch(this.#url + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as unknown;
  }
}
