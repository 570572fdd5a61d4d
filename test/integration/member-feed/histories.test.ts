import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { StorageUnavailable } from '../../../src-main/database/storage-fault.ts';
import { cutAfter, feedOf, FakeHub, refusal, silence } from '../../support/fakes/fake-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { generations } from '../members/support.ts';
import { eventually, members, startSync, type SyncRig } from './support.ts';

/** A kiosk that has loaded so many members of a hub. */
async function loaded(count = 30): Promise<{ hub: FakeHub; folder: string; rig: SyncRig }> {
  const hub = await FakeHub.start();
  hub.put(...members(0, count));
  const folder = temporaryFolder();
  const rig = startSync(folder, hub.connection);
  await eventually(() => expect(rig.directory.state()).toBe('ready'));
  return { hub, folder, rig };
}

describe('a hub restored from the backup of yesterday', () => {
  it('whose feed is behind the kiosk makes it load everything anew', async () => {
    const { hub, rig } = await loaded();
    const other = { ...benchMember(20), email: 'plus.tard@exemple.invalid' };
    hub.restoreTo(20);
    hub.always(null);
    await eventually(() => expect(rig.directory.find(benchMember(25).number)).toBeNull());
    expect(rig.directory.find(benchMember(19).number)).toEqual(benchMember(19));
    expect(rig.newHistories()).toBe(2);
    hub.put(other);
    await eventually(() => expect(rig.directory.find(other.number)).toEqual(other));
  });

  it('that has gone on since, past the position of the kiosk, is known by its mark', async () => {
    const { hub, folder, rig } = await loaded();
    await rig.close();
    hub.restoreTo(20);
    hub.put(...members(100, 40));
    hub.queries.length = 0;
    const again = startSync(folder, hub.connection);
    expect(again.directory.find(benchMember(25).number)).toEqual(benchMember(25));
    await eventually(() => expect(again.directory.find(benchMember(139).number)).toEqual(benchMember(139)));
    expect(again.directory.find(benchMember(25).number)).toBeNull();
    expect(hub.queries.slice(0, 2).map(({ after }) => after)).toEqual([30, 0]);
    expect(again.newHistories()).toBe(1);
    await eventually(() => expect(generations(folder)).toEqual(['members-2.db']));
  });
});

describe('a new epoch', () => {
  it('makes the kiosk load everything anew while it serves what it has', async () => {
    const { hub, folder, rig } = await loaded();
    hub.epoch = randomUUID();
    hub.remove(benchMember(3).number);
    hub.next(refusal('reload'), silence);
    await eventually(() => expect(hub.queries.at(-1)?.after).toBe(0));
    expect(rig.directory.find(benchMember(3).number)).toEqual(benchMember(3));
    await eventually(() => expect(rig.directory.find(benchMember(3).number)).toBeNull());
    expect(rig.directory.find(benchMember(4).number)).toEqual(benchMember(4));
    await eventually(() => expect(generations(folder)).toEqual(['members-2.db']));
    expect(rig.newHistories()).toBe(2);
  });

  it('in the middle of a first load drops what came of the former', async () => {
    const hub = await FakeHub.start();
    hub.encoding = 'identity';
    hub.put(...members(0, 500));
    hub.next((exchange) => {
      cutAfter(20_000)(exchange);
      hub.restoreTo(0);
      hub.epoch = randomUUID();
      hub.put(...members(1000, 500));
    });
    const rig = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(rig.directory.state()).toBe('ready'));
    expect(rig.directory.find(benchMember(0).number)).toBeNull();
    for (const member of members(1000, 500)) expect(rig.directory.find(member.number)).toEqual(member);
  });

  it('that is told only at the end of an answer is not mixed with the former', async () => {
    const { hub, rig } = await loaded();
    // The question under way is answered soundly; the one after it is meant.
    await eventually(() => expect(hub.queries.at(-1)?.after).toBe(30));
    const end = { end: 32, epoch: randomUUID(), mark: 'abcdef01', behind: 0 };
    hub.next(feedOf(`[32,"${benchMember(3).number}"]\n${JSON.stringify(end)}\n`));
    hub.put(benchMember(40));
    await eventually(() => expect(rig.newHistories()).toBe(2));
    await eventually(() => expect(rig.directory.find(benchMember(40).number)).toEqual(benchMember(40)));
    expect(rig.directory.find(benchMember(3).number)).toEqual(benchMember(3));
  });

  it('waits until main has noted it', async () => {
    const { hub, folder, rig } = await loaded();
    await rig.close();
    hub.epoch = randomUUID();
    hub.put(benchMember(40));
    let full = true;
    let asked = 0;
    const again = startSync(folder, hub.connection, {
      onEpochChanged: () => {
        asked += 1;
        if (full) throw new StorageUnavailable('full', 'SQLITE_FULL', 'journal.db');
      },
    });
    await eventually(() => expect(asked).toBeGreaterThan(1));
    expect(generations(folder)).toEqual(['members-1.db']);
    expect(again.sync.state().lastFault).toBe('disk-unwritable');
    full = false;
    await eventually(() => expect(again.directory.find(benchMember(40).number)).toEqual(benchMember(40)));
  });

  it('asked for by a hub that was asked for nothing is its own fault', async () => {
    const hub = await FakeHub.start();
    hub.always(refusal('reload'));
    const rig = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(rig.sync.state().lastFault).toBe('fault'));
    expect(rig.newHistories()).toBe(1);
  });
});
