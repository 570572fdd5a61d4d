import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { FakeHub } from '../../support/fakes/fake-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { generations, openMembers, writeSource } from '../members/support.ts';
import { eventually, members, startSync } from './support.ts';

describe('MemberSync', () => {
  it.each(['br', 'gzip', 'identity'] as const)('loads all members of a new kiosk (%s)', async (encoding) => {
    const hub = await FakeHub.start();
    hub.encoding = encoding;
    hub.put(...members(0, 3000));
    const { directory, sync, newHistories } = startSync(temporaryFolder(), hub.connection);
    expect(directory.find(benchMember(7).number)).toBe('loading');
    await eventually(() => expect(directory.state()).toBe('ready'));
    for (const at of [0, 7, 2999]) expect(directory.find(benchMember(at).number)).toEqual(benchMember(at));
    expect(directory.find(benchMember(3000).number)).toBeNull();
    expect(sync.state()).toMatchObject({ rowsBehind: 0, lastFault: null, loading: null });
    expect(newHistories()).toBe(1);
  });

  it('follows changes: added, changed, removed and added again', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, 50));
    const { directory } = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    const moved = { ...benchMember(3), postalCode: '85000', language: 'en' as const };
    hub.put(benchMember(50), moved);
    hub.remove(benchMember(4).number);
    await eventually(() => expect(directory.find(benchMember(4).number)).toBeNull());
    expect(directory.find(benchMember(50).number)).toEqual(benchMember(50));
    expect(directory.find(moved.number)).toEqual(moved);
    hub.put(benchMember(4));
    await eventually(() => expect(directory.find(benchMember(4).number)).toEqual(benchMember(4)));
  });

  it('goes on at the next start where it was, and asks for nothing twice', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, 50));
    const folder = temporaryFolder();
    const first = startSync(folder, hub.connection);
    await eventually(() => expect(first.directory.state()).toBe('ready'));
    await first.close();
    hub.put(benchMember(60));
    hub.queries.length = 0;
    const second = startSync(folder, hub.connection);
    expect(second.directory.find(benchMember(7).number)).toEqual(benchMember(7));
    await eventually(() => expect(second.directory.find(benchMember(60).number)).toEqual(benchMember(60)));
    expect(hub.queries[0]).toMatchObject({ after: 50, epoch: hub.epoch, markAt: 50 });
    expect(second.newHistories()).toBe(0);
    expect(generations(folder)).toEqual(['members-1.db']);
  });

  it('takes the place of a members file, which is served until the load is done', async () => {
    const folder = temporaryFolder();
    writeSource(folder, members(0, 20));
    const { directory: before } = openMembers(folder);
    await before.refresh();
    await before.close();
    const hub = await FakeHub.start();
    hub.put(...members(10, 20));
    const { directory, sync } = startSync(folder, hub.connection);
    expect(directory.find(benchMember(0).number)).toEqual(benchMember(0));
    await eventually(() => expect(directory.find(benchMember(0).number)).toBeNull());
    expect(directory.find(benchMember(29).number)).toEqual(benchMember(29));
    await eventually(() => expect(generations(folder)).toEqual(['members-2.db']));
    await sync.close();
  });

  it('loads an empty list too, and fills it', async () => {
    const hub = await FakeHub.start();
    const { directory } = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(directory.state()).toBe('ready'));
    expect(directory.find(benchMember(1).number)).toBeNull();
    hub.put(benchMember(1));
    await eventually(() => expect(directory.find(benchMember(1).number)).toEqual(benchMember(1)));
  });

  it('follows another hub when it is told to', async () => {
    const hub = await FakeHub.start();
    hub.put(...members(0, 20));
    const other = await FakeHub.start();
    other.put(...members(100, 30));
    const { directory, sync, newHistories } = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(directory.find(benchMember(1).number)).toEqual(benchMember(1)));
    sync.start(other.connection);
    await eventually(() => expect(directory.find(benchMember(101).number)).toEqual(benchMember(101)));
    expect(directory.find(benchMember(1).number)).toBeNull();
    expect(newHistories()).toBe(2);
  });
});
