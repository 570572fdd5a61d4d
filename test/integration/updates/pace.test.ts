import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../../src-main/updates/folder-source.ts';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';
import { madeRelease, releaseKeys } from '../../support/releases/made-release.ts';
import { openUpdateRig } from '../../support/releases/update-rig.ts';
import { openWebFolder } from '../../support/releases/web-folder.ts';

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
