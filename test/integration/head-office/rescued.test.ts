import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventBatch, SentEvent } from '../../../src-shared/hub-api/events.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD } from '../kiosk/actions.ts';
import { allAnswered, openPair, until } from './actions.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

const { both, neither, emailOnly } = DEMO_CAST;

async function askLetter(rig: KioskRig, number: string): Promise<void> {
  await rig.identify(number);
  await rig.choose('letter');
  rig.screen('letter-requested');
  await allAnswered(rig);
  await rig.act({ type: 'leave' });
}

describe('a kiosk whose journal came back from a backup', () => {
  it('never gives the place of a lost decision to another one', async () => {
    const { office, rig } = await openPair();
    const data = path.join(rig.folder, 'data');
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await rig.act({ type: 'leave' });
    await rig.time.advance(MINUTE);
    await until(
      () => existsSync(path.join(data, 'backups')) && readdirSync(path.join(data, 'backups')).length > 0,
    );
    await askLetter(rig, neither.number);
    await rig.stop();
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(path.join(data, `journal.db${suffix}`), { force: true });
    await rig.start();
    expect(rig.view.staffNotice?.kind).toBe('journal-set-aside');
    await askLetter(rig, emailOnly.number);
    const places = new Map<string, string>();
    for (const { path: at, body } of office.asked) {
      if (at !== 'events') continue;
      const { journal, events } = body as EventBatch;
      for (const { id, seq } of events as SentEvent[]) {
        const place = `${journal} ${seq}`;
        expect(places.get(place) ?? id, 'one decision a place').toBe(id);
        places.set(place, id);
      }
    }
    expect(office.appliedBodies).toMatchObject([
      { kind: 'password-set', number: both.number },
      { kind: 'letter-requested', number: neither.number },
      { kind: 'letter-requested', number: emailOnly.number },
    ]);
    expect(new Set([...places.keys()].map((place) => place.split(' ')[0])).size).toBe(2);
  });
});
