import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import { VISIT_SILENT } from '../../../../src-shared/policy/staff/branch.ts';
import {
  BRANCH_VISITS_KEPT,
  MORNING_TESTS_KEPT,
  TICKETS_KEPT,
} from '../../../../src-shared/policy/retention.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';

it('visits, calls, tickets and tests are kept as long as they serve, and a lost visit keeps nobody', async () => {
  const rig = await openHubRig({ now: new Date('2026-11-30T09:00:00Z') });
  const kiosk = await rig.enrol('Nantes 1');
  const post = async (name: string, body: object): Promise<void> => {
    const answer = await rig.as(kiosk).post(`/v1/branch/${name}`, body);
    expect(answer.status, answer.text).toBe(200);
  };
  const visit = randomUUID();
  const holder = { situation: 'member', number: '1234567' };
  await post('visit', { visit, step: 'login', block: null, stepFor: 0, blockFor: null, holder, end: null });
  await post('call', { visit, step: 'login', block: null });
  await post('ticket', { attempt: randomUUID(), visit, step: 'login', number: '1234567' });
  await post('take-ticket', { attempt: randomUUID(), visit, ticket: 'AAAA', number: '1234567' });
  const parts = [{ part: 'touch', result: 'good', found: null }];
  await post('test', { test: randomUUID(), ago: 0, badge: null, parts });
  await post('canary', { attempt: randomUUID(), channel: 'letter' });
  const begun = rig.clock.now().getTime();
  const tidyAt = (after: number) => {
    rig.clock.set(new Date(begun + after));
    return tidy(rig.deps);
  };
  const none = { lost: 0, branchVisits: 0, calls: 0, tickets: 0, ticketTries: 0, tests: 0, canaries: 0 };
  expect(await tidyAt(VISIT_SILENT)).toMatchObject(none);
  expect(await tidyAt(VISIT_SILENT + 1)).toMatchObject({ ...none, lost: 1 });
  const rows = await rig.deps.database.db.selectFrom('branch_visit').selectAll().execute();
  expect(rows).toMatchObject([{ ending: 'lost', holder: null }]);
  expect(await tidyAt(TICKETS_KEPT)).toMatchObject(none);
  expect(await tidyAt(TICKETS_KEPT + 1)).toMatchObject({ ...none, tickets: 1 });
  expect(await tidyAt(BRANCH_VISITS_KEPT)).toMatchObject({ ...none, ticketTries: 1, canaries: 1 });
  expect(await tidyAt(BRANCH_VISITS_KEPT + 1)).toMatchObject({ ...none, branchVisits: 1, calls: 1 });
  expect(await tidyAt(MORNING_TESTS_KEPT)).toMatchObject(none);
  expect(await tidyAt(MORNING_TESTS_KEPT + 1)).toMatchObject({ ...none, tests: 1 });
});
