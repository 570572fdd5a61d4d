import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { unreadableChanges } from '../../../src-hub/people/feed/unreadable-changes.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { newerHub } from '../../support/fakes/newer-hub.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { connectionOf } from '../../support/hub/hub-requests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, members, startSync } from './support.ts';

/** From the import of a member to kiosks that know them, in milliseconds. */
const SOON = 1000;

async function insert(rig: HubRig, ...list: readonly Member[]): Promise<void> {
  const rows = list.map(
    ({ number, familyName, givenName, birthDate, postalCode, email, phone, language }) => ({
      ...{ number, family_name: familyName, given_name: givenName, birth_date: birthDate },
      ...{ postal_code: postalCode, email, phone, language: language ?? null },
    }),
  );
  await rig.deps.database.db.insertInto('member').values(rows).execute();
}

/** An address that a hub of later tells in a form of its own, which a kiosk of today cannot read. */
const WIDE = 'jean&marie@orange.fr';
const ofLater = (line: readonly unknown[]): readonly unknown[] =>
  line.map((value) => (value === WIDE ? { address: WIDE } : value));

describe('a kiosk that is older than head office, beside one that is not', () => {
  it.each(['after it has loaded', 'in its first load'])(
    'both know a member imported afterwards, within a second: %s',
    async (when) => {
      const rig = await openHubRig();
      await insert(rig, ...members(0, 20));
      const changed = { ...benchMember(3), email: WIDE };
      const change = (): Promise<unknown> =>
        rig.deps.database.db
          .updateTable('member')
          .set({ email: WIDE })
          .where('number', '=', changed.number)
          .execute();
      if (when === 'in its first load') await change();
      const beforeIt = await newerHub(rig.url, { line: ofLater });
      const newer = startSync(temporaryFolder(), connectionOf(rig.url, await rig.enrol('Nantes 1')));
      const older = startSync(temporaryFolder(), connectionOf(beforeIt.url, await rig.enrol('Rezé')));
      const known = (member: Member, told = member): void => {
        expect(newer.directory.find(member.number)).toEqual(member);
        expect(older.directory.find(member.number)).toEqual(told);
      };
      await eventually(() => known(benchMember(19)));
      if (when !== 'in its first load') await change();
      await eventually(() => known(changed, { ...changed, email: null }));
      const took: number[] = [];
      for (const later of members(50, 3)) {
        const began = performance.now();
        await insert(rig, later);
        await eventually(() => known(later));
        took.push(performance.now() - began);
      }
      // The machine may be busy with other tests once.
      expect(Math.min(...took), took.join(', ')).toBeLessThan(SOON);
      expect(older.sync.state().lastFault).toBeNull();
      // Head office names it, by position and field.
      await eventually(async () =>
        expect(await unreadableChanges(rig.deps.database, 50)).toEqual({
          count: 1,
          first: [{ kiosk: 'Rezé', position: 21, field: 'email' }],
        }),
      );
      expect(rig.log.text()).not.toContain(WIDE);
    },
  );
});
