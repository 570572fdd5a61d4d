import { describe, expect, it } from 'vitest';
import { staffCommand } from '../../../../src-hub/staff/staff-command.ts';
import { resealAll } from '../../../../src-hub/keys/reseal.ts';
import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { ACTING } from '../../../support/hub/as-operator.ts';
import { RIG_SECRET } from '../../../support/hub/hub-rig.ts';
import { STAFF_PIN, StaffFixture } from '../../../support/hub/staff-fixture.ts';

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
