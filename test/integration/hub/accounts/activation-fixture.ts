import { randomBytes, randomUUID } from 'node:crypto';
import type { LinkDeps } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { makeLetterCode, provisionalMac } from '../../../../src-hub/letters/codes/letter-code.ts';
import { type HubMail, hubMailSchema } from '../../../../src-hub/mail/templates/hub-mail.ts';
import { MAIL_PURPOSE } from '../../../../src-hub/mail/post-mail.ts';
import { unseal } from '../../../../src-hub/basics/seal.ts';
import {
  type AccountStatus,
  type ActivateBody,
  type OpenAccountAnswer,
} from '../../../../src-shared/hub-api/accounts.ts';
import { type Holder, subjectOf } from '../../../../src-shared/values/holder.ts';
import type { CapturedLog } from '../../../support/hub/captured-log.ts';
import { type RigClient, rigSettings } from '../../../support/hub/hub-rig.ts';
import { HubFixture, type FixtureClock, idOf, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

/** Numbers the letters and addresses of one test file. */
let serial = 0;
const next = (): number => (serial += 1);

/** A letter with a provisional password, handed over. */
export interface Posted {
  readonly holder: Holder;
  readonly code: string;
  /** Id of letter and request. */
  readonly letter: string;
}

/** Who asks, at which hub. */
export interface Where {
  readonly client?: RigClient;
  readonly at?: HubFixture;
}

/** An address that no other test has. */
export function someEmail(): string {
  return `odette.${next()}@exemple.fr`;
}

/** What the activation of accounts is asked at one hub, or at several that share a database. */
export class ActivationFixture {
  readonly fixture: HubFixture;
  readonly kiosk: RigClient;

  private constructor(fixture: HubFixture, kiosk: RigClient) {
    this.fixture = fixture;
    this.kiosk = kiosk;
  }

  static async open(database: HubDatabase, clock: FixtureClock = { now: START }): Promise<ActivationFixture> {
    const fixture = await HubFixture.open(database, clock);
    return new ActivationFixture(fixture, await fixture.client());
  }

  get database(): HubDatabase {
    return this.fixture.database;
  }

  get clock(): FixtureClock {
    return this.fixture.clock;
  }

  get log(): CapturedLog {
    return this.fixture.log;
  }

  /** For what is called by pages rather than by kiosks. */
  get deps(): LinkDeps {
    const { database, clock } = this;
    return { database, settings: rigSettings(), now: () => new Date(clock.now), randomBytes };
  }

  async member(): Promise<Holder> {
    return { situation: 'member', number: await this.fixture.member() };
  }

  async insured(): Promise<Holder> {
    const nir = randomBytes(32);
    const names = { family_name: 'Modèle', given_name: 'Gaston', birth_date: '1952-02-29' };
    const address = { lines: ['1 rue de la Paix'], postal_code: '44000', town: 'Nantes' };
    await this.database.db
      .insertInto('insured')
      .values({ nir, ...names, ...address })
      .execute();
    return { situation: 'insured', nir: nir.toString('hex') };
  }

  /** A request that fits, and its letter on paper. @param code of the letter, when the test does not want any */
  async letter(holder: Holder, code: string = makeLetterCode(randomBytes)): Promise<Posted> {
    const { db } = this.database;
    const place = 1_000_000 + next();
    const id = idOf(place);
    const at = new Date(this.clock.now);
    const whose =
      holder.situation === 'member' ? { number: holder.number } : { insured: Buffer.from(holder.nir, 'hex') };
    const event = { id, kiosk: this.kiosk.kiosk, journal: randomUUID(), seq: place, clock_offset: 0 };
    await db
      .insertInto('event')
      .values({
        ...event,
        kind: 'account-requested',
        number: null,
        fingerprint: randomBytes(32),
        decided_at: at,
        status: 'accepted',
        reason: null,
      })
      .execute();
    const batch = await db
      .insertInto('letter_batch')
      .values({ folder: 'batch of a test', handed_over_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('letter')
      .values({
        id,
        ...whose,
        kind: 'account',
        code_mac: provisionalMac(this.fixture.secret, subjectOf(holder), code),
        requested_at: at,
        batch: batch.id,
        expires_at: new Date(at.getTime() + 21 * DAY),
      })
      .execute();
    await db
      .insertInto('account_request')
      .values({
        id,
        receipt: 'KT4M-7XWA',
        ...whose,
        language: 'fr',
        requested_at: at,
        letter: id,
      })
      .execute();
    return { holder, code, letter: id };
  }

  /** Shows a provisional password. @throws when it is not answered with 200 */
  show(
    { holder, code }: Pick<Posted, 'holder' | 'code'>,
    { attempt = randomUUID(), ...where }: Where & { attempt?: string } = {},
  ): Promise<OpenAccountAnswer> {
    return this.#post('open', { attempt, holder, code }, where);
  }

  /** Shows a provisional password that is good. @returns the attempt */
  async opened(posted: Posted, where: Where = {}): Promise<string> {
    const attempt = randomUUID();
    const { result } = await this.show(posted, { attempt, ...where });
    if (result !== 'accepted') throw new Error(result);
    return attempt;
  }

  activate(request: ActivateBody, where: Where = {}): Promise<AccountStatus> {
    return this.#post('activate', request, where);
  }

  status(attempt: string, where: Where = {}): Promise<AccountStatus> {
    return this.#post('status', { attempt }, where);
  }

  resend(attempt: string, where: Where = {}): Promise<AccountStatus> {
    return this.#post('resend', { attempt }, where);
  }

  changeEmail(attempt: string, email: string, where: Where = {}): Promise<AccountStatus> {
    return this.#post('email', { attempt, email }, where);
  }

  confirm(attempt: string, code: string, where: Where = {}): Promise<AccountStatus> {
    return this.#post('confirm', { attempt, code }, where);
  }

  /** Opens and activates a new letter of the holder. */
  async activated(
    holder: Holder,
    email = someEmail(),
  ): Promise<{ attempt: string; posted: Posted; request: TypedActivation }> {
    const posted = await this.letter(holder);
    const attempt = await this.opened(posted);
    const request = activation(attempt, { email });
    const { result } = await this.activate(request);
    if (result !== 'pending') throw new Error(result);
    return { attempt, posted, request };
  }

  /** Mails that wait to be sent, in the order in which they were made. */
  async mails(): Promise<HubMail[]> {
    const rows = await this.database.db
      .selectFrom('mail')
      .select(['sealed', 'made_at'])
      .where('sealed', 'is not', null)
      .orderBy('made_at')
      .execute();
    return rows.map(({ sealed }) =>
      hubMailSchema.parse(JSON.parse(unseal(this.fixture.secret, MAIL_PURPOSE, sealed ?? Buffer.alloc(0)))),
    );
  }

  /** Kinds of the mails to an address, by the alphabet. */
  async mailsTo(email: string): Promise<string[]> {
    return (await this.mails())
      .filter(({ to }) => to === email)
      .map(({ kind }) => kind)
      .sort();
  }

  /** Token and code of all mails of confirmation to an address, oldest first. */
  async confirmationsTo(email: string): Promise<{ token: string; code: string; url: string }[]> {
    return (await this.mails()).flatMap((mail) =>
      mail.kind === 'confirm-account' && mail.to === email
        ? [{ token: mail.url.slice(-43), code: mail.code, url: mail.url }]
        : [],
    );
  }

  /** Token and code of the latest mail of confirmation to an address. */
  async confirmationTo(email: string): Promise<{ token: string; code: string; url: string }> {
    const latest = (await this.confirmationsTo(email)).at(-1);
    if (!latest) throw new Error('no mail of confirmation');
    return latest;
  }

  /** The accounts of a holder, confirmed ones first. */
  accountsOf(holder: Holder) {
    return this.database.db
      .selectFrom('account')
      .selectAll()
      .where((is) =>
        holder.situation === 'member'
          ? is('number', '=', holder.number)
          : is('insured', '=', Buffer.from(holder.nir, 'hex')),
      )
      .orderBy('confirmed_at')
      .execute();
  }

  async close(): Promise<void> {
    await this.fixture.close();
  }

  async #post<Answer>(
    path: string,
    body: object,
    { client = this.kiosk, at = this.fixture }: Where,
  ): Promise<Answer> {
    const reply = await at.post<Answer>(client, `/v1/accounts/${path}`, body);
    if (reply.status !== 200) throw new Error(`answered ${reply.status}`);
    return reply.body;
  }
}

/** What a kiosk submits with an address that was typed. */
export type TypedActivation = ActivateBody & { readonly email: string };

/** What a kiosk submits under an attempt. */
export function activation(attempt: string, changed: Partial<TypedActivation> = {}): TypedActivation {
  return {
    attempt,
    submission: randomUUID(),
    email: someEmail(),
    phc: phcOf('a password'),
    secret: { question: 'first-pet', phc: phcOf('an answer') },
    terms: { version: '2026-01' },
    language: 'fr',
    ...changed,
  };
}

/** A code of six digits that is not this one. */
export function otherCode(code: string): string {
  return code === '000000' ? '000001' : '000000';
}
