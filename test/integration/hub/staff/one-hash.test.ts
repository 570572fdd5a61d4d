import argon2 from 'argon2';
import { beforeEach, expect, it, vi } from 'vitest';
import { endStaff, renewStaff } from '../../../../src-hub/staff/staff-registry.ts';
import { askHub } from '../../../support/hub/hub-requests.ts';
import { StaffFixture, STAFF_PASSWORD, STAFF_PIN } from '../../../support/hub/staff-fixture.ts';

let staff: StaffFixture;
/** Parts of the hashes that decide what a check costs. */
let costs: string[];

beforeEach(async () => {
  staff = await StaffFixture.open();
  costs = [];
  const verify = argon2.verify.bind(argon2);
  const spy = vi.spyOn(argon2, 'verify').mockImplementation((phc, ...rest) => {
    costs.push(phc.split('$').slice(1, 4).join('$'));
    return verify(phc, ...rest);
  });
  return () => spy.mockRestore();
});

/** Runs it, and tells what hashes it compared. */
async function hashesOf(run: () => Promise<unknown>): Promise<string[]> {
  costs.length = 0;
  await run();
  return [...costs];
}

it('a PIN costs one hash of one cost, whether somebody has the badge, had it, or has not used it', async () => {
  const { badge } = await staff.adviser();
  const former = await staff.adviser();
  await endStaff(staff.deps, former.badge);
  const renewed = await staff.adviser();
  await renewStaff(staff.deps, renewed.badge);
  const right = await hashesOf(() => staff.logIn(badge));
  expect(right).toHaveLength(1);
  const tried: [string, string][] = [
    [badge, '583927'],
    ['999999', STAFF_PIN],
    [former.badge, STAFF_PIN],
    [renewed.badge, STAFF_PIN],
  ];
  for (const [shown, pin] of tried)
    expect(await hashesOf(() => staff.logIn(shown, { pin })), shown).toEqual(right);
});

it('a password costs one hash of one cost at the branch page, whoever’s badge it is', async () => {
  const adviser = await staff.adviser();
  const renewed = await staff.adviser();
  await renewStaff(staff.deps, renewed.badge);
  const logIn = (badge: string, password: string, code: string) => () =>
    askHub(`${staff.rig.url}/v1/branch-page/login`, 'POST', { badge, password, code });
  const right = await hashesOf(logIn(adviser.badge, STAFF_PASSWORD, adviser.code()));
  expect(right).toHaveLength(1);
  for (const [badge, password] of [
    [adviser.badge, 'Prune-1789-verte'],
    ['999999', STAFF_PASSWORD],
    [renewed.badge, STAFF_PASSWORD],
  ] as const)
    expect(await hashesOf(logIn(badge, password, '000000')), badge).toEqual(right);
});
