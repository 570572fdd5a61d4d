import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../../src-main/updates/folder-source.ts';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';
import { madeRelease, releaseKeys, writeRelease } from '../../support/releases/made-release.ts';
import { openUpdateRig } from '../../support/releases/update-rig.ts';
import { openWebFolder, type Lie } from '../../support/releases/web-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = releaseKeys();

describe('the pace', () => {
  it('is calm, and spread over kiosks', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.1.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    let asked = 0;
    web.lieAboutDocuments = (request) => {
      asked += (request.url ?? '').endsWith('manifest.json') ? 1 : 0;
      return false;
    };
    const check = rig.start();
    check.start();
    await rig.time.advance(59_000);
    expect(asked).toBe(0);
    await rig.time.advance(5 * MINUTE);
    await expect.poll(() => asked).toBe(1);
    await check.stop();
  });

  it('raises the alarm after seven days without a check, at the start too, and ends it with the next check', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.1.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    let check = rig.start();
    await check.check();
    web.lieAboutDocuments = (_request, response) => {
      response.writeHead(503).end();
      return true;
    };
    await rig.time.advance(7 * DAY - 1);
    await check.check();
    expect(rig.alarms.at(-1)).toBeNull();
    await rig.time.advance(1);
    await check.check();
    expect(rig.alarms.at(-1)).toBe('busy');
    await check.stop();
    check = rig.start();
    check.start();
    expect(rig.alarms.at(-1)).toBe('silence');
    web.lieAboutDocuments = () => false;
    await check.check();
    expect(rig.alarms.at(-1)).toBeNull();
    await check.stop();
  });

  it.each<[string, string, string, Lie]>([
    ['whose package never comes', '0.2.0', 'absent', (_request, response) => !!response.writeHead(404).end()],
    [
      'whose package is always another',
      '0.2.0',
      'wrong-length',
      (_request, response) => !!response.writeHead(200, { 'content-length': 5 }).end('other'),
    ],
    ['that is older than what runs', '0.0.9', 'behind', () => false],
  ])('raises the alarm for a web folder with a release %s', async (_kind, version, fault, lie) => {
    const web = await openWebFolder(madeRelease({ version, keys: KEYS }));
    web.lie = lie;
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const check = rig.start();
    await check.check();
    expect(rig.alarms.at(-1)).toBeNull();
    expect(rig.told.at(-1)?.checkedAgo).toBeNull();
    await rig.time.advance(7 * DAY);
    await check.check();
    expect(rig.alarms.at(-1)).toBe(fault);
    web.release = madeRelease({ version: '0.2.0', keys: KEYS });
    web.lie = () => false;
    await check.check();
    expect(rig.alarms.at(-1)).toBeNull();
    expect(rig.told.at(-1)?.checkedAgo).toBe(0);
    await check.stop();
  });

  it('does not raise it for a stick beside that is broken, or too large for the disk', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.1.0', keys: KEYS }));
    const stick = writeRelease(
      path.join(temporaryFolder(), 'stick'),
      madeRelease({ version: '0.2.0', keys: KEYS }),
    );
    const rig = openUpdateRig(() => [webSource(web.url), folderSource(stick)], KEYS, {
      freeBytes: () => Promise.resolve(0),
    });
    const check = rig.start();
    await check.check();
    await rig.time.advance(7 * DAY);
    await check.check();
    expect(rig.fetched()).toEqual([]);
    expect(rig.alarms.every((alarm) => alarm === null)).toBe(true);
    await check.stop();
  });

  it('needs no stick to be quiet', async () => {
    const rig = openUpdateRig(() => [folderSource('/nonexistent/stick')], KEYS);
    const check = rig.start();
    await rig.time.advance(30 * DAY);
    await check.check();
    expect(rig.alarms.every((alarm) => alarm === null)).toBe(true);
    expect(existsSync(path.join(rig.dataDir, 'updates', 'fetched'))).toBe(true);
    await check.stop();
  });
});
