import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { ChildKiosk } from '../kiosk/faults/child-kiosk.ts';
import { GOOD, logIn } from '../kiosk/actions.ts';

const { both, neither } = DEMO_CAST;
const CODE = 'ACDEF34679';

describe('what a visitor told head office', () => {
  it('is not in the memory of the kiosk after the visit, with the line to head office still open', async () => {
    const office = await FakeHeadOffice.open();
    const rig = await KioskRig.open({}, { hub: office.settings, start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    const heap = async (): Promise<string[]> => {
      const file = path.join(rig.folder, 'kiosk.heapsnapshot');
      await child?.heap(file);
      const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
      rmSync(file);
      return strings;
    };
    const secrets = {
      password: GOOD,
      number: both.number,
      givenName: both.givenName,
      other: neither.number,
      code: CODE,
    };
    const held = async (): Promise<string[]> => {
      const all = (await heap()).join('\n');
      return Object.entries(secrets).flatMap(([name, secret]) => (all.includes(secret) ? [name] : []));
    };
    office.passwords.set(both.number, GOOD);
    office.letters.set(neither.number, { code: CODE, wrong: 0, attempts: new Map() });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    expect(await held(), 'during the visit').toContain('givenName');
    await rig.act({ type: 'leave' });
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'open', entry: 'letter' });
    await vi.waitFor(async () => {
      await rig.act({ type: 'identify', number: neither.number });
      rig.screen('letter-code');
    }, 30_000);
    await rig.act({ type: 'enter-letter-code', code: CODE });
    rig.screen('define-password');
    await rig.act({ type: 'leave' });
    await vi.waitFor(async () => expect(await held(), 'after the visit').toEqual([]), {
      timeout: 90_000,
      interval: 500,
    });
  });
});
