import { randomUUID } from 'node:crypto';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';
import { tokenHash } from '../../../src-hub/basics/hashes.ts';
import type { SpacePurpose } from '../../../src-hub/codes/sent-codes.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { LoginAnswer } from '../../../src-shared/hub-api/logins.ts';
import { type SpaceAnswer, type SpaceBody, type SpaceCall } from '../../../src-shared/hub-api/space-calls.ts';
import { AccountFixture, type FixtureOptions } from './account-fixture.ts';
import { askAs, type RawAnswer } from './hub-requests.ts';
import type { RigClient } from './hub-rig.ts';
import { DAY } from '../../../src-shared/time/units.ts';

/** Password of all people of the fixture. */
export const FIXTURE_PASSWORD = 'Châtaigne-2026!';

/** Its hash, at the lowest cost. */
const FIXTURE_PHC =
  '$argon2id$v=19$m=64,t=1,p=1$Ruq5FI0KILswoXWekPN++g$c9QRyY5dJ1nrgjS0tss5dLkzvYGcGumLzBgKh9quUKo';

/** A person who can log in. */
export interface FixturePerson {
  readonly holder: Holder;
  /** Their subject in the hub's tables. */
  readonly subject: string;
  /** Identifier of the login. */
  readonly identifier: string;
  /** Family name at head office. */
  readonly familyName: string;
}

/** A logged-in person. */
export interface FixtureSession {
  readonly token: string;
  readonly holder: Holder;
}

/** A hub with people who log in at kiosks and use the member space. */
export class SpaceFixture {
  readonly accounts: AccountFixture;
  /** The default kiosk. */
  readonly kiosk: RigClient;

  private constructor(accounts: AccountFixture, kiosk: RigClient) {
    this.accounts = accounts;
    this.kiosk = kiosk;
  }

  /** Opens a fixture, on PGlite unless a migrated database is given. */
  static async open(options: FixtureOptions = {}): Promise<SpaceFixture> {
    const accounts = await AccountFixture.open(options);
    return new SpaceFixture(accounts, await accounts.client());
  }

  /** The hub's clock. */
  get clock(): { now: number } {
    return this.accounts.clock;
  }

  get deps(): HubDeps {
    return this.accounts.deps;
  }

  get db(): HubDatabase['db'] {
    return this.deps.database.db;
  }

  /** Adds a member with a password. */
  async member(
    made: { givenName?: string; familyName?: string; email?: string | null; phone?: string | null } = {},
  ): Promise<FixturePerson & { readonly number: string }> {
    const { number } = await this.accounts.member(made.givenName);
    const { familyName = 'Exemple', email = null, phone = null } = made;
    await this.db
      .updateTable('member')
      .set({ family_name: familyName, email, phone })
      .where('number', '=', number)
      .execute();
    await this.db
      .insertInto('credential')
      .values({ number, phc: FIXTURE_PHC, decided_at: new Date(this.clock.now - 1), event: null })
      .execute();
    return {
      holder: { situation: 'member', number },
      number,
      subject: number,
      identifier: number,
      familyName,
    };
  }

  /** Adds an insured person with a confirmed account. */
  async insured(givenName?: string): Promise<FixturePerson> {
    const insured = await this.accounts.insured(givenName);
    const { email } = await this.accounts.account(insured, { confirmed: true, phc: FIXTURE_PHC });
    const holder: Holder = { situation: 'insured', nir: insured.insured.toString('hex') };
    return { holder, subject: subjectOf(holder), identifier: email, familyName: 'Ledoux' };
  }

  /** Logs in at a kiosk. */
  async login(
    { identifier }: Pick<FixturePerson, 'identifier'>,
    kiosk: RigClient = this.kiosk,
    language: Language = 'fr',
  ): Promise<FixtureSession> {
    const body = { identifier, password: FIXTURE_PASSWORD, space: { language } };
    const answer = await this.accounts.ask<LoginAnswer>(kiosk, '/v1/logins', body);
    if (answer.result !== 'accepted' || answer.session === undefined) throw new Error(answer.result);
    return answer.session;
  }

  /**
   * Makes a call with a session.
   * @returns status and body
   */
  async ask(
    token: string | null,
    name: string,
    body: unknown,
    { kiosk = this.kiosk }: { kiosk?: RigClient } = {},
  ): Promise<RawAnswer> {
    const path = `/v1/space/${name}`;
    return askAs(this.accounts.url, kiosk, { method: 'POST', path, body, session: token });
  }

  /**
   * Makes a call with a session.
   * @returns the answer
   * @throws when the status is not 200
   */
  async call<Name extends SpaceCall>(
    token: string,
    name: Name,
    body: SpaceBody<Name>,
    options: { kiosk?: RigClient } = {},
  ): Promise<SpaceAnswer<Name>> {
    const { status, body: answer, text } = await this.ask(token, name, body, options);
    if (status !== 200) throw new Error(`${name} answered ${status}: ${text}`);
    return answer as SpaceAnswer<Name>;
  }

  /**
   * A fresh code was entered in a session.
   * @param target for `new-contact`: see `codeTarget`
   * @returns the proof
   */
  async proof(token: string, purpose: SpacePurpose, target: Buffer | null = null): Promise<string> {
    const {
      id: visit,
      holder,
      kiosk,
    } = await this.db
      .selectFrom('space_session')
      .select(['id', 'holder', 'kiosk'])
      .where('token_hash', '=', tokenHash(token))
      .executeTakeFirstOrThrow();
    const [attempt, at] = [randomUUID(), new Date(this.clock.now)];
    await this.db
      .insertInto('sent_code')
      .values({
        ...{ attempt, visit, holder, kiosk, purpose, channel: 'email', code_mac: Buffer.alloc(32) },
        ...{ counted: holder, network: null, message: null, proof: null },
        ...{ target, made_at: at, expires_at: at, proven_at: at },
        ...{ spent_at: null, voided_at: null },
      })
      .execute();
    return attempt;
  }

  /**
   * Adds an accepted delegation.
   * @param days duration from today
   */
  async delegation(
    giver: Pick<FixturePerson, 'subject'>,
    helper: Pick<FixturePerson, 'subject'>,
    { scope = 'all', days = 30 }: { scope?: DelegationScope; days?: number } = {},
  ): Promise<string> {
    const at = new Date(this.clock.now);
    const { id } = await this.db
      .insertInto('delegation')
      .values({
        ...{ giver: giver.subject, helper: helper.subject, kind: 'member', scope },
        ...{ offered_at: at, accepted_at: at, declined_at: null, revoked_at: null, revoked_by: null },
        ...{ reminded_at: null, used_at: null },
        ends_on: new Date(this.clock.now + days * DAY).toISOString().slice(0, 10),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /** Logs a person in and lets them act under a delegation, without a call. */
  async loginFor(person: Pick<FixturePerson, 'identifier'>, delegation: string): Promise<FixtureSession> {
    const session = await this.login(person);
    await this.db
      .updateTable('space_session')
      .set({ acting: delegation })
      .where('token_hash', '=', tokenHash(session.token))
      .execute();
    return session;
  }

  close(): Promise<void> {
    return this.accounts.close();
  }
}
