import { beforeEach, expect, it } from 'vitest';
import { newestAuditRows } from '../../../../src-hub/audit/audit-rows.ts';
import { PAGE_IDLE } from '../../../../src-shared/policy/staff/branch.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import { addAdviser, openPage, openRawPage, type RawPage } from '../../../support/hub/branch-staff.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';

const BADGE = '471100';

let rig: HubRig;

beforeEach(async () => {
  rig = await openHubRig({
    now: new Date('2026-11-30T09:00:00Z'),
    settings: { HUB_BEHIND_PROXY: true, HUB_REQUESTS_PER_MINUTE: 100_000 },
  });
  await rig.enrol('Nantes 1');
  await addAdviser(rig.deps, BADGE);
});

const open = (badge = BADGE, headers: Record<string, string> = {}): Promise<RawPage> =>
  openPage(rig, badge, headers);

const alerts = () =>
  rig.deps.database.db.selectFrom('met_limit').select(['name', 'kiosk']).orderBy('kiosk').execute();

it('a login tells of guesses at one badge, and of guesses from one place, at the login and at a page asleep', async () => {
  for (let tries = 0; tries < 4; tries += 1)
    await openRawPage(rig.url, { badge: BADGE, code: '000000', password: 'x' });
  expect(await alerts()).toEqual([]);
  await openRawPage(rig.url, { badge: BADGE, code: '000000', password: 'x' });
  expect(await alerts()).toEqual([{ name: 'staff-guessing', kiosk: `badge ${BADGE}` }]);
  for (const badge of ['100001', '100002', '100003'])
    await openRawPage(rig.url, { badge, code: '000000', password: 'x' });
  expect(await alerts()).toContainEqual({ name: 'staff-guessing', kiosk: '127.0.0.1' });
  // What was typed as a badge is named only if it is one.
  expect(JSON.stringify(await alerts())).not.toContain('100001');
  await addAdviser(rig.deps, '471109');
  const page = await open('471109');
  rig.clock.advance(PAGE_IDLE);
  for (let tries = 0; tries < 5; tries += 1) await page.post('unlock', { password: 'x' });
  expect(await alerts()).toContainEqual({ name: 'staff-guessing', kiosk: 'badge 471109' });
});

it('a login is in the audit, and told outside the hours of work', async () => {
  await open();
  expect(await alerts()).toEqual([]);
  rig.clock.set(new Date('2026-12-01T22:00:00Z'));
  await open();
  expect(await alerts()).toEqual([{ name: 'staff-hours', kiosk: `badge ${BADGE}` }]);
  const rows = await newestAuditRows(rig.deps.database, 10, null);
  expect(rows).toMatchObject([
    { command: 'staff page', operator: `Camille Durand (badge ${BADGE})`, concerns: 'branch Nantes' },
    { command: 'staff page' },
  ]);
});

it('a login is told when the badge was at another place within half an hour', async () => {
  await open(BADGE, { 'x-forwarded-for': '198.51.100.4' });
  rig.clock.advance(31 * MINUTE);
  await open(BADGE, { 'x-forwarded-for': '203.0.113.9' });
  expect(await alerts()).toEqual([]);
  rig.clock.advance(10 * MINUTE);
  await open(BADGE, { 'x-forwarded-for': '198.51.100.4' });
  expect(await alerts()).toEqual([{ name: 'staff-two-branches', kiosk: `badge ${BADGE}` }]);
});
