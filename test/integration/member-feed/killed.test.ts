import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import type { MemberDirectory } from '../../../src-main/members/directory.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { drip, FakeHub } from '../../support/fakes/fake-hub.ts';
import { bundleOf } from '../../support/bundles/bundles.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { generations } from '../members/support.ts';
import { eventually, members, startSync } from './support.ts';

const COUNT = 2000;

function spawnSync(
  folder: string,
  hub: FakeHub,
  ...stage: readonly string[]
): ChildProcessByStdio<null, Readable, null> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(bundleOf('dying-sync')), folder, JSON.stringify(hub.connection), ...stage],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.stdout.resume();
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function expectKilled(child: ChildProcess): Promise<void> {
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

function expectExactly(directory: MemberDirectory, count = COUNT): void {
  for (const member of members(0, count)) expect(directory.find(member.number)).toEqual(member);
  expect(directory.find(benchMember(count).number)).toBeNull();
}

describe('a kiosk that is killed', () => {
  it.each([
    ['before the load begins', ['history'], 0],
    ['within the first transaction', ['seal', '5'], 0],
    ['within a later transaction', ['seal', '1990'], 1],
    ['between two transactions', ['loading'], 1],
    ['when all rows are in', ['contact'], COUNT],
    ['before the index', ['indexing'], COUNT],
    ['after the index', ['checking'], COUNT],
    ['before the pointer', ['swapping'], COUNT],
    ['after the pointer', ['loaded'], COUNT],
  ] as const)('%s goes on from there', async (_name, stage, least) => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    hub.next(drip(4000, 5));
    const folder = temporaryFolder();
    await expectKilled(spawnSync(folder, hub, ...stage));
    hub.queries.length = 0;
    const { directory } = startSync(folder, hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    expectExactly(directory);
    await eventually(() => expect(hub.queries.length).toBeGreaterThan(0));
    expect(hub.queries[0]?.after).toBeGreaterThanOrEqual(least);
    await eventually(() => expect(generations(folder)).toHaveLength(1));
  });

  it('when all rows are in needs no head office to serve them', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    const folder = temporaryFolder();
    await expectKilled(spawnSync(folder, hub, 'indexing'));
    const { directory, sync } = startSync(folder, { ...hub.connection, url: 'http://127.0.0.1:9' });
    await eventually(() => expect(directory.state()).toBe('ready'));
    expectExactly(directory);
    await eventually(() => expect(sync.state().lastFault).toBe('unreachable'));
  });

  it('while a change is written has it or asks for it again', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, 50));
    const folder = temporaryFolder();
    const before = startSync(folder, hub.connection);
    await eventually(() => expect(before.directory.state()).toBe('ready'));
    await before.close();
    hub.put(...members(50, 50));
    await expectKilled(spawnSync(folder, hub, 'seal', '30'));
    const { directory } = startSync(folder, hub.connection);
    await eventually(() => expect(directory.find(benchMember(99).number)).not.toBeNull());
    expectExactly(directory, 100);
  });

  it('again and again, at any moment, ends with the whole list', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    hub.always(drip(3000, 5));
    const folder = temporaryFolder();
    const random = seededRandom(42);
    for (let kill = 0; kill < 6; kill += 1) {
      const child = spawnSync(folder, hub, 'never');
      const died = expectKilled(child);
      await once(child.stdout, 'data');
      setTimeout(() => child.kill('SIGKILL'), random.below(120));
      await died;
    }
    hub.always(null);
    const { directory } = startSync(folder, hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    expectExactly(directory);
  });
});
