import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { publicKeysIn } from '../../../src-shared/release/signature.ts';
import { runRound, type Wish } from '../../../src-updater/round/run-round.ts';
import { takeLock } from '../../../src-updater/store/lock.ts';
import { ServiceFolder } from '../../../src-updater/store/service-folder.ts';
import type { Behaviour } from '../../../tools/chaos/updates/programs.ts';
import { World } from '../../../tools/chaos/updates/world.ts';
import {
  madePermit,
  madeRelease,
  releaseKeys,
  writePermit,
  writeRelease,
  type ReleaseOptions,
} from '../../support/releases/made-release.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const keys = releaseKeys();
let world: World;
beforeEach(() => {
  world = new World(temporaryFolder(), { uptime: 10_000, boot: randomUUID() });
  world.begin({ version: '0.1.0', behaviour: 'good' }, 3);
});

const fetchedFolder = (version = '0.2.0'): string => path.join(world.data, 'updates', 'fetched', version);

function fetched(options: Partial<ReleaseOptions> & { behaviour?: Behaviour } = {}): string {
  const { version = '0.2.0', behaviour = 'good', ...more } = options;
  const content = Buffer.from(JSON.stringify({ version, behaviour }));
  return writeRelease(fetchedFolder(version), madeRelease({ version, keys, content, ...more }));
}

const round = (wish: Wish = {}) => runRound(world.edges(publicKeysIn(keys.pem)), wish);
const end = async (wish: Wish = {}) => {
  const result = await round(wish);
  return result.kind === 'ended' ? result.end : result.kind;
};

describe('a round of the update service', () => {
  it('does nothing when nothing was fetched', async () => {
    expect(await end()).toBe('idle');
  });

  it('installs, judges, tells it, and keeps the package to come back to', async () => {
    fetched();
    expect(await end()).toMatchObject({ kind: 'installed', from: '0.1.0', to: '0.2.0' });
    expect(world.serves()).toBe('0.2.0');
    expect(new ServiceFolder(world.home, () => 0).outcomes()).toMatchObject([
      { number: 1, kind: 'installed' },
    ]);
    expect(fs.readdirSync(path.join(world.home, 'packages'))).toContain('borne-adherent_0.2.0_amd64.deb');
    expect(await end()).toBe('idle');
    // The next one comes back to exactly these bytes.
    fetched({ version: '0.3.0', behaviour: 'silent' });
    expect(await end()).toMatchObject({
      kind: 'came-back',
      reason: 'not-started',
      from: '0.2.0',
      to: '0.3.0',
    });
    expect(world.serves()).toBe('0.2.0');
  });

  it('brings the former journal back when nothing was decided, and keeps the new one when something was', async () => {
    const before = world.decisions('0.1.0');
    fetched({ behaviour: 'unpainted' });
    expect(await end()).toMatchObject({ kind: 'came-back', reason: 'not-painted', journal: 'former' });
    expect(world.decisions('0.1.0')).toEqual(before);
    fetched({ version: '0.2.1', behaviour: 'unpainted-and-used' });
    world.chance = () => 0.05;
    expect(await end()).toMatchObject({ kind: 'came-back', journal: 'kept' });
    expect(world.decisions('0.1.0').length).toBeGreaterThan(before.length);
    expect(world.decisions('0.1.0')).toEqual(expect.arrayContaining(world.confirmed()));
  });

  it('does not try a version again that came back, unless somebody asks for it', async () => {
    const folder = fetched({ behaviour: 'without-hub' });
    expect(await end()).toMatchObject({ kind: 'came-back', reason: 'hub' });
    expect(await end()).toMatchObject({ kind: 'refused', reason: 'came-back-before' });
    expect(await end({ folder })).toMatchObject({ kind: 'came-back' });
  });

  it('does not hold against a version what the one before could not do either', async () => {
    world.told = {
      health: { painted: true, journal: true, members: false, hub: 'unreachable', selfTest: 'failed' },
    };
    world.tick();
    fetched({ behaviour: 'without-hub' });
    expect(await end()).toMatchObject({ kind: 'installed' });
  });

  it('believes each key that is known, and no more one that was taken out', async () => {
    const fresh = releaseKeys();
    fetched({ keys: fresh });
    expect(await end()).toMatchObject({ kind: 'refused', reason: 'signature' });
    const both = await runRound(world.edges(publicKeysIn(keys.pem + fresh.pem)));
    expect(both).toMatchObject({ end: { kind: 'installed', to: '0.2.0' } });
    fetched({ version: '0.3.0' });
    const alone = await runRound(world.edges(publicKeysIn(fresh.pem)));
    expect(alone).toMatchObject({ end: { kind: 'refused', reason: 'signature' } });
  });

  it.each([-30, 30])('installs with a clock that is %i years off', async (years) => {
    world.wall += years * 365 * 86_400_000;
    world.tick();
    fetched();
    expect(await end()).toMatchObject({ kind: 'installed' });
  });

  it('judges by what head office was before: one that was away may be away', async () => {
    world.told = {
      health: { painted: true, journal: true, members: true, hub: 'unreachable', selfTest: 'passed' },
    };
    world.tick();
    fetched();
    expect(await end()).toMatchObject({ kind: 'installed' });
  });

  it('goes back when head office is away after the update alone, and keeps what was decided', async () => {
    fetched({ behaviour: 'without-hub' });
    world.chance = () => 0.02;
    expect(await end()).toMatchObject({ kind: 'came-back', reason: 'hub', journal: 'kept' });
    expect(world.decisions('0.1.0')).toEqual(expect.arrayContaining(world.confirmed()));
  });

  it('waits with its verdict for the visitor who came after the update', async () => {
    fetched({ behaviour: 'without-hub' });
    const edges = world.edges(publicKeysIn(keys.pem));
    const begun = world.uptime;
    const sleep = (seconds: number): Promise<void> => {
      const lasts = world.uptime - begun;
      world.told = { visit: lasts > 60 && lasts < 900 };
      return edges.sleep(seconds);
    };
    expect(await runRound({ ...edges, sleep })).toMatchObject({ end: { kind: 'came-back', reason: 'hub' } });
    expect(world.uptime - begun).toBeGreaterThan(900);
  });

  it('leaves a second service alone with the first', async () => {
    fetched();
    const store = new ServiceFolder(world.home, () => 0);
    const lock = takeLock(store.lock);
    expect(await round()).toEqual({ kind: 'busy' });
    lock?.release();
    expect(await end()).toMatchObject({ kind: 'installed' });
  });

  it('installs while nobody is there: a visitor who comes at the last moment finds the kiosk again', async () => {
    fetched();
    const edges = world.edges(publicKeysIn(keys.pem));
    const system = edges.machine;
    let visits = 0;
    const machine = {
      ...system,
      stopKiosk: () => {
        world.told = { visit: true };
        world.tick();
        visits += 1;
        return system.stopKiosk();
      },
    };
    const result = await runRound({ ...edges, machine });
    expect(result).toMatchObject({ kind: 'ended', end: { kind: 'waiting', reason: 'visit' } });
    expect([visits, world.serves()]).toEqual([1, '0.1.0']);
  });

  it('takes a release from a folder that somebody has brought, under any name, at once', async () => {
    const folder = writeRelease(
      path.join(temporaryFolder(), 'usb'),
      madeRelease({
        version: '0.2.0',
        keys,
        content: Buffer.from('{"version":"0.2.0","behaviour":"good"}'),
      }),
    );
    world.told = { opensIn: 0, waiting: 3 };
    world.tick();
    expect(await end({ folder })).toMatchObject({ kind: 'waiting', reason: 'opening-hours' });
    world.told = { opensIn: 0, waiting: 3, visit: true };
    world.tick();
    expect(await end({ folder, atOnce: true })).toMatchObject({ kind: 'waiting', reason: 'visit' });
    world.told = { opensIn: 0, waiting: 3 };
    world.tick();
    expect(await end({ folder, atOnce: true })).toMatchObject({ kind: 'installed' });
  });

  it('goes back by a permit that has not ended by its own clock', async () => {
    fetched();
    await end();
    const older = madeRelease({
      version: '0.1.5',
      keys,
      content: Buffer.from('{"version":"0.1.5","behaviour":"good"}'),
    });
    const folder = writeRelease(path.join(temporaryFolder(), 'older'), older);
    writePermit(folder, madePermit(older, '0.2.0', { until: '2030-01-01T00:00:00Z' }));
    const { wall } = world;
    world.wall = Date.parse('2031-01-01T00:00:00Z');
    world.tick();
    expect(await end({ folder })).toMatchObject({ kind: 'refused', reason: 'downgrade' });
    world.wall = wall;
    world.tick();
    expect(await end({ folder })).toMatchObject({ kind: 'installed', to: '0.1.5' });
  });

  it('goes back to an older version with a permit alone, and stays there', async () => {
    fetched();
    await end();
    const content = Buffer.from('{"version":"0.1.5","behaviour":"good"}');
    const older = madeRelease({ version: '0.1.5', keys, content });
    const folder = writeRelease(path.join(temporaryFolder(), 'older'), older);
    expect(await end({ folder })).toMatchObject({ kind: 'refused', reason: 'downgrade' });
    writePermit(folder, madePermit(older, '0.2.0', { keys: releaseKeys() }));
    expect(await end({ folder })).toMatchObject({ kind: 'refused', reason: 'downgrade' });
    writePermit(folder, madePermit(older, '0.2.0'));
    expect(await end({ folder })).toMatchObject({ kind: 'installed', from: '0.2.0', to: '0.1.5' });
    // What was fetched before is not installed again by itself.
    expect(await end()).toMatchObject({ kind: 'refused', reason: 'came-back-before' });
  });
});

describe('a release is refused, and nothing is touched', () => {
  const change = (name: string, at: number) => (folder: string) => {
    const file = path.join(folder, name);
    const bytes = fs.readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    fs.writeFileSync(file, bytes);
  };
  const PACKAGE = 'borne-adherent_0.2.0_amd64.deb';

  it.each<[string, string, (folder: string) => void]>([
    ['a byte of the package changed', 'sha256', change(PACKAGE, 5)],
    ['a byte of the manifest changed', 'signature', change('manifest.json', 30)],
    ['a byte of the signature changed', 'signature', change('manifest.json.sig', 3)],
    ['the package cut off', 'size', (folder) => fs.truncateSync(path.join(folder, PACKAGE), 9)],
    ['the package longer', 'too-big', (folder) => fs.appendFileSync(path.join(folder, PACKAGE), 'x')],
    ['a huge manifest', 'too-big', (folder) => fs.truncateSync(path.join(folder, 'manifest.json'), 1e9)],
    ['no package', 'missing', (folder) => fs.rmSync(path.join(folder, PACKAGE))],
    ['no signature', 'missing', (folder) => fs.rmSync(path.join(folder, 'manifest.json.sig'))],
    [
      'a link in place of the package',
      'not-a-plain-file',
      (folder) => {
        fs.renameSync(path.join(folder, PACKAGE), path.join(folder, 'other'));
        fs.symlinkSync('other', path.join(folder, PACKAGE));
      },
    ],
    [
      'a hard link in place of the manifest',
      'not-a-plain-file',
      (folder) => fs.linkSync(path.join(folder, 'manifest.json'), path.join(folder, 'other')),
    ],
    [
      'a folder in place of the package',
      'not-a-plain-file',
      (folder) => {
        fs.rmSync(path.join(folder, PACKAGE));
        fs.mkdirSync(path.join(folder, PACKAGE));
      },
    ],
  ])('%s: %s', async (_, reason, spoil) => {
    spoil(fetched());
    expect(await end()).toMatchObject({ kind: 'refused', reason });
    expect(world.serves()).toBe('0.1.0');
    expect(fs.existsSync(path.join(world.home, 'step.json'))).toBe(false);
    expect(fs.readdirSync(path.join(world.home, 'packages'))).toEqual([]);
  });

  it.each<[string, string, Partial<ReleaseOptions>]>([
    ['another signer', 'signature', { keys: releaseKeys() }],
    ['a placeholder', 'layout', { target: { layout: true } }],
    ['another processor', 'no-target', { target: { architecture: 'arm64' } }],
    ['another system', 'no-target', { target: { system: 'windows', package: 'nsis' } }],
    ['the package of head office', 'no-target', { target: { product: 'hub' } }],
    ['bounds that begin later', 'bounds', { target: { replaces: { from: '0.1.1', to: '0.2.0' } } }],
    ['bounds that end before', 'bounds', { target: { replaces: { from: '0.0.1', to: '0.0.9' } } }],
    ['an older version', 'downgrade', { version: '0.0.9' }],
    ['a form of later', 'manifest', { manifest: { format: 2 as 1 } }],
  ])('%s: %s', async (_, reason, options) => {
    fetched(options);
    expect(await end()).toMatchObject({ kind: 'refused', reason });
    expect(world.serves()).toBe('0.1.0');
  });

  it('a folder that is named by another version', async () => {
    fs.renameSync(fetched(), fetchedFolder('0.9.0'));
    expect(await end()).toMatchObject({ kind: 'refused', reason: 'manifest' });
  });

  it('anything without keys', async () => {
    fetched();
    expect(await runRound(world.edges(null))).toMatchObject({ end: { kind: 'refused', reason: 'no-keys' } });
  });

  it('a newer one that is bad, and takes the good one that is older', async () => {
    fetched({ version: '0.3.0', keys: releaseKeys() });
    fetched();
    expect(await end()).toMatchObject({ kind: 'installed', to: '0.2.0' });
  });

  it('a file that is swapped between check and use: only the copy is ever looked at again', async () => {
    const folder = fetched();
    const edges = world.edges(publicKeysIn(keys.pem));
    const machine = {
      ...edges.machine,
      pack: (into: string) => {
        fs.writeFileSync(path.join(folder, PACKAGE), '{"version":"0.2.0","behaviour":"silent"}');
        return edges.machine.pack(into);
      },
    };
    expect(await runRound({ ...edges, machine })).toMatchObject({ end: { kind: 'installed' } });
  });

  it('a copy that the disk has lost, before it is installed', async () => {
    fetched();
    const edges = world.edges(publicKeysIn(keys.pem));
    const machine = {
      ...edges.machine,
      pack: (into: string) => {
        fs.truncateSync(path.join(world.home, 'packages', PACKAGE), 3);
        return edges.machine.pack(into);
      },
    };
    expect(await runRound({ ...edges, machine })).toMatchObject({
      end: { kind: 'came-back', reason: 'not-installed', journal: 'former' },
    });
    expect(world.serves()).toBe('0.1.0');
  });
});

it('waits, with the kiosk running, for a journal that cannot be copied whole', async () => {
  fetched();
  fs.rmSync(path.join(world.data, 'journal.db'));
  fs.writeFileSync(path.join(world.data, 'journal.db'), Buffer.alloc(20_000, 7));
  expect(await end()).toMatchObject({ kind: 'waiting', reason: 'journal-damaged' });
  expect(world.machine().installed()).toBe('0.1.0');
});
