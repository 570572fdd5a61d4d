import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_VERSION } from '../../../src-shared/app-version.ts';
import { kioskState, type KioskState } from '../../../src-shared/release/handover.ts';
import { DAY, MINUTE, SECOND } from '../../../src-shared/time/units.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { madeRelease, releaseKeys } from '../../support/releases/made-release.ts';
import { openWebFolder } from '../../support/releases/web-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = releaseKeys();

const stateOf = (rig: KioskRig): KioskState =>
  kioskState.parse(
    JSON.parse(readFileSync(path.join(rig.config().dataDir, 'updates', 'state.json'), 'utf8')),
  );

const keysFile = (): string => {
  const file = path.join(temporaryFolder(), 'keys.pem');
  writeFileSync(file, KEYS.pem);
  return file;
};

describe('a kiosk with updates', () => {
  it('tells the update service how it is: at once when a visit begins or ends, and every minute', async () => {
    const rig = await KioskRig.open({ updates: { folder: '/nonexistent', openingHours: {} } });
    const first = stateOf(rig);
    expect(first).toMatchObject({
      ...{ format: 1, version: APP_VERSION, boot: 'boot-1', visit: false, waiting: 0, opensIn: null },
      health: { painted: false, journal: true, hub: 'none', selfTest: 'running' },
    });
    rig.alive(false);
    expect(stateOf(rig).health.painted).toBe(true);
    await rig.act({ type: 'begin' });
    expect(stateOf(rig).visit).toBe(true);
    await rig.act({ type: 'leave' });
    expect(stateOf(rig).visit).toBe(false);
    await rig.time.advance(11 * SECOND);
    await expect
      .poll(async () => {
        await rig.time.advance(6 * SECOND);
        return stateOf(rig).health;
      })
      .toEqual({
        ...{ painted: true, journal: true, members: true, hub: 'none', selfTest: 'passed' },
      });
    const { since } = stateOf(rig);
    await rig.time.advance(3 * MINUTE);
    expect(stateOf(rig)).toMatchObject({ since });
    expect(stateOf(rig).written).toBeGreaterThan(since + 170);
  });

  it('fetches a release, and a visit that begins meanwhile is served', async () => {
    const release = madeRelease({
      version: '99.0.0',
      keys: KEYS,
      target: { replaces: { from: '0.0.0', to: '99.0.0' } },
    });
    const web = await openWebFolder(release);
    const rig = await KioskRig.open({ updates: { web: web.url, keys: keysFile() } });
    await rig.act({ type: 'begin' });
    await rig.time.advance(5 * MINUTE);
    await rig.act({ type: 'leave' });
    const file = path.join(rig.config().dataDir, 'updates', 'fetched', '99.0.0', release.target.file);
    // What a visit has held up goes on by the kiosk's own time.
    const fetched = async (): Promise<boolean> => {
      await rig.time.advance(MINUTE / 2);
      return read(file)?.equals(release.content) === true;
    };
    await expect.poll(fetched, { timeout: 90_000 }).toBe(true);
  });

  it('says on its idle screen when no check has succeeded for seven days', async () => {
    const rig = await KioskRig.open({ updates: { web: 'http://127.0.0.1:9/' } });
    rig.time.setWallBy(7 * DAY);
    await rig.time.advance(6 * MINUTE);
    await expect.poll(() => rig.pushed.at(-1)?.staffNotice?.kind).toBe('updates-overdue');
  });
});

function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
