import { randomBytes } from 'node:crypto';
import { allows } from '../../../src-shared/values/member-space/delegation.ts';
import { subjectOf, type Holder } from '../../../src-shared/values/holder.ts';
import {
  SPACE_CALLS,
  type SpaceAnswer,
  type SpaceBody,
  type SpaceCall,
  type SpaceDone,
} from '../../../src-shared/hub-api/space-calls.ts';

/** The person for whom a session acts, in the form of `status`. */
export type FakeMandate = NonNullable<SpaceDone<'status'>['acting']>;

/** A session that a login opened. */
export interface FakeSession {
  readonly token: string;
  readonly kiosk: string;
  readonly holder: Holder;
  readonly since: number;
  acting: FakeMandate | null;
  ended: boolean;
}

/** A received call; `session` null: its token is unknown. */
export interface SpaceQuestion {
  readonly name: SpaceCall;
  readonly body: unknown;
  readonly session: FakeSession | null;
}

type Answers = { [Name in SpaceCall]: (body: SpaceBody<Name>, session: FakeSession) => SpaceAnswer<Name> };

const PAGED = { total: 0, page: 0, pages: 1 } as const;

/** Answers about a person without any data. */
const NOTHING: Omit<Answers, 'status' | 'act-for' | 'end'> = {
  home: () => ({
    ...{ result: 'ok', latest: null, open: 0, answered: 0 },
    ...{ blockedDevices: 0, offers: 0, helped: 0, toConfirm: [] },
  }),
  'confirm-access': () => ({ result: 'unknown' }),
  reimbursements: () => ({ result: 'ok', ...PAGED, rows: [], years: [], chart: null }),
  guarantees: () => ({ result: 'ok', guarantees: [] }),
  requests: () => ({ result: 'ok', ...PAGED, rows: [] }),
  devices: () => ({ result: 'ok', devices: [], visits: [] }),
  device: () => ({ result: 'unknown' }),
  channels: () => ({ result: 'ok', email: null, phone: null, isMember: true }),
  'send-code': () => ({ result: 'no-channel' }),
  'check-code': () => ({ result: 'expired' }),
  contact: () => ({ result: 'code-needed' }),
  delegations: () => ({ result: 'ok', given: [], received: [] }),
  'find-helper': () => ({ result: 'nobody', triesLeft: 4 }),
  'offer-delegation': () => ({ result: 'code-needed' }),
  'answer-delegation': () => ({ result: 'unknown' }),
  'revoke-delegation': () => ({ result: 'unknown' }),
  journal: () => ({ result: 'unknown' }),
};

/**
 * The member space of the tests' head office: sessions and mandates by the real rules; empty answers for the rest,
 * which a test can replace.
 */
export class FakeSpace {
  /** By token; ended ones stay. */
  readonly sessions = new Map<string, FakeSession>();
  /** Valid mandates by delegation, for `act-for`. */
  readonly mandates = new Map<string, FakeMandate>();
  /** All calls in order, including refused ones. */
  readonly asked: SpaceQuestion[] = [];
  /** Place of another kiosk with the same person. */
  place = 'Nantes';
  readonly #answers: Answers = {
    ...NOTHING,
    status: (_body, session) => ({
      ...{ result: 'ok', acting: session.acting, mail: null },
      elsewhere: this.#elsewhere(session),
    }),
    'act-for': ({ delegation }, session) => {
      const mandate = delegation === null ? null : this.mandates.get(delegation);
      if (mandate === undefined) return { result: 'unknown' };
      session.acting = mandate;
      return { result: 'ok' };
    },
    end: (_body, session) => {
      session.ended = true;
      return { result: 'ok' };
    },
  };
  readonly #held = new Map<SpaceCall, Promise<void>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Replaces the answer to a call. */
  on<Name extends SpaceCall>(name: Name, answer: Answers[Name]): void {
    Object.assign(this.#answers, { [name]: answer });
  }

  /**
   * Holds back the answers to a call.
   * @returns releases them
   */
  hold(name: SpaceCall): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#held.set(name, promise);
    return () => {
      this.#held.delete(name);
      resolve(undefined);
    };
  }

  /** Opens a session, as a login does. */
  open(holder: Holder, kiosk: string): { readonly token: string; readonly holder: Holder } {
    const token = randomBytes(32).toString('base64url');
    this.sessions.set(token, { token, kiosk, holder, since: this.#now(), acting: null, ended: false });
    return { token, holder };
  }

  /** The latest session. */
  get last(): FakeSession {
    const session = [...this.sessions.values()].at(-1);
    if (!session) throw new Error('nobody has logged in');
    return session;
  }

  /** Bodies of all calls of one name, in order. */
  askedFor<Name extends SpaceCall>(name: Name): SpaceBody<Name>[] {
    return this.asked.filter((call) => call.name === name).map(({ body }) => body as SpaceBody<Name>);
  }

  /** The answer to a call of a kiosk. */
  async answer(name: SpaceCall, raw: unknown, token: unknown, kiosk: string): Promise<unknown> {
    const { body: schema, needs } = SPACE_CALLS[name];
    const session = this.sessions.get(String(token)) ?? null;
    const body = schema.parse(raw) as SpaceBody<'end'>;
    this.asked.push({ name, body, session });
    await this.#held.get(name);
    if (session === null || session.ended || session.kiosk !== kiosk) return { result: 'ended' };
    const { acting } = session;
    if (acting !== null && !this.mandates.has(acting.delegation) && name !== 'end') {
      session.acting = null;
      return { result: 'mandate-ended' };
    }
    if (acting !== null && !allows(acting.scope, needs)) return { result: 'not-allowed' };
    return (this.#answers[name] as Answers['end'])(body, session);
  }

  #elsewhere({ token, holder }: FakeSession): SpaceDone<'status'>['elsewhere'] {
    const other = [...this.sessions.values()].find(
      (session) =>
        session.token !== token && !session.ended && subjectOf(session.holder) === subjectOf(holder),
    );
    return other ? { place: this.place, since: other.since } : null;
  }
}
