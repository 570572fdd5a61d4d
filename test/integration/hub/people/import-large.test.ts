import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { benchMember } from '../../../../bench/import-file.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { describeWith } from '../../../support/peers.ts';

const ROWS = 100_000;
const CHILD = path.join(import.meta.dirname, 'import-child.ts');

/** A file of so many invented members; `change` makes another file of the same members. */
function writeLarge(name: string, change = ''): string {
  const file = path.join(temporaryFolder(), name);
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(index);
    const family = index % 1000 === 999 ? '—' : familyName;
    return `${number};"${family}";${givenName}${change};${birthDate};${postalCode};${email ?? ''};${phone ?? ''}`;
  });
  fs.writeFileSync(file, ['numero;nom;prenom;naissance;cp;mail;tel', ...rows].join('\n'));
  return file;
}

async function importFile(deps: HubDeps, ...args: string[]): Promise<{ code: number; last: string }> {
  const said: string[] = [];
  const code = await importCommand.run(args, deps, (line) => said.push(line));
  return { code, last: said.at(-1) ?? '' };
}

async function givenNames(rig: HubRig): Promise<number> {
  const { count } = await rig.deps.database.db
    .selectFrom('member')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('given_name', 'like', '% autre')
    .executeTakeFirstOrThrow();
  return count;
}

describeWith('PostgreSQL')('hub import on PostgreSQL', () => {
  it(`loads ${ROWS} rows; killed at any stage it has changed nothing, and then it can be run again`, async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const first = await importFile(rig.deps, writeLarge('first.csv'));
    expect(first.last).toContain(
      'read 100000, added 99900, changed 0, unchanged 0, closed 0, rejected 100, encoding utf-8 (detected)',
    );
    const other = writeLarge('other.csv', ' autre');
    const url = rig.postgresql?.url ?? expect.fail();
    for (const stage of ['copy', 'merge', 'commit']) {
      const child = spawnSync(process.execPath, [CHILD, url, other, stage], { encoding: 'utf8' });
      expect({ stage, signal: child.signal, said: child.stdout }).toEqual({
        stage,
        signal: 'SIGKILL',
        said: '',
      });
      expect(await givenNames(rig)).toBe(0);
    }
    expect((await importFile(rig.deps, other, '--full')).last).toContain(
      'added 0, changed 99900, unchanged 0, closed 0, rejected 100',
    );
    expect(await givenNames(rig)).toBe(99_900);
  });

  it('holds no more at the end of a file than at its beginning', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const prepared = importCommand.prepare([writeLarge('first.csv')]);
    if (prepared.kind !== 'ready') throw new Error('it has no arguments that are wrong');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    /** Megabytes in use, by how much of the file was read, in tenths. */
    const held = new Map<number, number>();
    const progress = (text: string): void => {
      const tenth = Math.floor(Number(/^(\d+) %/u.exec(text)?.[1]) / 10);
      if (held.has(tenth)) return;
      collect();
      const { heapUsed, external } = process.memoryUsage();
      held.set(tenth, (heapUsed + external) / 2 ** 20);
    };
    const quiet = (): void => undefined;
    expect(await prepared.run(rig.deps, { say: quiet, complain: quiet, progress })).toBe(3);
    expect(held.size).toBeGreaterThan(5);
    // The file itself has more than that.
    const tenths = [...held.values()];
    expect(Math.max(...tenths.slice(2)) - Math.max(...tenths.slice(0, 2)), tenths.join(' ')).toBeLessThan(4);
  });

  it('stops when it is asked to, and the connection is good for the next', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const file = path.join(temporaryFolder(), 'members.ndjson');
    fs.writeFileSync(file, JSON.stringify(benchMember(1)));
    const stopped = { ...rig.deps, stopping: AbortSignal.abort() };
    expect(await importFile(stopped, file)).toEqual({ code: 1, last: 'stopped: nothing was changed' });
    expect((await importFile(rig.deps, file)).last).toContain('added 1');
  });

  it('two imports at once: one after the other, the feed in order', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const folder = temporaryFolder();
    const files = ['a', 'b'].map((name) => {
      const file = path.join(folder, name);
      const rows = Array.from({ length: 2000 }, (_, index) =>
        JSON.stringify({ ...benchMember(index), givenName: name }),
      );
      fs.writeFileSync(file, rows.join('\n'));
      return file;
    });
    const ended = await Promise.all(files.map((file) => importFile(rig.deps, file, '--full')));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const lasts = ended.map(({ last }) => /added (\d+), changed (\d+)/u.exec(last)?.slice(1).map(Number));
    expect(lasts.toSorted()).toEqual([
      [0, 2000],
      [2000, 0],
    ]);
  });

  it('tells nothing of a row when the database refuses it', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    await rig.deps.database.transaction(({ query }) =>
      query(`ALTER TABLE member ADD CHECK (given_name <> 'ZQXJ')`),
    );
    const file = path.join(temporaryFolder(), 'members.ndjson');
    fs.writeFileSync(file, JSON.stringify({ ...benchMember(1), givenName: 'ZQXJ' }));
    expect(await importFile(rig.deps, file)).toEqual({
      code: 1,
      last: 'the database refused it (SQLSTATE 23514); nothing was changed',
    });
  });
});
