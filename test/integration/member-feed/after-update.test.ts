import { readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { FakeHub } from '../../support/fakes/fake-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, members, startSync } from './support.ts';

/** Makes a folder look as if another version of the application had filled it. */
function asFilledByAnotherVersion(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => /^members-\d+\.db$/u.test(file))) {
    const db = new Database(path.join(folder, name));
    db.pragma('application_id = 7');
    db.close();
  }
}

describe('the members of a kiosk, when it is started again', () => {
  it.each([
    ['the same version', false],
    ['another version', true],
  ])('that %s has filled: loaded anew, %s', async (_which, isOther) => {
    const hub = await FakeHub.start();
    const married: Member = { ...benchMember(3), birthName: 'Martin' };
    hub.put(...members(0, 20), married);
    const folder = temporaryFolder();
    const before = startSync(folder, hub.connection);
    await eventually(() => expect(before.directory.find(married.number)).toEqual(married));
    await eventually(() => expect(before.sync.state().loading).toBeNull());
    await before.close();
    if (isOther) asFilledByAnotherVersion(folder);

    const asked = hub.queries.length;
    const after = startSync(folder, hub.connection);
    // Until the new list is complete, the former one serves.
    expect(after.directory.find(married.number)).toEqual(married);
    await eventually(() => expect(after.sync.state().lastContact).not.toBeNull());
    await eventually(() => expect(after.sync.state().loading).toBeNull());
    expect(hub.queries[asked]).toMatchObject({ after: isOther ? 0 : 21 });
    expect(after.directory.find(married.number)).toEqual(married);
    expect(after.newHistories()).toBe(isOther ? 1 : 0);
    // Once is enough.
    hub.put(benchMember(50));
    await eventually(() => expect(after.directory.find(benchMember(50).number)).toEqual(benchMember(50)));
    expect(after.newHistories()).toBe(isOther ? 1 : 0);
  });
});
