import type { HubSecret } from '../../../src-hub/basics/hub-secret.ts';
import { randomUUID } from 'node:crypto';
import argon2 from 'argon2';
import { HASH_COSTS } from '../../../src-shared/policy/passwords/password-hashes.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { openHub, type Hub } from '../../../src-hub/hub.ts';
import type { HubClient } from '../../../src-hub/http/caller.ts';
import { addKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import type { EventAnswer, EventAnswers, EventBody, SentEvent } from '../../../src-shared/hub-api/events.ts';
import { capturedLog, type CapturedLog } from './captured-log.ts';
import { enrolClient, requestsOf, type RigClient } from './hub-requests.ts';
import { rigSettings } from './hub-rig.ts';
import { mailsElsewhere } from './mails-elsewhere.ts';

/** Start of the tests; the hub's clock stands still until a test moves it. */
export const START = Date.UTC(2026, 10, 23, 9);

/** A clock that the hubs of one test share. */
export interface FixtureClock {
  now: number;
}

/** An answer of the hub. */
export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Counts members, kiosks and events of one test file. */
let serial = 0;
const next = (): number => (serial += 1);

/** A UUIDv7 that grows with `number`. */
export function idOf(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** Hashes a password like a kiosk, at the lowest cost that head office takes. @param memoryCost in KiB */
export async function hashPassword(
  password: string,
  memoryCost: number = HASH_COSTS.memoryKiB.least,
): Promise<string> {
  const phc = await argon2.hash(password, { type: argon2.argon2id, memoryCost, timeCost: 1, parallelism: 1 });
  return phc.replace(/\$m=(\d+),p=(\d+),t=(\d+)\$/u, '$m=$1,t=$3,p=$2$');
}

/** A hash that is never checked; different for each text. */
export function phcOf(text: string): string {
  const bytes = Buffer.from(text.padEnd(16, '.')).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$${bytes}`;
}

/** A listening hub, shared by the tests of a file, with helpers to call it. */
export class HubFixture {
  readonly database: HubDatabase;
  readonly clock: FixtureClock;
  readonly log: CapturedLog;
  readonly #hub: Hub;
  #client: RigClient | null = null;

  private constructor(hub: Hub, clock: FixtureClock, log: CapturedLog) {
    this.database = hub.deps.database;
    this.clock = clock;
    this.log = log;
    this.#hub = hub;
  }

  static async open(database: HubDatabase, clock: FixtureClock = { now: START }): Promise<HubFixture> {
    const log = capturedLog();
    const settings = rigSettings({ HUB_REQUESTS_PER_MINUTE: 1_000_000 });
    await mailsElsewhere(database);
    const hub = await openHub({ settings, database, log, now: () => new Date(clock.now) });
    return new HubFixture(hub, clock, log);
  }

  /** Secret of the hubs of all fixtures. */
  get secret(): HubSecret {
    return this.#hub.deps.settings.HUB_SECRET;
  }

  /** Enrols a new kiosk, or the website, through the real call. */
  async client(kind: HubClient['kind'] = 'kiosk'): Promise<RigClient> {
    const issued = await addKiosk(this.#hub.deps, `client ${next()}`, kind);
    if (issued === null) throw new Error('the name is taken');
    return enrolClient(this.#hub.url, issued.code, kind);
  }

  /**
   * Adds a member.
   * @returns the number
   */
  async member(): Promise<string> {
    const number = String(1_000_000 + next());
    const names = { family_name: 'Exemple', given_name: 'Odette' };
    await this.database.db
      .insertInto('member')
      .values({ number, ...names, birth_date: '1941-03-07', postal_code: '44000' })
      .execute();
    return number;
  }

  /** The member leaves the mutual. */
  async closeMember(number: string): Promise<void> {
    await this.database.db
      .updateTable('member')
      .set({ closed_at: new Date(this.clock.now) })
      .where('number', '=', number)
      .execute();
  }

  /** @param payload a string is sent as it is */
  async post<Body>(client: RigClient, path: string, payload: unknown): Promise<Reply<Body>> {
    const { status, body } = await requestsOf(this.#hub.url, client).post(path, payload);
    return { status, body: body as Body };
  }

  /**
   * Sends events as this fixture's kiosk, or as another client.
   * @returns their answers
   */
  async send(
    events: readonly unknown[],
    options: { client?: RigClient; journal?: string; sentAt?: number } = {},
  ): Promise<EventAnswer[]> {
    this.#client ??= await this.client();
    const { client = this.#client, journal = randomUUID(), sentAt = this.clock.now } = options;
    const { status, body } = await this.post<EventAnswers>(client, '/v1/events', { sentAt, journal, events });
    if (status !== 200) throw new Error(`answered ${status}`);
    return body.answers;
  }

  /** An event like a kiosk's, with a new id and position. */
  event(body: EventBody, at = this.clock.now): SentEvent {
    const number = next();
    return { id: idOf(number), seq: number, at, body };
  }

  async close(): Promise<void> {
    await this.#hub.close();
  }
}
