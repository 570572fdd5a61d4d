import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { FakeHub } from '../../support/fakes/fake-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, members, startSync } from './support.ts';

/** As a hub would tell of it that knows more than this kiosk: an address that no kiosk of today can read. */
const unreadable = (index: number, change: Record<string, unknown>): Member => ({
  ...benchMember(index),
  ...(change as Partial<Member>),
});

describe('a change that the kiosk cannot read', () => {
  it.each(['a first load', 'a list in use'])('stops none of those after it, in %s', async (when) => {
    const hub = await FakeHub.start();
    hub.put(...members(0, 20));
    const folder = temporaryFolder();
    const isFirst = when === 'a first load';
    const rig = isFirst ? null : startSync(folder, hub.connection);
    if (rig !== null) await eventually(() => expect(rig.directory.state()).toBe('ready'));
    hub.put(
      unreadable(3, { email: 'an address of later' }),
      unreadable(4, { familyName: '' }),
      benchMember(50),
    );
    const { directory, log, sync } = rig ?? startSync(folder, hub.connection);
    await eventually(() => expect(directory.find(benchMember(50).number)).toEqual(benchMember(50)));
    expect(directory.find(benchMember(3).number)).toEqual({ ...benchMember(3), email: null });
    expect(directory.find(benchMember(4).number)).toBeNull();
    expect(directory.find(benchMember(5).number)).toEqual(benchMember(5));
    const told = [
      { position: 21, field: 'email' },
      { position: 22, field: 'familyName' },
    ];
    expect(hub.unreadable).toEqual(told);
    // The thread's message may come after the list that it has filled.
    await eventually(() =>
      expect(
        log.entries.filter(({ event }) => event === 'member-unreadable').map(({ fields }) => fields),
      ).toEqual(told),
    );
    expect(JSON.stringify(log.entries)).not.toContain('an address of later');
    expect(sync.state().lastFault).toBeNull();
    // Once head office has put it right, it is known.
    hub.put(benchMember(4));
    await eventually(() => expect(directory.find(benchMember(4).number)).toEqual(benchMember(4)));
    expect(hub.unreadable).toEqual(told);
  });

  it('is told to head office before it is left behind, over a line that breaks', async () => {
    const hub = await FakeHub.start();
    hub.put(unreadable(0, { phone: 'none' }), benchMember(1));
    hub.refuseReports('cut', 'cut');
    const { directory } = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(directory.find(benchMember(1).number)).toEqual(benchMember(1)));
    expect(hub.unreadable).toEqual([{ position: 1, field: 'phone' }]);
    expect(hub.queries.length).toBeGreaterThan(2);
  });

  it.each(['not-found', 'fault', 'too-many-requests'] as const)(
    'holds nothing up when head office answers %s to the report',
    async (refusal) => {
      const hub = await FakeHub.start();
      hub.put(unreadable(0, { phone: 'none' }), benchMember(1));
      hub.refuseReports(refusal);
      const { directory } = startSync(temporaryFolder(), hub.connection);
      await eventually(() => expect(directory.find(benchMember(1).number)).toEqual(benchMember(1)));
      expect(hub.unreadable).toEqual([]);
    },
  );

  it('is told in parts when there are many', async () => {
    const hub = await FakeHub.start();
    hub.put(
      ...Array.from({ length: 250 }, (_, index) => unreadable(index, { email: '-' })),
      benchMember(300),
    );
    const { directory } = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(directory.find(benchMember(300).number)).toEqual(benchMember(300)));
    expect(hub.unreadable).toHaveLength(250);
    expect(directory.find(benchMember(7).number)).toEqual({ ...benchMember(7), email: null });
  });
});
