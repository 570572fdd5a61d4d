import { appendFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../../src-main/updates/folder-source.ts';
import { hubSource, type ReleaseCalls } from '../../../src-main/updates/hub-source.ts';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { HubClient } from '../../../src-main/hub-client/hub-client.ts';
import type { HubConnection } from '../../../src-main/hub-client/hub-connection.ts';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { kiosksCommand } from '../../../src-hub/kiosks/kiosks-command.ts';
import { connectionOf } from '../../support/hub/hub-requests.ts';
import { KEYS as HUB_KEYS, openReleases, sayingOf } from '../../support/releases/hub-releases.ts';
import {
  madePermit,
  madeRelease,
  releaseKeys,
  writePermit,
  writeRelease,
  type MadeRelease,
} from '../../support/releases/made-release.ts';
import { openUpdateRig, RIG_PART } from '../../support/releases/update-rig.ts';
import { openWebFolder } from '../../support/releases/web-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = releaseKeys();
const MACHINE = { running: '0.1.0', system: 'linux', architecture: 'x64', package: 'deb' } as const;

/** The calls of a kiosk to a real hub. */
function callsTo(connection: () => HubConnection): ReleaseCalls {
  return {
    connection,
    release: (name, body) => {
      const { url, token, privateKey } = connection();
      const deps = { url, ca: null, timers: systemTimers, now: () => Date.now(), random: systemRandom };
      const client = new HubClient(deps);
      return client.call(name, body, { by: { token, privateKey } }).finally(() => client.close());
    },
  };
}

describe('head office', () => {
  async function open() {
    const hub = await openReleases();
    const release = await hub.add();
    const client = await hub.rig.enrol('Nantes 1');
    const second = await hub.rig.another();
    const urls = [hub.rig.url, second.url];
    let turn = 0;
    // Two hubs behind a balancer: no two calls in a row go to the same one.
    const calls = callsTo(() => connectionOf(urls[(turn += 1) % 2] ?? '', client));
    const source = () =>
      hubSource({ calls, machine: MACHINE, ca: null, wall: () => Date.now(), random: systemRandom });
    const rig = openUpdateRig(() => [source()], HUB_KEYS);
    const start = () => rig.start({ tell: (news) => calls.release('release-news', news) });
    return { ...hub, release, client, kiosk: rig, start };
  }

  it('hands a release out by two hubs, hears of it, and takes it back by halting it', async () => {
    const { run, rig, release, kiosk, start } = await open();
    const check = start();
    await check.check();
    expect(kiosk.fetched()).toEqual([]);
    await run('stage', '0.2.0', '--percent', '100', '--branch', 'Nantes');
    await check.check();
    expect(kiosk.handedOver(release)?.equals(release.content)).toBe(true);
    expect(await sayingOf(rig, kiosksCommand, 'list')).toMatch(/0\.2\.0 fetched/u);
    await run('halt', '0.2.0');
    await check.check();
    expect(kiosk.fetched()).toEqual([]);
    expect(kiosk.logged.map(({ event }) => event)).toContain('update-withdrawn');
    await check.stop();
  });

  it('halts in the middle of a download', async () => {
    const { run, release, kiosk, start } = await open();
    await run('stage', '0.2.0', '--percent', '100');
    const check = kiosk.start({
      quiet: async () => {
        if (kiosk.incoming() >= 2 * RIG_PART) await run('halt', '0.2.0');
      },
    });
    await check.check();
    expect(kiosk.handedOver(release)).toBeNull();
    expect(kiosk.logged.at(-1)?.fields).toMatchObject({ fault: 'absent' });
    await check.stop();
    const again = start();
    await again.check();
    expect(kiosk.incoming()).toBe(0);
    await again.stop();
  });

  it('offers a downgrade with its permit, which is handed over too', async () => {
    const { add, run, client, rig } = await open();
    const older = await add({ version: '0.0.9' });
    await run(
      'stage',
      '0.0.9',
      '--percent',
      '100',
      '--downgrade',
      writePermit(temporaryFolder(), madePermit(older, '0.1.0')),
    );
    const calls = callsTo(() => connectionOf(rig.url, client));
    const kiosk = openUpdateRig(
      () => [hubSource({ calls, machine: MACHINE, ca: null, wall: () => Date.now(), random: systemRandom })],
      HUB_KEYS,
    );
    const check = kiosk.start();
    await check.check();
    expect(kiosk.fetched()).toEqual(
      [
        'borne-adherent_0.0.9_amd64.deb',
        'downgrade.json',
        'downgrade.json.sig',
        'manifest.json',
        'manifest.json.sig',
      ].map((name) => `0.0.9/${name}`),
    );
    await check.stop();
  });

  it('that has lost the file is asked again, and another one has it', async () => {
    const { run, kept, kiosk, start, release, made } = await open();
    await run('stage', '0.2.0', '--percent', '100');
    rmSync(path.join(kept, '0.2.0', release.target.file));
    const check = start();
    await check.check();
    expect(kiosk.logged.at(-1)?.fields).toMatchObject({ fault: 'busy' });
    await run('add', path.join(made, '0.2.0'));
    await check.check();
    expect(kiosk.handedOver(release)?.equals(release.content)).toBe(true);
    await check.stop();
  });
});

describe('a folder, such as that of a stick', () => {
  const open = (release = madeRelease({ version: '0.2.0', keys: KEYS })) => {
    const stick = path.join(temporaryFolder(), 'stick');
    const rig = openUpdateRig(() => [folderSource(stick)], KEYS);
    return { stick, rig, release, put: () => writeRelease(stick, release) };
  };

  it('passes the same checks, and what came from it stays when it is pulled out', async () => {
    const { stick, rig, release, put } = open();
    const check = rig.start();
    await check.check();
    expect(rig.logged).toEqual([]);
    put();
    await check.check();
    expect(rig.handedOver(release)?.equals(release.content)).toBe(true);
    rmSync(stick, { recursive: true });
    await check.check();
    expect(rig.handedOver(release)?.equals(release.content)).toBe(true);
    await check.stop();
  });

  it.each<[string, string, (folder: string, release: MadeRelease) => void]>([
    [
      'a link',
      'misplaced',
      (folder, { target }) => {
        rmSync(path.join(folder, target.file));
        symlinkSync('/etc/hostname', path.join(folder, target.file));
      },
    ],
    [
      'a folder',
      'misplaced',
      (folder, { target }) => {
        rmSync(path.join(folder, target.file));
        mkdirSync(path.join(folder, target.file));
      },
    ],
    ['no file', 'absent', (folder, { target }) => rmSync(path.join(folder, target.file))],
    [
      'a short file',
      'wrong-length',
      (folder, { target }) => writeFileSync(path.join(folder, target.file), 'short'),
    ],
    [
      'another byte',
      'sum',
      (folder, { target, content }) =>
        writeFileSync(path.join(folder, target.file), Buffer.from(content).fill(1, 9, 10)),
    ],
  ])('is refused with %s in the place of the package', async (_kind, fault, spoil) => {
    const { stick, rig, release, put } = open();
    put();
    spoil(stick, release);
    const check = rig.start();
    await check.check();
    expect(rig.logged.map(({ fields }) => fields['fault'])).toEqual([fault]);
    expect(rig.fetched()).toEqual([]);
    await check.stop();
  });

  it.each<[string, string, (file: string, release: MadeRelease) => void]>([
    ['written over', 'sum', (file, { content }) => writeFileSync(file, Buffer.alloc(content.length, 3))],
    ['cut', 'wrong-length', (file) => truncateSync(file, RIG_PART + 5)],
    ['lengthened', 'wrong-length', (file) => appendFileSync(file, 'more')],
    ['taken away', 'absent', (file) => rmSync(file)],
    [
      'replaced by a link',
      'misplaced',
      (file) => {
        rmSync(file);
        symlinkSync('/etc/hostname', file);
      },
    ],
  ])(
    'whose package is %s while it is read gives nothing until it is right again',
    async (_kind, fault, spoil) => {
      const { stick, rig, release, put } = open();
      put();
      let isSpoilt = false;
      const check = rig.start({
        quiet: () => {
          if (rig.incoming() >= RIG_PART && !isSpoilt) {
            isSpoilt = true;
            spoil(path.join(stick, release.target.file), release);
          }
          return Promise.resolve();
        },
      });
      await check.check();
      expect(isSpoilt).toBe(true);
      expect(rig.logged.map(({ fields }) => fields['fault'])).toEqual([fault]);
      expect(rig.fetched()).toEqual([]);
      rmSync(stick, { recursive: true });
      put();
      await check.check();
      expect(rig.handedOver(release)?.equals(release.content)).toBe(true);
      await check.stop();
    },
  );

  it('that does not answer any more is left when it is told to stop', async () => {
    const { stick, release, put } = open();
    put();
    const stop = new AbortController();
    const { target, version } = release;
    const part = await folderSource(stick).part({ version, target, first: 0, last: 9 }, stop.signal);
    stop.abort();
    if (!part.ok) throw new Error(part.fault);
    const { pieces } = part.value;
    await expect(pieces[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('whose manifest is another one while the package is read gives what was begun, or nothing', async () => {
    const { stick, rig, release, put } = open();
    put();
    const newer = madeRelease({ version: '0.3.0', keys: KEYS });
    const check = rig.start({
      quiet: () => {
        if (rig.incoming() >= RIG_PART) writeRelease(stick, newer);
        return Promise.resolve();
      },
    });
    await check.check();
    expect(rig.handedOver(release)?.equals(release.content)).toBe(true);
    await check.check();
    expect(rig.fetched().every((name) => name.startsWith('0.3.0/'))).toBe(true);
    await check.stop();
  });

  it('besides a web folder gives the newer release of both', async () => {
    const { stick, put } = open(madeRelease({ version: '0.3.0', keys: KEYS }));
    put();
    const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
    const both = openUpdateRig(() => [webSource(web.url), folderSource(stick)], KEYS);
    const check = both.start();
    await check.check();
    expect(both.fetched().every((name) => name.startsWith('0.3.0/'))).toBe(true);
    await check.stop();
  });
});
