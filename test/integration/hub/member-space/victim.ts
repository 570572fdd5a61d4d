import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { codeTarget } from '../../../../src-hub/codes/sent-codes.ts';
import type { FixturePerson, FixtureSession, SpaceFixture } from '../../../support/hub/space-fixture.ts';

/** Stands in all that is the victim's, so that it can be looked for in answers to others. */
export const MARK = 'Kerzhéro';

/** Somebody with something of each kind, and the ids that another might have got hold of. */
export interface Victim {
  readonly person: FixturePerson & { readonly number: string };
  readonly email: string;
  readonly session: FixtureSession;
  readonly device: string;
  /** Given by the victim, and accepted. */
  readonly given: string;
  /** Given to the victim, and accepted. */
  readonly received: string;
  /** Waits for the victim's consent. */
  readonly offer: string;
  readonly proofs: {
    readonly device: string;
    readonly delegation: string;
    readonly contact: string;
    /** Of {@link NEW_EMAIL}. */
    readonly newContact: string;
  };
}

/** What the victim has proven to be a new address. */
export const NEW_EMAIL = 'nouvelle@exemple.fr';

/** Makes a {@link Victim}. */
export async function victimAt(fixture: SpaceFixture): Promise<Victim> {
  const [email, at] = [`kerzhero-${randomUUID()}@exemple.fr`, new Date(fixture.clock.now)];
  const person = await fixture.member({
    familyName: MARK,
    givenName: 'Aveline',
    email,
    phone: '+33612345678',
  });
  const [friend, ward] = [await fixture.member(), await fixture.member()];
  const holder = person.subject;
  const { id: device } = await fixture.db
    .insertInto('device')
    .values({
      ...{ holder, name: `Téléphone ${MARK}`, kind: 'phone', token_hash: randomBytes(32), place: MARK },
      ...{ registered_at: at, used_at: at, blocked_at: null, deleted_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await fixture.db
    .insertInto('reimbursement')
    .values({
      ...{
        id: `${MARK} ${randomUUID()}`,
        holder,
        act: `Soin ${MARK}`,
        care_on: '2026-10-01',
        currency: 'EUR',
      },
      ...{ paid: 5000, social_security: 1500, mutual: 3000, remains: 500, status: 'paid', paid_on: null },
    })
    .execute();
  await fixture.db
    .insertInto('contract')
    .values({ holder, guarantee: 'module-a', since: '2020-01-01', until: null })
    .execute();
  await fixture.db
    .insertInto('member_request')
    .values({
      ...{ id: randomUUID(), receipt: 'KT4M-7XWA', holder, made_by: holder, delegation: null },
      ...{ kind: 'question', topic: 'other', sealed: Buffer.alloc(8), made_at: at, state: 'done' },
      ...{ reply: `Réponse ${MARK}`, changed_at: at, effective_on: null, applied_at: null },
    })
    .execute();
  const given = await fixture.delegation(person, friend);
  await fixture.db
    .insertInto('delegation_act')
    .values({ delegation: given, at, what: 'sent-request', detail: MARK })
    .execute();
  const received = await fixture.delegation(ward, person);
  const offer = await fixture.delegation(friend, person);
  await fixture.db.updateTable('delegation').set({ accepted_at: null }).where('id', '=', offer).execute();
  const session = await fixture.login(person);
  const target = codeTarget(fixture.deps.settings.HUB_SECRET, NEW_EMAIL);
  const proofs = {
    device: await fixture.proof(session.token, 'device'),
    delegation: await fixture.proof(session.token, 'delegation'),
    contact: await fixture.proof(session.token, 'contact'),
    newContact: await fixture.proof(session.token, 'new-contact', target),
  };
  return { person, email, session, device, given, received, offer, proofs };
}

/** Everything that the hub has of a person, as one text: what others do must not change it. */
export async function rowsOf(
  { db }: SpaceFixture,
  { subject }: Pick<FixturePerson, 'subject'>,
): Promise<string> {
  const { rows } = await sql<{ what: string; row: unknown }>`
    SELECT 'member' AS what, to_jsonb(t) AS row FROM member t WHERE number = ${subject}
    UNION ALL SELECT 'credential', to_jsonb(t) FROM credential t WHERE number = ${subject}
    UNION ALL SELECT 'device', to_jsonb(t) FROM device t WHERE holder = ${subject}
    UNION ALL SELECT 'delegation', to_jsonb(t) FROM delegation t WHERE ${subject} IN (giver, helper)
    UNION ALL SELECT 'act', to_jsonb(act) FROM delegation_act act
      JOIN delegation ON delegation.id = act.delegation WHERE ${subject} IN (giver, helper)
    UNION ALL SELECT 'session', to_jsonb(t) FROM space_session t WHERE holder = ${subject}
    UNION ALL SELECT 'code', to_jsonb(t) FROM space_code t WHERE holder = ${subject}
    UNION ALL SELECT 'try', to_jsonb(t) FROM space_code_try t
      JOIN space_code USING (attempt) WHERE holder = ${subject}
    UNION ALL SELECT 'name', to_jsonb(t) FROM helper_try t WHERE holder = ${subject}
    UNION ALL SELECT 'request', to_jsonb(t) FROM member_request t WHERE holder = ${subject}
    UNION ALL SELECT 'reimbursement', to_jsonb(t) FROM reimbursement t WHERE holder = ${subject}
    UNION ALL SELECT 'contract', to_jsonb(t) FROM contract t WHERE holder = ${subject}`.execute(db);
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}
