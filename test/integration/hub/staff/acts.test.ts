import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StaffAct } from '../../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { STAFF_ACTS_PER_DAY } from '../../../../src-shared/policy/staff/staff.ts';
import { DAY, HOUR, SECOND } from '../../../../src-shared/time/units.ts';
import { verifyAudit } from '../../../support/hub/verify-audit.ts';
import { STAFF_PIN, StaffFixture } from '../../../support/hub/staff-fixture.ts';

const NUMBER = '00123456';
const DOCUMENT = { kind: 'identity-card', last: '4F7K' } as const;
const EMAIL: StaffAct = {
  ...{ kind: 'correct-contact', document: DOCUMENT, language: 'fr' },
  change: { channel: 'email', email: 'jeanne@nouvelle.fr' },
};
const refused = (why: string, waitMs: number | null = null) => ({ result: 'refused', why, waitMs });

describe('a code that is sent again by another channel', () => {
  it('is the code of the visit, within the limits of everybody', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const id = randomUUID();
    const act = { kind: 'resend-code', channel: 'email', language: 'fr' } as const;
    const sent = await staff.act(at, act, { id });
    expect(sent).toMatchObject({ result: 'done', kind: 'resend-code', triesLeft: 5 });
    // Its answer was lost: nothing is sent again.
    expect(await staff.act(at, act, { id })).toMatchObject({ result: 'done' });
    expect((await staff.mails()).filter(({ kind }) => kind === 'activation-code')).toHaveLength(1);
    expect(await staff.act(at, act)).toMatchObject({ result: 'refused', why: 'paused' });
    const checked = await staff.call('codes/check', {
      attempt: id,
      visit: at.visit,
      code: await staff.code(id),
    });
    expect(checked).toMatchObject({ result: 'ok' });
  });
});

describe('a try that is given back', () => {
  it('frees the latest wrong code, three times a day at most', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    const act = { kind: 'give-try', document: DOCUMENT } as const;
    expect(await staff.act(at, act)).toEqual(refused('nothing-to-give'));
    const attempt = randomUUID();
    const asked = { attempt, visit: at.visit, number: NUMBER, channel: 'email', language: 'fr' };
    await staff.call('codes', asked);
    const right = Number(await staff.code(attempt));
    const wrong = (i: number): Promise<unknown> =>
      staff.call('codes/check', {
        ...{ attempt, visit: at.visit },
        code: String((right + i) % 1_000_000).padStart(6, '0'),
      });
    for (let i = 1; i <= 5; i += 1) await wrong(i);
    expect(await wrong(6)).toMatchObject({ result: 'locked' });
    const id = randomUUID();
    expect(await staff.act(at, act, { id })).toEqual({ result: 'done', kind: 'give-try', triesLeft: 1 });
    // Again after a lost answer: one try, not two.
    expect(await staff.act(at, act, { id })).toEqual({ result: 'done', kind: 'give-try', triesLeft: 1 });
    expect(await wrong(6)).toMatchObject({ triesLeft: 0 });
    for (let i = 0; i < 2; i += 1) expect(await staff.act(at, act)).toMatchObject({ result: 'done' });
    expect(await staff.act(at, act)).toEqual(refused('day-limit'));
    const other = await staff.helping(await staff.adviser(), NUMBER);
    expect(await staff.act(other, act)).toEqual(refused('day-limit'));
  });
});

describe('a letter that an adviser starts', () => {
  it('goes to the address on file, once a day', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    expect(await staff.act(at, { kind: 'start-letter' })).toEqual({ result: 'done', kind: 'start-letter' });
    expect(await staff.act(at, { kind: 'start-letter' })).toEqual(refused('letter-limit'));
    const letters = await staff.deps.database.db.selectFrom('letter').select('number').execute();
    expect(letters).toEqual([{ number: NUMBER }]);
  });

  it('does not go where no address is', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    await staff.deps.database.db.deleteFrom('member_address').execute();
    expect(await staff.act(at, { kind: 'start-letter' })).toEqual(refused('no-address'));
  });
});

describe('a correction at a branch', () => {
  it('tells the former address, and lets no code for a password go to the new one for 72 hours', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const id = randomUUID();
    const done = await staff.act(at, EMAIL, { id });
    expect(done).toMatchObject({ result: 'done', channel: 'email', heldFor: 3 * DAY });
    expect(await staff.act(at, EMAIL, { id })).toEqual(done);
    const told = (await staff.mails()).filter(({ kind }) => kind === 'contact-changed');
    expect(told.map(({ to }) => to).toSorted()).toEqual(['jeanne.00123456@exemple.fr', 'jeanne@nouvelle.fr']);
    expect(told.every(({ byAdviser }) => byAdviser)).toBe(true);
    const ways = (): Promise<unknown> => staff.call('codes/ways', { number: NUMBER });
    expect(await ways()).toMatchObject({ email: null, sms: { waitMs: 0 } });
    const code = { ...{ attempt: randomUUID(), visit: at.visit, number: NUMBER }, language: 'fr' };
    expect(await staff.call('codes', { ...code, channel: 'email' })).toEqual({ result: 'no-channel' });
    staff.rig.clock.advance(3 * DAY - SECOND);
    expect(await ways()).toMatchObject({ email: null });
    staff.rig.clock.advance(SECOND);
    expect(await ways()).toMatchObject({ email: { waitMs: 0 } });
  });

  it('ends a code that is on its way to the former address', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const attempt = randomUUID();
    const asked = { attempt, visit: at.visit, number: NUMBER, channel: 'email', language: 'fr' };
    await staff.call('codes', asked);
    const code = await staff.code(attempt);
    await staff.act(at, EMAIL);
    expect(await staff.call('codes/check', { attempt, visit: at.visit, code })).toEqual({
      result: 'expired',
    });
  });

  it('writes a letter where only the new address would hear of it', async () => {
    const staff = await StaffFixture.open();
    await staff.member();
    await staff.deps.database.db.updateTable('member').set({ email: null, phone: null }).execute();
    const at = await staff.helping(await staff.adviser(), NUMBER);
    await staff.act(at, EMAIL);
    const news = await staff.deps.database.db.selectFrom('letter_news').select('what').execute();
    expect(news).toEqual([{ what: 'email-staff' }]);
  });

  it('of a postal address keeps letters with codes at the former one for 14 days', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const change = {
      channel: 'letter' as const,
      lines: ['5 quai de Versailles'],
      ...{ postalCode: '44000', town: 'Nantes' },
    };
    const act = { kind: 'correct-contact' as const, change, document: DOCUMENT, language: 'fr' as const };
    expect(await staff.act(at, { ...act, change: { ...change, town: 'Nanterre' } })).toEqual(
      refused('unknown-town'),
    );
    expect(await staff.act(at, act)).toMatchObject({ result: 'done', channel: 'letter', heldFor: 14 * DAY });
    const holds = await staff.deps.database.db.selectFrom('address_hold').select('lines').execute();
    expect(holds).toEqual([{ lines: ['12 rue des Lilas'] }]);
    const address = await staff.deps.database.db.selectFrom('member_address').select('lines').execute();
    expect(address).toEqual([{ lines: ['5 quai de Versailles'] }]);
    const told = (await staff.mails()).filter(({ kind }) => kind === 'address-reported');
    expect(told).toMatchObject([{ byAdviser: true }]);
  });

  it('is refused for an address that an account of somebody else has', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    await staff.member('00999999');
    await staff.account('00999999', 'jeanne@nouvelle.fr');
    expect(await staff.act(at, EMAIL)).toEqual(refused('taken'));
    await staff.deps.database.db.deleteFrom('account').execute();
    await staff.account(NUMBER, 'jeanne@nouvelle.fr');
    expect(await staff.act(at, EMAIL)).toMatchObject({ result: 'done' });
    expect(await staff.act(at, EMAIL)).toEqual(refused('same'));
  });

  it('is refused for a number that gets no text messages', async () => {
    const staff = await StaffFixture.open();
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const change = { channel: 'sms', phone: '+33240892291' } as const;
    const act = { kind: 'correct-contact', change, document: DOCUMENT, language: 'fr' } as const;
    expect(await staff.act(at, act)).toEqual(refused('not-mobile'));
  });

  it('needs another adviser of the branch where the settings ask for one', async () => {
    const staff = await StaffFixture.open({ settings: { HUB_STAFF_SECOND_ADVISER: true } });
    const adviser = await staff.adviser();
    const [other, far, it] = [
      await staff.adviser('lead'),
      await staff.adviser('adviser', 'Angers'),
      await staff.adviser('it'),
    ];
    const at = await staff.helping(adviser, await staff.member());
    const withSecond = ({ badge, code }: typeof other, pin = STAFF_PIN) =>
      staff.act(at, { ...EMAIL, second: { badge, pin, code: code() } });
    expect(await staff.act(at, EMAIL)).toEqual(refused('second-adviser'));
    expect(await withSecond(adviser)).toEqual(refused('second-adviser'));
    expect(await withSecond(far)).toEqual(refused('second-wrong'));
    expect(await withSecond(it)).toEqual(refused('second-wrong'));
    expect(await withSecond(other, '583927')).toEqual(refused('second-wrong'));
    expect(await withSecond(other)).toMatchObject({ result: 'done' });
    const rows = await staff.audit();
    expect(rows.at(-1)).toMatchObject({ command: 'staff correct-contact' });
    expect(rows.at(-1)?.result).toContain(`second-badge ${other.badge}`);
  });
});

describe('what the audit keeps of acts', () => {
  it('is who, where, on which visit and why, and no new address; the chain holds', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    await staff.act(at, EMAIL);
    await staff.act(at, { kind: 'give-try', document: DOCUMENT });
    await staff.call('staff/leave', { session: at.session });
    const rows = await staff.audit();
    const all = JSON.stringify(rows);
    expect(rows.map(({ command }) => command)).toEqual([
      ...['staff first-use', 'staff in', 'staff correct-contact', 'staff give-try', 'staff out'],
    ]);
    expect(rows[2]).toMatchObject({
      operator: `Camille Durand (badge ${adviser.badge})`,
      reason: 'member-asked',
    });
    expect(rows[2]?.concerns).toContain(`kiosk Nantes 1, visit ${at.visit}`);
    expect(rows[2]?.result).toMatch(/^done, channel email, receipt \S+, document identity-card, last 4F7K$/u);
    expect(rows[3]?.result).toBe('nothing-to-give');
    for (const secret of [NUMBER, 'nouvelle', 'Martin', STAFF_PIN]) expect(all).not.toContain(secret);
    expect(await verifyAudit(staff.deps)).toEqual([]);
  });
});

describe('the day of an adviser', () => {
  it('has an end for each act; staff is told', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member(), { factor: false });
    for (let i = 0; i < STAFF_ACTS_PER_DAY['help-account']; i += 1)
      await staff.act(at, { kind: 'help-account' });
    expect(await staff.act(at, { kind: 'help-account' })).toEqual(refused('day-limit'));
    expect(await staff.alerts()).toEqual([{ name: 'staff-day', kiosk: `badge ${adviser.badge}` }]);
    staff.rig.clock.advance(15 * HOUR);
    const next = await staff.helping(adviser, NUMBER, { factor: false });
    expect(await staff.act(next, { kind: 'help-account' })).toMatchObject({ result: 'done' });
  });
});
