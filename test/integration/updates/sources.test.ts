import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
import { OUTCOMES_FILE } from '../../../src-shared/release/handover.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';
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

describe('what is offered', () => {
  const fetchedOf = async (
    release: MadeRelease,
    files: Record<string, string | Uint8Array> = {},
  ): Promise<[string[], unknown[]]> => {
    const web = await openWebFolder(release);
    for (const [name, content] of Object.entries(files)) web.files.set(name, content);
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const check = rig.start();
    await check.check();
    await check.stop();
    return [
      rig.fetched(),
      rig.logged.filter(({ event }) => event === 'update-refused').map(({ fields }) => fields['fault']),
    ];
  };

  it.each<[string, Parameters<typeof madeRelease>[0], string | null]>([
    ['the version that runs', { version: '0.1.0', keys: KEYS }, null],
    ['an older version', { version: '0.0.9', keys: KEYS }, null],
    [
      'for another processor',
      { version: '0.2.0', keys: KEYS, target: { architecture: 'arm64' } },
      'processor',
    ],
    [
      'for another system',
      { version: '0.2.0', keys: KEYS, target: { system: 'windows', package: 'nsis' } },
      'processor',
    ],
    ['for head office', { version: '0.2.0', keys: KEYS, target: { product: 'hub' } }, 'processor'],
    ['with a placeholder', { version: '0.2.0', keys: KEYS, target: { layout: true } }, 'layout'],
    [
      'for other versions',
      { version: '0.2.0', keys: KEYS, target: { replaces: { from: '0.1.5', to: '0.2.0' } } },
      'range',
    ],
    ['of a later contract', { version: '0.2.0', keys: KEYS, manifest: { contract: 4 } }, 'contract'],
    ['of another product', { version: '0.2.0', keys: KEYS, manifest: { product: 'other' as never } }, 'form'],
  ])('%s is not taken', async (_kind, options, fault) => {
    expect(await fetchedOf(madeRelease(options))).toEqual([[], fault === null ? [] : [fault]]);
  });

  it('older is taken by its permit, and by no other document', async () => {
    const older = madeRelease({ version: '0.0.9', keys: KEYS });
    const by = (permit: { bytes: Uint8Array; signature: string }) =>
      fetchedOf(older, {
        'releases/downgrade.json': permit.bytes,
        'releases/downgrade.json.sig': permit.signature,
      });
    const [files] = await by(madePermit(older, '0.1.0'));
    expect(files).toContain('0.0.9/downgrade.json');
    for (const permit of [
      madePermit(older, '0.1.1'),
      madePermit(older, '0.1.0', { until: '2020-01-01T00:00:00Z' }),
      madePermit(older, '0.1.0', { keys: releaseKeys() }),
      madePermit(older, '0.1.0', { manifest: 'a'.repeat(64) }),
      older.signed,
    ])
      expect((await by(permit))[0]).toEqual([]);
  });

  it('is taken with a clock that is off by years: no signature has a time', async () => {
    for (const years of [-30, 30]) {
      const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
      const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
      rig.time.setWallBy(years * 365 * DAY);
      const check = rig.start();
      await check.check();
      expect(rig.fetched()).toHaveLength(3);
      await check.stop();
    }
  });

  it('is refused without keys', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const check = rig.start({ verify: null });
    await check.check();
    expect(rig.logged.map(({ fields }) => fields['fault'])).toEqual(['no-keys']);
    await check.stop();
  });
});

describe('what the update service tells', () => {
  const outcome = (number: number, kind: string, more: object = {}) => ({
    ...{ number, at: 1, from: '0.1.0', to: '0.2.0', detail: '', kind, ...more },
  });

  it('is told to head office once, and a release that came back is not fetched again', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const write = (...outcomes: object[]): void =>
      writeFileSync(path.join(rig.service, OUTCOMES_FILE), JSON.stringify({ format: 1, outcomes }));
    write(
      outcome(1, 'waiting', { reason: 'visit' }),
      outcome(2, 'came-back', { reason: 'not-painted', journal: 'kept' }),
    );
    let check = rig.start();
    await check.check();
    const told = (): unknown[] => rig.told.flatMap(({ releases }) => releases);
    expect(told()).toEqual([{ version: '0.2.0', state: 'came-back', why: 'not-painted' }]);
    expect(rig.fetched()).toEqual([]);
    await check.stop();
    check = rig.start();
    await check.check();
    expect(told()).toHaveLength(1);
    expect(web.asked).toEqual([]);
    await check.stop();
  });

  it('waits for head office, over a restart', async () => {
    const rig = openUpdateRig(() => [], KEYS);
    writeFileSync(
      path.join(rig.service, OUTCOMES_FILE),
      JSON.stringify({ format: 1, outcomes: [outcome(1, 'installed')] }),
    );
    let check = rig.start({ tell: () => Promise.resolve({ ok: false, fault: 'unreachable' }) });
    await check.check();
    await check.stop();
    check = rig.start();
    await check.check();
    expect(rig.told[0]?.releases).toEqual([{ version: '0.2.0', state: 'installed', why: null }]);
    await check.stop();
  });

  it.each([
    ['no JSON', '{'],
    ['another format', '{"format":2,"outcomes":[]}'],
    ['no end', ' '.repeat(70_000)],
  ])('is left aside with %s', async (_kind, content) => {
    const rig = openUpdateRig(() => [], KEYS);
    writeFileSync(path.join(rig.service, OUTCOMES_FILE), content);
    const check = rig.start();
    await check.check();
    expect(rig.told.flatMap(({ releases }) => releases)).toEqual([]);
    await check.stop();
  });
});

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
