import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { ChildKiosk } from '../faults/child-kiosk.ts';
import { expectNothing, heldBy } from '../held-secrets.ts';
import { atSpace } from '../requests/actions.ts';
import { until } from '../../head-office/actions.ts';
import { ACTIVE, DEVICE, giveCodes, QUESTION } from './actions.ts';

const { both } = DEMO_CAST;

/** What head office tells, and what the member types, in the member space. */
const SECRETS = {
  act: 'Orthoptie de contrôle',
  device: DEVICE.name,
  helper: ACTIVE.name,
  question: 'Pourquoi mon forfait lunettes est-il plafonné',
  reply: 'Le plafond vaut pour deux ans',
  coverage: 'Cure thermale sans reste',
  newEmail: 'zoe.ailleurs@exemple.fr',
  givenName: both.givenName,
  familyName: both.familyName,
  number: both.number,
};

/** Amounts are numbers in memory; as text they come with the answers of head office alone. */
const AMOUNT = 7_654_321;

/** A head office that tells all of it. */
function furnish(office: FakeHeadOffice): void {
  const { space } = office;
  giveCodes(office);
  space.on('reimbursements', () => ({
    ...{ result: 'ok', total: 1, page: 0, pages: 1, years: [2025], chart: null },
    rows: [
      {
        ...{ id: '1', act: SECRETS.act, careOn: '2025-11-01', currency: 'EUR', status: 'pending' },
        ...{ paid: AMOUNT, socialSecurity: 0, mutual: 0, remains: AMOUNT, paidOn: null },
      },
    ],
  }));
  const items = [{ field: 'other' as const, label: SECRETS.coverage, covers: '100 %' }];
  space.on('guarantees', () => ({
    result: 'ok',
    guarantees: [{ id: 'module-a', held: true, since: '2020-01-01', items }],
  }));
  space.on('requests', () => ({
    ...{ result: 'ok', total: 1, page: 0, pages: 1 },
    rows: [
      {
        ...QUESTION,
        reply: SECRETS.reply,
      },
    ],
  }));
  space.on('devices', () => ({ result: 'ok', devices: [DEVICE], visits: [] }));
  space.on('delegations', () => ({ result: 'ok', given: [], received: [ACTIVE] }));
}

describe('the member space', () => {
  it('leaves nothing of what it showed, and of what was typed in it, in memory or in plain text on the disk', async () => {
    const office = await FakeHeadOffice.open();
    furnish(office);
    const rig = await KioskRig.open({}, { hub: office.settings, start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    if (!child) throw new Error('not started');
    await until(() => office.asked.some(({ path: asked }) => asked === 'changes'));
    await atSpace(rig, office);
    const secrets: Record<string, string> = {
      ...SECRETS,
      session: office.space.last.token,
      amount: `"paid":${AMOUNT}`,
    };
    // What head office tells hangs on the one screen that shows it.
    for (const screen of ['space-guarantees', 'space-devices', 'space-delegation', 'space-question'] as const)
      await rig.act({ type: 'open-space', screen });
    await rig.act({ type: 'ask-question', topic: 'contract', text: SECRETS.question });
    expect(rig.screen('space-question').sent).not.toBeNull();
    await rig.act({ type: 'open-space', screen: 'space-address' });
    await rig.act({ type: 'open-contact' });
    const { newEmail } = SECRETS;
    await rig.act({ type: 'change-contact', channel: 'email', value: newEmail, valueAgain: newEmail });
    rig.screen('space-address');
    expect(await heldBy(child, rig, secrets), 'while it is shown').toEqual(
      expect.arrayContaining(['newEmail', 'session', 'givenName', 'familyName']),
    );
    await rig.act({ type: 'open-space', screen: 'space-requests' });
    rig.screen('space-requests');
    expect(await heldBy(child, rig, secrets)).toContain('reply');
    await rig.act({ type: 'open-space', screen: 'space-reimbursements' });
    rig.screen('space-reimbursements');
    expect(await heldBy(child, rig, secrets)).toContain('act');

    await rig.act({ type: 'leave' });
    rig.screen('attract');
    await expectNothing(child, rig, secrets);

    const data = path.join(rig.folder, 'data');
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const journal = files.filter(({ name }) => name.startsWith('journal.db'));
    expect(journal.length, 'there is a journal to look at').toBeGreaterThan(0);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(path.join(parentPath, name));
      for (const [secret, text] of Object.entries(secrets))
        expect(bytes.includes(text), `${secret} in ${name}`).toBe(false);
    }
  });
});
