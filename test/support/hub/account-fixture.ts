import { postConfirmation } from '../../../src-hub/accounts/confirmation/confirmations.ts';
import { nirHash } from '../../../src-hub/people/nir-key.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { openHub, type Hub } from '../../../src-hub/hub.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';
import { addKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { type HubMail, hubMailSchema } from '../../../src-hub/mail/templates/hub-mail.ts';
import { SMS_PURPOSE } from '../../../src-hub/mail/post-sms.ts';
import { messageSchema, type Message } from '../../../src-shared/sms/message.ts';
import { MAIL_PURPOSE } from '../../../src-hub/mail/post-mail.ts';
import { unseal } from '../../../src-hub/basics/seal.ts';
import type { HubSettings } from '../../../src-hub/basics/settings/settings.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import { type CapturedLog, capturedLog } from './captured-log.ts';
import { enrolClient, requestsOf, type RigClient } from './hub-requests.ts';
import { rigSettings } from './hub-rig.ts';
import { mailsElsewhere } from './mails-elsewhere.ts';
import { migratedDatabase } from './databases/recycled-database.ts';

/** Start of the fixture's clock; it stands still until the test moves it. */
export const FIXTURE_START = Date.UTC(2026, 10, 23, 9);

/** A hash of no known password. */
const NOBODYS = '$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHRzYWx0$bm9ib2R5IGhhcyB0aGlz';

let serial = 0;

/** Holder of an account: member number, or keyed hash of a NIR. */
export type FixtureHolder = { readonly number: string } | { readonly insured: Buffer };

/** An account of a test. */
export interface FixtureAccount {
  readonly id: string;
  readonly email: string;
}

/** Options of a fixture. */
export interface FixtureOptions {
  readonly settings?: Partial<HubSettings>;
  readonly database?: HubDatabase;
  readonly clock?: { now: number };
  /** As for `openHubRig`. */
  readonly mailsElsewhere?: boolean;
}

/** A listening hub with people and accounts, shared by the tests of a file. */
export class AccountFixture {
  /** The hub's clock. */
  readonly clock: { now: number };
  readonly log: CapturedLog;
  readonly #hub: Hub;

  private constructor(hub: Hub, clock: { now: number }, log: CapturedLog) {
    this.#hub = hub;
    this.clock = clock;
    this.log = log;
  }

  /** Opens a fixture, on PGlite unless a migrated database is given. */
  static async open(options: FixtureOptions = {}): Promise<AccountFixture> {
    const database = options.database ?? (await migratedDatabase());
    const clock = options.clock ?? { now: FIXTURE_START };
    const log = capturedLog();
    const settings = rigSettings({ HUB_REQUESTS_PER_MINUTE: 1_000_000, ...options.settings });
    if (options.mailsElsewhere !== false) await mailsElsewhere(database);
    const hub = await openHub({ settings, database, log, now: () => new Date(clock.now) });
    return new AccountFixture(hub, clock, log);
  }

  get url(): string {
    return this.#hub.url;
  }

  get deps(): HubDeps {
    return this.#hub.deps;
  }

  /** Enrols a new kiosk, or the website, through the real call. */
  async client(kind: 'kiosk' | 'website' = 'kiosk'): Promise<RigClient> {
    const issued = await addKiosk(this.deps, `kiosk of accounts ${(serial += 1)}`, kind);
    if (issued === null) throw new Error('the name is taken');
    return enrolClient(this.url, issued.code, kind);
  }

  /**
   * Makes a call as a client.
   * @returns the body of the answer
   * @throws when the status is not 200
   */
  async ask<Answer>(client: RigClient, path: string, payload: unknown): Promise<Answer> {
    const { status, body } = await requestsOf(this.url, client).post(path, payload);
    if (status !== 200) throw new Error(`answered ${status}`);
    return body as Answer;
  }

  /** A new member. */
  async member(givenName = 'Odette'): Promise<{ number: string }> {
    const number = String(2_000_000 + (serial += 1));
    const person = { family_name: 'Exemple', given_name: givenName, birth_date: '1941-03-07' };
    await this.deps.database.db
      .insertInto('member')
      .values({ number, ...person, postal_code: '44000' })
      .execute();
    return { number };
  }

  /** A new insured person. */
  async insured(givenName = 'Achille'): Promise<{ insured: Buffer }> {
    const nir = nirHash(this.deps.settings.HUB_SECRET, `fake ${(serial += 1)}`);
    const person = { family_name: 'Ledoux', given_name: givenName, birth_date: '1952-11-30' };
    await this.deps.database.db
      .insertInto('insured')
      .values({ nir, ...person, lines: ['1 rue Haute'], postal_code: '44000', town: 'NANTES' })
      .execute();
    const key = this.deps.settings.HUB_SECRET.forNir.key.id;
    await this.deps.database.db.insertInto('nir_hash').values({ hash: nir, person: nir, key }).execute();
    return { insured: nir };
  }

  /** An account, pending or confirmed. */
  async account(
    holder: FixtureHolder,
    made: { email?: string; phc?: string | null; confirmed?: boolean; language?: Language } = {},
  ): Promise<FixtureAccount> {
    const { email = `someone-${(serial += 1)}@exemple.fr`, phc = NOBODYS, language = 'fr' } = made;
    const at = new Date(this.clock.now);
    const { id } = await this.deps.database.db
      .insertInto('account')
      .values({
        ...holder,
        ...{ email, phc, language, terms_version: '1', terms_accepted_at: at, activated_at: at },
        confirmed_at: made.confirmed === true ? at : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, email };
  }

  /** A new member with a confirmed account. */
  async confirmedMember(): Promise<FixtureAccount & { readonly number: string }> {
    const { number } = await this.member();
    return { ...(await this.account({ number }, { confirmed: true })), number };
  }

  /** The codes of recoveries that were sent to an address, oldest first. */
  async recoveryCodes(email: string): Promise<string[]> {
    const mails = await this.mails(email);
    return mails.flatMap((mail) => (mail.kind === 'recovery-code' ? [mail.code] : []));
  }

  /**
   * Posts a confirmation mail.
   * @returns the token of its link
   */
  async link({ id, email }: FixtureAccount, language: Language = 'fr'): Promise<string> {
    const before = await this.#links(email);
    await this.deps.database.transaction((connection) =>
      postConfirmation(connection, this.deps, { id, email, language }),
    );
    const [url] = (await this.#links(email)).filter((link) => !before.includes(link));
    if (url === undefined) throw new Error('no mail with a link');
    return new URL(url).pathname.split('/').at(-1) ?? '';
  }

  async #links(to: string): Promise<string[]> {
    const mails = await this.mails(to);
    return mails.flatMap((mail) => (mail.kind === 'confirm-account' ? [mail.url] : []));
  }

  /** Waiting mails to an address, oldest first. */
  async mails(to: string): Promise<HubMail[]> {
    const rows = await this.deps.database.db.selectFrom('mail').select('sealed').orderBy('made_at').execute();
    return rows
      .flatMap(({ sealed }) => (sealed === null ? [] : [sealed]))
      .map((sealed) => unseal(this.deps.settings.HUB_SECRET, MAIL_PURPOSE, sealed))
      .map((text) => hubMailSchema.parse(JSON.parse(text)))
      .filter((mail) => mail.to === to);
  }

  /** Waiting text messages to a number, oldest first. */
  async texts(to: string): Promise<Message[]> {
    const rows = await this.deps.database.db.selectFrom('sms').select('sealed').orderBy('made_at').execute();
    return rows
      .flatMap(({ sealed }) => (sealed === null ? [] : [sealed]))
      .map((sealed) => unseal(this.deps.settings.HUB_SECRET, SMS_PURPOSE, sealed))
      .map((text) => JSON.parse(text) as { to: string; message: unknown })
      .flatMap((sms) => (sms.to === to ? [messageSchema.parse(sms.message)] : []));
  }

  /** Stops its hub; the database stays open, for another hub. */
  async stop(): Promise<void> {
    await this.#hub.close();
  }

  async close(): Promise<void> {
    await this.#hub.close();
    await this.deps.database.close();
  }
}
