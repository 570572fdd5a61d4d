import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { benchMember } from '../../../../bench/import-file.ts';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { BROKEN_WAYS, expectedOf, writeMembers, type Known } from '../../../support/hub/broken-members.ts';
import { LetterFixture } from '../../../support/hub/letters/letter-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';

const COUNT = 3000;

/** Those whose row says whose it is. */
const KEYED = BROKEN_WAYS.filter(({ becomes }) => becomes !== 'unkeyed');

const database = await migratedDatabase();
afterAll(() => database.close());
const { deps } = new LetterFixture(database);
const folder = mkdtempSync(path.join(tmpdir(), 'borne-broken-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string, ...args: string[]): Promise<{ code: number; said: readonly string[] }> {
  const said: string[] = [];
  const code = await importCommand.run([path.join(folder, name), ...args], deps, (line) => said.push(line));
  return { code, said };
}

/** Brings all members, in order. */
async function loadClean(): Promise<void> {
  writeMembers(path.join(folder, 'clean.csv'), COUNT, []);
  expect((await run('clean.csv', '--full')).code).toBe(0);
}

async function known(): Promise<Map<string, Known>> {
  const rows = await database.db.selectFrom('member').selectAll().where('closed_at', 'is', null).execute();
  return new Map(
    rows.map(({ number, family_name, birth_date, postal_code, email, phone }) => [
      number,
      { familyName: family_name, birthDate: birth_date, postalCode: postal_code, email, phone },
    ]),
  );
}

describe('a file in which one row in fifty is broken in one of thirty ways', () => {
  it('is taken row by row and field by field, and nobody is closed for the sake of a row', async () => {
    expect(BROKEN_WAYS).toHaveLength(30);
    await loadClean();
    expect(await known()).toEqual(expectedOf(COUNT, []).members);

    writeMembers(path.join(folder, 'broken.csv'), COUNT, BROKEN_WAYS);
    const { refused, unkeyed, changed, fields, members } = expectedOf(COUNT, BROKEN_WAYS);
    const rehearsed = await run('broken.csv', '--full', '--dry-run');
    expect(rehearsed.code).toBe(3);
    expect(await known()).toEqual(expectedOf(COUNT, []).members);

    const { code, said } = await run('broken.csv', '--full', '--json');
    const facts = JSON.parse(said.join('\n')) as Record<string, unknown>;
    expect({ code, facts }).toMatchObject({
      code: 3,
      facts: {
        ...{ read: COUNT, added: 0, changed, closed: 0, rejected: refused, fields },
        unchanged: COUNT - refused - changed,
      },
    });
    expect(facts['found']).toContainEqual(
      `nobody was closed: ${unkeyed} rows that were set aside do not say whose they are; mend them and run it again`,
    );
    expect(await known()).toEqual(members);
    // The rehearsal said the same, but for the files that it does not write.
    expect(rehearsed.said.filter((line) => line.startsWith('line '))).toEqual(
      (facts['found'] as string[]).filter((line) => line.startsWith('line ')),
    );
  });

  it('with --full closes those alone who are not in it, when each broken row says whose it is', async () => {
    await loadClean();
    const isGone = (index: number): boolean => index % 100 === 50;
    writeMembers(path.join(folder, 'keyed.csv'), COUNT, KEYED, isGone);
    const before = await known();
    const { code, said } = await run('keyed.csv', '--full');
    expect(code).toBe(3);
    expect(said.at(-1)).toContain(`closed ${COUNT / 100}, rejected ${expectedOf(COUNT, KEYED).refused},`);
    const after = await known();
    const gone = [...before.keys()].filter((number) => !after.has(number));
    const absent = Array.from({ length: COUNT }, (_, index) => index).filter(isGone);
    expect(gone.toSorted()).toEqual(absent.map((index) => benchMember(index).number).toSorted());
  });
});
