import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { cutAfter, drip, FakeHub, silence } from '../../support/fakes/fake-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { leafPages, spoilPages } from '../database/support.ts';
import { generations } from '../members/support.ts';
import { eventually, members, startSync } from './support.ts';

const DYING = fileURLToPath(new URL('./fixtures/dying-sync.ts', import.meta.url));
const COUNT = 2000;

describe('a full disk', () => {
  it('during the load loses nothing: it goes on when there is room', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    hub.next(drip(4000, 5));
    const folder = temporaryFolder();
    const child = spawn(
      'sh',
      [
        '-c',
        'ulimit -S -f 300; exec "$0" "$@"',
        process.execPath,
        DYING,
        folder,
        JSON.stringify(hub.connection),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const said: string[] = [];
    child.stdout.on('data', (text: Buffer) => said.push(...text.toString().split('\n')));
    await eventually(() => expect(said.filter((word) => word === 'fault').length).toBeGreaterThan(1));
    expect(said).not.toContain('loaded');
    const before = Math.max(...hub.queries.map(({ after }) => after));
    expect(before).toBeGreaterThan(0);
    const freed = spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited'], {
      encoding: 'utf8',
    });
    if (freed.status !== 0) throw new Error(`prlimit (util-linux) is needed: ${freed.stderr}`);
    await eventually(() => expect(said).toContain('loaded'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(hub.queries.filter(({ after }) => after === 0)).toHaveLength(1);
    const { directory } = startSync(folder, hub.connection);
    for (const member of members(0, COUNT)) expect(directory.find(member.number)).toEqual(member);
  });
});

describe('a load that a power cut has spoiled', () => {
  /** A generation that is half filled, with nobody at it. */
  async function halfFilled(): Promise<{ hub: FakeHub; folder: string; file: string }> {
    const hub = await FakeHub.start();
    hub.encoding = 'identity';
    hub.put(...members(0, COUNT));
    const folder = temporaryFolder();
    hub.next(cutAfter(150_000), silence);
    const rig = startSync(folder, hub.connection);
    await eventually(() => expect(hub.queries).toHaveLength(2));
    expect(rig.sync.state().loading?.rows).toBeGreaterThan(100);
    await rig.close();
    hub.queries.length = 0;
    return { hub, folder, file: path.join(folder, 'members-1.db') };
  }

  it.each([
    [
      'of which rows are missing',
      (file: string): void => {
        const db = new BetterSqlite3(file);
        db.exec('DELETE FROM member WHERE id = 77');
        db.close();
      },
    ],
    ['of which pages are bad', spoilLeaves],
    ['that is no database any more', (file: string): void => fs.writeFileSync(file, 'ZQXJ'.repeat(5000))],
    ['that is empty', (file: string): void => fs.truncateSync(file)],
  ])('%s is begun anew, and never served', async (_name, spoil) => {
    const { hub, folder, file } = await halfFilled();
    spoil(file);
    const { directory } = startSync(folder, hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    for (const member of members(0, COUNT)) expect(directory.find(member.number)).toEqual(member);
    expect(hub.queries.map(({ after }) => after)).toContain(0);
  });

  it('that is sound is gone on with', async () => {
    const { hub, folder } = await halfFilled();
    const { directory } = startSync(folder, hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    for (const member of members(0, COUNT)) expect(directory.find(member.number)).toEqual(member);
    expect(hub.queries.map(({ after }) => after)).not.toContain(0);
  });
});

describe('a damaged list', () => {
  it.each([
    ['found by the check at the start', true],
    ['found at a look-up', false],
  ])('%s is set aside and brought again', async (_name, check) => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    const folder = temporaryFolder();
    const before = startSync(folder, hub.connection);
    await eventually(() => expect(before.directory.state()).toBe('ready'));
    await before.close();
    spoilLeaves(path.join(folder, 'members-1.db'));
    const { directory, newHistories, log } = startSync(folder, hub.connection);
    if (check) void directory.refresh();
    else for (const { number } of members(0, COUNT)) directory.find(number);
    await eventually(() => expect(log.events()).toContain('replica-set-aside'));
    await eventually(() => expect(log.events()).toContain('members-loaded'));
    for (const member of members(0, COUNT)) expect(directory.find(member.number)).toEqual(member);
    expect(newHistories()).toBe(1);
    hub.put(benchMember(COUNT));
    await eventually(() => expect(directory.find(benchMember(COUNT).number)).toEqual(benchMember(COUNT)));
  });

  it('found while a change is written is set aside and brought again', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, COUNT));
    const folder = temporaryFolder();
    const before = startSync(folder, hub.connection);
    await eventually(() => expect(before.directory.state()).toBe('ready'));
    await before.close();
    spoilLeaves(path.join(folder, 'members-1.db'));
    const { directory, log } = startSync(folder, hub.connection);
    const moved = members(0, COUNT).map((member) => ({ ...member, postalCode: '85000' }));
    hub.put(...moved);
    await eventually(() => expect(log.events()).toContain('replica-set-aside'));
    await eventually(() => expect(directory.state()).toBe('ready'));
    for (const member of moved) expect(directory.find(member.number)).toEqual(member);
    expect(generations(folder)).toHaveLength(1);
  });
});

/** Overwrites pages of the table in its middle. */
function spoilLeaves(file: string): void {
  const { pages, pageSize } = leafPages(file, 'member');
  spoilPages(file, pageSize, pages.slice(3, Math.max(4, pages.length - 3)));
}
