import { describe, expect, it } from 'vitest';
import { staffCommand } from '../../../../src-hub/staff/staff-command.ts';
import { resealAll } from '../../../../src-hub/keys/reseal.ts';
import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { ACTING } from '../../../support/hub/as-operator.ts';
import { RIG_SECRET } from '../../../support/hub/hub-rig.ts';
import { openRawPage } from '../../../support/hub/branch-staff.ts';
import { PAGE_IDLE } from '../../../../src-shared/policy/staff/branch.ts';
import { STAFF_PASSWORD, STAFF_PIN, StaffFixture, type Adviser } from '../../../support/hub/staff-fixture.ts';

async function run(staff: StaffFixture, ...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await staffCommand.run(args, staff.deps, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const NEW = ['new', '4711', '--given-name', 'Camille', '--family-name', 'Durand'];

describe('npm run hub -- staff', () => {
  it('registers a person, who sets the secrets by the slip; the audit has no slip', async () => {
    const staff = await StaffFixture.open();
    const made = await run(staff, ...NEW, '--role', 'adviser', '--branch', 'Nantes', ...ACTING);
    expect(made.code).toBe(0);
    const [, slip = ''] = /^Slip of the badge 4711: (\S{5}-\S{5})$/mu.exec(made.said) ?? [];
    expect((await run(staff, 'list')).said).toContain('slip waits');
    await staff.firstUse('4711', slip);
    expect(await staff.logIn('4711')).toMatchObject({ result: 'in', name: 'Camille D.' });
    expect((await run(staff, 'list')).said).toMatch(/ready 1, waiting 0, ended 0$/u);
    expect(JSON.stringify(await staff.audit())).not.toContain(slip);
    const stored = await staff.deps.database.db.selectFrom('staff').selectAll().execute();
    const all = JSON.stringify(stored);
    for (const secret of [slip, slip.replace('-', ''), STAFF_PIN]) expect(all).not.toContain(secret);
  });

  it.each([
    [['--role', 'adviser', '--branch', 'Nowhere'], 1, 'No kiosk is of the branch Nowhere'],
    [['--role', 'adviser'], 2, '--branch is missing'],
    [['--role', 'boss', '--branch', 'Nantes'], 2, 'is not one of adviser, lead, it'],
  ])('refuses %j', async (args, code, words) => {
    const staff = await StaffFixture.open();
    const told = await run(staff, ...NEW, ...args, ...ACTING);
    expect(told.code).toBe(code);
    expect(told.said).toContain(words);
    expect(await staff.deps.database.db.selectFrom('staff').selectAll().execute()).toEqual([]);
  });

  it('gives one badge to one person', async () => {
    const staff = await StaffFixture.open();
    const args = [...NEW, '--role', 'adviser', '--branch', 'Nantes', ...ACTING];
    await run(staff, ...args);
    expect(await run(staff, ...args)).toMatchObject({ code: 1 });
    await run(staff, 'end', '4711', ...ACTING);
    expect(await run(staff, ...args)).toMatchObject({ code: 0 });
  });

  it('changes nothing and shows no slip in a dry run', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const told = await run(staff, 'renew', badge, ...ACTING, '--dry-run');
    expect(told.said).toContain('A slip for the badge');
    await run(staff, 'end', badge, ...ACTING, '--dry-run');
    expect(await staff.logIn(badge)).toMatchObject({ result: 'in' });
  });

  it('lists open branch pages, and ends those of a badge, which stays good', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const other = await staff.adviser('lead', 'Angers');
    const open = ({ badge, code }: Adviser) =>
      openRawPage(staff.rig.url, { badge, code: code(), password: STAFF_PASSWORD });
    expect((await run(staff, 'pages')).said).toContain('open 0, asleep 0');
    const page = await open(adviser);
    const second = await open(adviser);
    await open(other);
    staff.rig.clock.advance(PAGE_IDLE / 2);
    await page.post('touch');
    staff.rig.clock.advance(PAGE_IDLE / 2);
    const { said } = await run(staff, 'pages');
    expect(said).toContain('open 3, asleep 2');
    expect(said).toMatch(new RegExp(`${adviser.badge}\\s+Camille Durand\\s+Nantes`, 'u'));
    expect((await run(staff, 'pages', '--branch', 'Angers')).said).toContain('open 1, asleep 1');
    const closed = await run(staff, 'close', adviser.badge, ...ACTING);
    expect(closed).toEqual({ code: 0, said: `Ended: 2 branch pages of the badge ${adviser.badge}.` });
    for (const one of [page, second]) expect((await one.get('state')).status).toBe(401);
    expect((await run(staff, 'close', adviser.badge, ...ACTING)).code).toBe(1);
    expect((await run(staff, 'close', '999999', ...ACTING)).said).toContain('Nobody has the badge');
    expect((await staff.audit()).map(({ command }) => command)).toContain('staff close');
    expect((await open(adviser)).login.body).toMatchObject({ result: 'in' });
  });

  it('reports the month without naming a member', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    await staff.act(at, { kind: 'start-letter' });
    await staff.act(at, { kind: 'start-letter' });
    await staff.logIn('999999');
    const { said } = await run(staff, 'report', '--month', '2026-11');
    expect(said).toMatch(
      new RegExp(`Nantes\\s+${adviser.badge}\\s+Camille Durand\\s+start-letter\\s+1\\s+1`, 'u'),
    );
    expect(said).toContain('2026-11: acts 2, refused 1, without the line 0, wrong tries 1, alerts 0');
    expect(said).not.toContain('00123456');
    const { said: other } = await run(staff, 'report', '--month', '2026-10');
    expect(other).toContain('2026-10: acts 0, refused 0');
  });
});

describe('the second factor in a rotation of keys', () => {
  it('is sealed anew, and still takes its codes', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const next = 'another-secret-of-tests-0123456789abcdef';
    const both = HubSecret.from(RIG_SECRET, next);
    const [first, second] = both.keys;
    if (first === undefined || second === undefined) throw new Error('there are two keys');
    both.take({
      ...{ inUse: second.id, first: first.id, nir: first.id },
      ...{ needed: [first.id, second.id], retired: [] },
    });
    const settings = { ...staff.deps.settings, HUB_SECRET: both };
    const resealed = await resealAll({ ...staff.deps, settings }, () => undefined);
    expect(resealed).toMatchObject({ damaged: 0 });
    expect(resealed.resealed).toBeGreaterThanOrEqual(1);
    Object.assign(staff.deps.settings, { HUB_SECRET: both });
    const { session } = await staff.helping(adviser, null, { factor: false });
    expect(await staff.call('staff/second-factor', { session, code: adviser.code() })).toMatchObject({
      result: 'in',
    });
  });
});
