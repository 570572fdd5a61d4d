import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import type { StaffAct } from '../../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';
import { StaffFixture } from '../../../support/hub/staff-fixture.ts';

const SINCE = '2026-11-30 09:30';
const DOCUMENT = { kind: 'identity-card', last: '4F7K' } as const;
const FORMER = 'jeanne.00123456@exemple.fr';

const correct = (email: string): StaffAct => ({
  ...{ kind: 'correct-contact', document: DOCUMENT, language: 'fr' },
  change: { channel: 'email', email },
});

async function run(staff: StaffFixture, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  const code = await kiosksCommand.run(asOperator(kiosksCommand, args), staff.deps, (line) =>
    lines.push(line),
  );
  expect(code, lines.join('\n')).toBe(0);
  return lines.join('\n');
}

const voided = (staff: StaffFixture, kiosk = 'Nantes 1') =>
  run(staff, 'void', kiosk, '--since', SINCE, '--operator', 'A. Martin', '--reason', 'case 12');

const contactOf = (staff: StaffFixture, number: string) =>
  staff.deps.database.db
    .selectFrom('member')
    .select(['email', 'phone'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

describe('what advisers did at a stolen kiosk', () => {
  it('is listed: corrections, letters, attestations, tries given back, and what was told without the line', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    await staff.act(at, correct('jeanne@voleur.fr'));
    await staff.act(at, { kind: 'start-letter' });
    await staff.act(at, { kind: 'attest-anti-robot' });
    const attempt = randomUUID();
    const asked = { attempt, visit: at.visit, number: '00123456', channel: 'sms', language: 'fr' };
    await staff.call('codes', asked);
    await staff.call('codes/check', { attempt, visit: at.visit, code: '000000' });
    await staff.act(at, { kind: 'give-try', document: DOCUMENT });
    const body = { kind: 'staff-act', badge: adviser.badge, act: 'restart', reason: null };
    const told = { ...body, visit: at.visit, session: null };
    const now = staff.deps.now().getTime();
    // Dated back, before the theft: the time of receipt counts.
    const events = [{ id: '019ac3a0-0000-7000-8000-000000000001', seq: 1, at: now - 86_400_000, body: told }];
    await staff.call('events', { sentAt: now, journal: randomUUID(), events });
    const said = await run(staff, 'affected', 'Nantes 1', '--since', SINCE);
    for (const act of ['correct-contact', 'start-letter', 'attest-anti-robot', 'give-try'])
      expect(said).toMatch(new RegExp(`staff ${act} +00•••56 +done$`, 'mu'));
    expect(said).toMatch(/staff restart +\S+ +done, without the line$/mu);
    expect(said).not.toContain('00123456');
    expect(await run(staff, 'affected', 'Angers 1', '--since', SINCE)).toContain('nothing');
  });

  it('is ended: the former address counts again, letters bring nothing, advisers are out, and the member is told', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    await staff.act(at, { kind: 'start-letter' });
    for (const email of ['jeanne@voleur.fr', 'jeanne@autre-voleur.fr'])
      expect(await staff.act(at, correct(email))).toMatchObject({ result: 'done' });
    const said = await voided(staff);
    expect(said).toContain('corrections 1');
    expect(said).toContain('letters 1');
    expect((await contactOf(staff, '00123456')).email).toBe(FORMER);
    const { db } = staff.deps.database;
    expect(await db.selectFrom('contact_hold').selectAll().execute()).toEqual([]);
    const letters = await db.selectFrom('letter').select('voided_at').execute();
    expect(letters.map(({ voided_at }) => voided_at !== null)).toEqual([true]);
    expect(await staff.act(at, { kind: 'attest-anti-robot' })).toMatchObject({ why: 'ended' });
    const told = (await staff.mails()).filter(({ kind }) => kind === 'kiosk-voided');
    expect(told.map(({ to }) => to)).toEqual([FORMER]);
    expect(await voided(staff), 'again, it finds nothing').toContain('corrections 0');
    expect((await staff.mails()).filter(({ kind }) => kind === 'kiosk-voided')).toHaveLength(1);
  });

  it('gives no address back that was changed elsewhere since, and nothing of another kiosk or of before', async () => {
    const staff = await StaffFixture.open();
    const [adviser, other] = [await staff.adviser(), await staff.adviser('adviser', 'Angers')];
    const client = staff.elsewhere;
    const [first, second] = [await staff.member(), await staff.member('00234567')];
    await staff.act(await staff.helping(adviser, first), correct('jeanne@voleur.fr'));
    const there = await staff.helping(other, first, { client });
    await staff.act(there, correct('jeanne@vraie.fr'), { client });
    const honest = await staff.helping(other, second, { client });
    await staff.act(honest, correct('paul@vrai.fr'), { client });
    await voided(staff);
    expect((await contactOf(staff, first)).email).toBe('jeanne@vraie.fr');
    expect((await contactOf(staff, second)).email).toBe('paul@vrai.fr');
  });

  it('names the tries that were given back, which nothing takes back', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const attempt = randomUUID();
    await staff.call('codes', {
      ...{ attempt, visit: at.visit, number: '00123456', channel: 'email', language: 'fr' },
    });
    await staff.call('codes/check', { attempt, visit: at.visit, code: '000000' });
    await staff.act(at, { kind: 'give-try', document: DOCUMENT });
    expect(await voided(staff)).toContain('Tries of codes that an adviser gave back there: 1');
  });
});

describe('a stolen kiosk that plays an adviser', () => {
  it('changes nothing without the PIN and the second factor, whatever it tells', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const number = await staff.member();
    const visit = await staff.visit(number);
    // Acts of its own making, as events: they are kept, and change nothing.
    const now = staff.deps.now().getTime();
    const body = { kind: 'staff-act', badge: adviser.badge, act: 'attest-anti-robot', reason: null };
    const events = [
      {
        id: '019ac3a0-0000-7000-8000-000000000002',
        seq: 1,
        at: now,
        body: { ...body, visit, session: null },
      },
      {
        ...{ id: '019ac3a0-0000-7000-8000-000000000003', seq: 2, at: now },
        body: {
          kind: 'staff-act',
          badge: adviser.badge,
          act: 'correct-contact',
          reason: null,
          visit,
          session: null,
        },
      },
    ];
    const { answers } = await staff.call<{ answers: { status: string }[] }>('events', {
      ...{ sentAt: now, journal: randomUUID(), events },
    });
    expect(answers[1], 'no such act is told by a kiosk').toMatchObject({ status: 'refused' });
    // A session of its own making, and the one of an adviser who has shown no second factor.
    expect(await staff.act({ visit, session: randomUUID() }, correct('x@voleur.fr'))).toMatchObject({
      why: 'ended',
    });
    const half = await staff.helping(adviser, number, { factor: false });
    expect(await staff.act(half, correct('x@voleur.fr'))).toMatchObject({ why: 'second-factor' });
    // The session of an adviser at another kiosk, for the visit there and for one here.
    const elsewhere = await staff.adviser('adviser', 'Angers');
    const away = await staff.helping(elsewhere, number, { client: staff.elsewhere });
    expect(await staff.act(away, correct('x@voleur.fr'))).toMatchObject({ why: 'ended' });
    expect(await staff.act({ ...away, visit: half.visit }, correct('x@voleur.fr'))).toMatchObject({
      why: 'ended',
    });
    expect((await contactOf(staff, number)).email).toBe(FORMER);
  });

  it('that is suspended cannot even ask, and an adviser who has ended is out in the middle of a visit', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    const { db } = staff.deps.database;
    await db
      .updateTable('staff')
      .set({ ended_at: staff.deps.now() })
      .where('badge', '=', adviser.badge)
      .execute();
    expect(await staff.act(at, correct('x@voleur.fr'))).toMatchObject({ why: 'ended' });
    await run(staff, 'suspend', 'Nantes 1', '--operator', 'A. Martin', '--reason', 'stolen');
    const { status } = await staff.rig.as(staff.kiosk).post('/v1/staff/login', {
      ...{ visit: null, badge: adviser.badge, pin: '583926' },
    });
    expect(status).toBe(403);
    expect((await contactOf(staff, '00123456')).email).toBe(FORMER);
  });
});
