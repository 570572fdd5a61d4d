import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import type {
  StaffActAnswer,
  StaffLoginAnswer,
  StaffAct,
} from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { StaffRole } from '../../../src-shared/values/staff.ts';
import { beginFirstUse, finishFirstUse } from '../../../src-hub/staff/first-use.ts';
import { newestAuditRows } from '../../../src-hub/audit/audit-rows.ts';
import type { AuditRow } from '../../../src-hub/audit/audit-chain.ts';
import { unseal } from '../../../src-hub/basics/seal.ts';
import { MAIL_PURPOSE } from '../../../src-hub/mail/post-mail.ts';
import { addStaff } from '../../../src-hub/staff/staff-registry.ts';
import type { HubSettings } from '../../../src-hub/basics/settings/settings.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';
import { openHubRig, type HubRig, type RigClient } from './hub-rig.ts';

/** A Monday, 10:00 in Paris. */
export const STAFF_START = new Date('2026-11-30T09:00:00Z');

export const STAFF_PIN = '583926';
export const STAFF_PASSWORD = 'Tilleul-vert.62';

/** A person of staff who has done the first use. */
export interface Adviser {
  readonly badge: string;
  /** The next code of the authenticator: the clock moves one step, since each is good once. */
  readonly code: () => string;
  readonly recoveryCodes: readonly string[];
}

/** A hub with kiosks of two branches and people of staff. */
export class StaffFixture {
  readonly rig: HubRig;
  readonly kiosk: RigClient;
  readonly elsewhere: RigClient;
  #badges = 4711;

  private constructor(rig: HubRig, kiosk: RigClient, elsewhere: RigClient) {
    this.rig = rig;
    this.kiosk = kiosk;
    this.elsewhere = elsewhere;
  }

  static async open(
    options: { settings?: Partial<HubSettings>; engine?: 'postgresql' } = {},
  ): Promise<StaffFixture> {
    // Mails wait in the outbox: nothing listens there.
    const settings = { HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: 9, ...options.settings };
    const rig = await openHubRig({ now: STAFF_START, ...options, settings });
    return new StaffFixture(rig, await rig.enrol('Nantes 1'), await rig.enrol('Angers 1'));
  }

  get deps(): HubDeps {
    return this.rig.deps;
  }

  async adviser(role: StaffRole = 'adviser', branch: string | null = 'Nantes'): Promise<Adviser> {
    const badge = String((this.#badges += 1));
    const names = { givenName: 'Camille', familyName: 'Durand' };
    const slip = await addStaff(this.deps, { badge, ...names, role, branch });
    if (slip === null) throw new Error(`the badge ${badge} is taken`);
    return this.firstUse(badge, slip.code);
  }

  async firstUse(badge: string, slip: string): Promise<Adviser> {
    const begun = await beginFirstUse(this.deps, { badge, slip, place: 'test' });
    if (begun.result !== 'ok') throw new Error(begun.result);
    const totp = new TOTP({ secret: begun.secret });
    const code = (): string => {
      this.rig.clock.advance(30_000);
      return totp.generate({ timestamp: this.rig.clock.now().getTime() });
    };
    const chosen = { pin: STAFF_PIN, password: STAFF_PASSWORD, code: code() };
    const used = await finishFirstUse(this.deps, { badge, slip, ...chosen, place: 'test' });
    if (used.result !== 'ok') throw new Error(JSON.stringify(used));
    return { badge, code, recoveryCodes: used.recoveryCodes };
  }

  async call<Answer>(name: string, body: object, client: RigClient = this.kiosk): Promise<Answer> {
    const answer = await this.rig.as(client).post(`/v1/${name}`, body);
    if (answer.status !== 200) throw new Error(`${name} was answered ${answer.status}: ${answer.text}`);
    return answer.body as Answer;
  }

  logIn(
    badge: string,
    {
      visit = null,
      pin = STAFF_PIN,
      client = this.kiosk,
    }: { visit?: string | null; pin?: string; client?: RigClient } = {},
  ): Promise<StaffLoginAnswer> {
    return this.call('staff/login', { visit, badge, pin }, client);
  }

  /** Adds a member with an e-mail address, a mobile phone and a postal address. */
  async member(number = '00123456'): Promise<string> {
    await this.deps.database.db
      .insertInto('member')
      .values({
        ...{ number, family_name: 'Martin', given_name: 'Jeanne', birth_date: '1941-03-07' },
        ...{ postal_code: '44000', email: `jeanne.${number}@exemple.fr`, phone: '+33639981234' },
        ...{ language: 'fr', closed_at: null },
      })
      .execute();
    await this.deps.database.transaction(({ query }) =>
      query(
        `INSERT INTO member_address (number, lines, postal_code, town, changed_at)
         VALUES ($1, ARRAY['12 rue des Lilas'], '44000', 'NANTES', $2::timestamptz)`,
        [number, STAFF_START.toISOString()],
      ),
    );
    return number;
  }

  /** The kiosk tells of a visit. @param number of the member; null: nobody is known yet */
  async visit(number: string | null, client: RigClient = this.kiosk): Promise<string> {
    const visit = randomUUID();
    await this.tell(visit, number, null, client);
    return visit;
  }

  tell(
    visit: string,
    number: string | null,
    end: 'done' | null = null,
    client: RigClient = this.kiosk,
  ): Promise<unknown> {
    const holder = number === null ? null : { situation: 'member', number };
    const step = { step: 'code', block: null, stepFor: 0, blockFor: null };
    return this.call('branch/visit', { visit, ...step, holder, end }, client);
  }

  /** An adviser in the visit of a member, with the second factor shown. */
  async helping(
    adviser: Adviser,
    number: string | null,
    options: { factor?: boolean; client?: RigClient } = {},
  ): Promise<{ visit: string; session: string }> {
    const { factor = true, client = this.kiosk } = options;
    const visit = await this.visit(number, client);
    const answer = await this.logIn(adviser.badge, { visit, client });
    if (answer.result !== 'in') throw new Error(answer.result);
    const { session } = answer;
    if (factor) await this.call('staff/second-factor', { session, code: adviser.code() }, client);
    return { visit, session };
  }

  /** Kind and recipient of the mails in the outbox, oldest first. */
  async mails(): Promise<{ kind: string; to: string; byAdviser?: boolean; code?: string }[]> {
    const rows = await this.deps.database.db
      .selectFrom('mail')
      .select('sealed')
      .where('sealed', 'is not', null)
      .orderBy('made_at')
      .execute();
    return rows.map(
      ({ sealed }) =>
        JSON.parse(unseal(this.deps.settings.HUB_SECRET, MAIL_PURPOSE, sealed ?? Buffer.alloc(0))) as never,
    );
  }

  /** The code of an attempt that went by mail. */
  async code(attempt: string): Promise<string> {
    const [row] = await this.deps.database.transaction(({ query }) =>
      query<{ sealed: Buffer }>(
        'SELECT mail.sealed FROM sent_code JOIN mail ON mail.id = message WHERE attempt = $1',
        [attempt],
      ),
    );
    const mail: unknown = JSON.parse(
      unseal(this.deps.settings.HUB_SECRET, MAIL_PURPOSE, row?.sealed ?? Buffer.alloc(0)),
    );
    return (mail as { code: string }).code;
  }

  /** Rows of the audit, oldest first. */
  async audit(): Promise<AuditRow[]> {
    return (await newestAuditRows(this.deps.database, 1000, null)).toReversed();
  }

  alerts(): Promise<{ name: string; kiosk: string }[]> {
    return this.deps.database.db.selectFrom('met_limit').select(['name', 'kiosk']).orderBy('name').execute();
  }

  /** A confirmed account. */
  async account(number: string, email: string): Promise<void> {
    await this.deps.database.transaction(({ query }) =>
      query(
        `INSERT INTO account (number, email, language, terms_version, terms_accepted_at, activated_at, confirmed_at)
         VALUES ($1, $2, 'fr', '1', $3::timestamptz, $3::timestamptz, $3::timestamptz)`,
        [number, email, STAFF_START.toISOString()],
      ),
    );
  }

  act(
    at: { visit: string; session: string },
    act: StaffAct,
    { id = randomUUID(), client = this.kiosk }: { id?: string; client?: RigClient } = {},
  ): Promise<StaffActAnswer> {
    return this.call('staff/act', { id, ...at, act, reason: 'member-asked' }, client);
  }
}
