import BetterSqlite3 from 'better-sqlite3';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { benchMember, writeBenchMembers } from '../../../bench/import-file.ts';
import type { LoadProgress } from '../../../src-main/members/load-report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { leafPages, present, spoilPages } from '../database/support.ts';
import { generations, openMembers, sourceFile, writeSource } from './support.ts';

const LOAD_IN_CHILD = fileURLToPath(new URL('./fixtures/load.ts', import.meta.url));
const members = (from: number, count: number): ReturnType<typeof benchMember>[] =>
  Array.from({ length: count }, (_, index) => benchMember(from + index));

/** Waits for what the writer's thread does after its answer. */
const eventually = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: 90_000, interval: 5 });

/** Loads a file and closes all, as an earlier run did. */
async function loaded(folder: string, count = 2000): Promise<void> {
  writeSource(folder, members(0, count));
  const { directory } = openMembers(folder);
  expect(await directory.refresh()).toMatchObject({ kind: 'loaded', rows: count });
  await directory.close();
}

describe('MemberDirectory', () => {
  it('is empty, then loading, then ready', async () => {
    const folder = temporaryFolder();
    writeSource(folder, members(0, 3000));
    const states: string[] = [];
    const { directory } = openMembers(folder, { onProgress: () => states.push(directory.state()) });
    const { number } = benchMember(7);
    expect([directory.state(), directory.find(number)]).toEqual(['empty', 'loading']);
    const refresh = directory.refresh();
    await eventually(() => expect(directory.state()).toBe('loading'));
    expect(directory.find(number)).toBe('loading');
    expect(await refresh).toMatchObject({ kind: 'loaded', generation: 1, rows: 3000, rejected: 0 });
    expect(directory.state()).toBe('ready');
    expect(directory.find(number)).toEqual(benchMember(7));
    expect(directory.find('9999999999')).toBeNull();
    expect(new Set(states)).toEqual(new Set(['loading']));
  });

  it('tells how far a load is', async () => {
    const folder = temporaryFolder();
    writeSource(folder, members(0, 8000));
    const steps: LoadProgress[] = [];
    const { directory } = openMembers(folder, { onProgress: (step) => steps.push(step) });
    await directory.refresh();
    const bytes = fs.statSync(sourceFile(folder)).size;
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.at(-1)).toEqual({ rows: 8000, bytesRead: bytes, bytes });
  });

  it('loads again only when the file has changed, also in the next run', async () => {
    const folder = temporaryFolder();
    await loaded(folder);
    const { directory } = openMembers(folder);
    expect(directory.state()).toBe('ready');
    expect(await directory.refresh()).toEqual({ kind: 'unchanged' });
    expect(await directory.refresh()).toEqual({ kind: 'unchanged' });
    writeSource(folder, members(5000, 10));
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded', generation: 2, rows: 10 });
    expect(directory.find(benchMember(0).number)).toBeNull();
    expect(directory.find(benchMember(5000).number)).toEqual(benchMember(5000));
    await eventually(() => expect(generations(folder)).toEqual(['members-2.db']));
  });

  it('gives calls that meet one answer', async () => {
    const folder = temporaryFolder();
    writeSource(folder, members(0, 10));
    const { directory } = openMembers(folder);
    const [one, two] = await Promise.all([directory.refresh(), directory.refresh()]);
    expect(one).toBe(two);
    expect(generations(folder)).toEqual(['members-1.db']);
  });

  it('goes on serving when the new file is of no use, and does not read it twice', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    const { directory, log } = openMembers(folder);
    writeSource(folder, ['{', '{']);
    const failed = { kind: 'failed', fault: 'nothing-readable', rejected: 2 };
    expect(await directory.refresh()).toEqual(failed);
    expect(await directory.refresh()).toEqual(failed);
    expect(log.events()).toEqual(['members-not-loaded']);
    expect(directory.find(benchMember(3).number)).toEqual(benchMember(3));
    fs.rmSync(sourceFile(folder));
    expect(await directory.refresh()).toMatchObject({ kind: 'failed', fault: 'source-missing' });
    expect(directory.find(benchMember(3).number)).toEqual(benchMember(3));
  });

  it('serves what it has when no file is named', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    const { directory } = openMembers(folder, { file: null });
    expect(await directory.refresh()).toEqual({ kind: 'no-source' });
    expect(directory.find(benchMember(3).number)).toEqual(benchMember(3));
  });

  it('is closed in the middle of a load without harm', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    writeBenchMembers(sourceFile(folder), 30_000);
    let started = (): void => undefined;
    const progress = new Promise<void>((resolve) => (started = resolve));
    const { directory } = openMembers(folder, { onProgress: () => started() });
    const refresh = directory.refresh();
    await progress;
    await directory.close();
    expect(await refresh).toEqual({ kind: 'closed' });
    expect(openMembers(folder).directory.find(benchMember(3).number)).toEqual(benchMember(3));
  });
});

describe('a damaged replica', () => {
  const file = (folder: string): string => path.join(folder, 'members-1.db');

  it.each<[string, (folder: string) => void]>([
    ['is no database', (folder) => fs.writeFileSync(file(folder), 'not a database '.repeat(1000))],
    ['has lost its record', (folder) => edit(folder, 'DELETE FROM source')],
    ['was cut', (folder) => fs.truncateSync(file(folder), 8192)],
  ])('that %s is set aside at the start and loaded again', async (_name, spoil) => {
    const folder = temporaryFolder();
    await loaded(folder);
    spoil(folder);
    const aside: string[] = [];
    const { directory, log } = openMembers(folder, { onSetAside: (name) => aside.push(name) });
    expect(directory.state()).toBe('empty');
    expect(directory.find(benchMember(1).number)).toBe('loading');
    expect(aside).toEqual(['members-corrupt-20260310T120000Z-1.db']);
    expect(log.events()).toEqual(['replica-set-aside']);
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded', rows: 2000 });
    expect(directory.find(benchMember(1).number)).toEqual(benchMember(1));
    expect(fs.existsSync(path.join(folder, present(aside[0])))).toBe(true);
  });

  it('of which a few pages are bad is found by the check at the start', async () => {
    const folder = temporaryFolder();
    await loaded(folder);
    const { pages, pageSize } = leafPages(file(folder), 'member');
    spoilPages(file(folder), pageSize, [present(pages[20])]);
    const { directory, log } = openMembers(folder);
    expect(directory.state()).toBe('ready');
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded', generation: 2 });
    expect(log.events()).toEqual(['replica-set-aside', 'members-loaded']);
    expect(directory.state()).toBe('ready');
  });

  it.each<[string, (folder: string) => void]>([
    [
      'page',
      (folder) => {
        const { pages, pageSize } = leafPages(file(folder), 'member');
        spoilPages(file(folder), pageSize, pages);
      },
    ],
    ['blob', (folder) => edit(folder, 'UPDATE member SET sealed = zeroblob(80)')],
    [
      'blob of another member',
      (folder) =>
        edit(folder, 'UPDATE member SET sealed = (SELECT sealed FROM member AS other WHERE other.id = 1999)'),
    ],
  ])('is found at a look-up (a bad %s): says loading, then loads by itself', async (_name, spoil) => {
    const folder = temporaryFolder();
    await loaded(folder);
    spoil(folder);
    let done = (): void => undefined;
    const reloaded = new Promise<void>((resolve) => (done = resolve));
    const { directory } = openMembers(folder, { onRefresh: () => done() });
    expect(directory.state()).toBe('ready');
    expect(directory.find(benchMember(1).number)).toBe('loading');
    await reloaded;
    expect(directory.find(benchMember(1).number)).toEqual(benchMember(1));
  });

  it('that was sealed with another data key is loaded again', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    const { directory } = openMembers(folder, { dataKey: Buffer.alloc(32, 9) });
    expect(directory.find(benchMember(1).number)).toBe('loading');
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded' });
    expect(directory.find(benchMember(1).number)).toEqual(benchMember(1));
  });

  it.each([
    ['newer', 99],
    ['unfinished', 1],
  ])('of a %s version is not read but loaded again', async (_name, version) => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    edit(folder, `PRAGMA user_version = ${version}`);
    const { directory, log } = openMembers(folder);
    expect(log.events()).toEqual(['replica-of-another-version']);
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded', generation: 2 });
    expect(directory.find(benchMember(1).number)).toEqual(benchMember(1));
  });

  it('is kept once only: the next one set aside takes its place', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 20);
    for (const generation of [1, 2]) {
      fs.writeFileSync(path.join(folder, `members-${generation}.db`), 'not a database '.repeat(1000));
      const { directory } = openMembers(folder);
      await directory.refresh();
      await eventually(() =>
        expect(fs.readdirSync(folder).filter((name) => /^members-corrupt.*db$/u.test(name))).toEqual([
          `members-corrupt-20260310T120000Z-${generation}.db`,
        ]),
      );
      await directory.close();
    }
  });

  function edit(folder: string, sql: string): void {
    const db = new BetterSqlite3(file(folder));
    db.exec(sql);
    db.close();
  }
});

describe('a load that is cut short', () => {
  it('by a killed process leaves the old generation; the next start loads again', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 100);
    writeBenchMembers(sourceFile(folder), 20_000);
    const child = spawn(process.execPath, [LOAD_IN_CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(said.toString()).toBe('progress\n');
    expect(generations(folder)).toEqual(['members-1.db', 'members-2.db']);

    const { directory } = openMembers(folder);
    expect(directory.state()).toBe('ready');
    expect(directory.find(benchMember(99).number)).toEqual(benchMember(99));
    expect(directory.find(benchMember(100).number)).toBeNull();
    expect(await directory.refresh()).toMatchObject({ kind: 'loaded', generation: 3, rows: 20_000 });
    expect(directory.find(benchMember(19_999).number)).toEqual(benchMember(19_999));
    await eventually(() => expect(generations(folder)).toEqual(['members-3.db']));
  });

  it('by a full disk leaves the old generation and says why', async () => {
    const folder = temporaryFolder();
    await loaded(folder, 100);
    writeBenchMembers(sourceFile(folder), 5000);
    const { stdout } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 500; exec "$0" "$@"', process.execPath, LOAD_IN_CHILD, folder],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { fault: string };
    expect(report).toMatchObject({ kind: 'failed', state: 'ready' });
    expect(['full', 'fault']).toContain(report.fault);
    expect(generations(folder)).toEqual(['members-1.db']);
    const { directory } = openMembers(folder);
    expect(directory.find(benchMember(99).number)).toEqual(benchMember(99));
  });
});
