import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { unreadableChanges } from '../../../src-hub/people/feed/unreadable-changes.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { followAsOlderKiosk } from '../../support/fakes/older-kiosk.ts';
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

async function twoKiosks(rig: HubRig) {
  const newer = startSync(temporaryFolder(), connectionOf(rig.url, await rig.enrol('Nantes 1')));
  const older = followAsOlderKiosk(rig.url, await rig.enrol('Rezé'));
  return { newer, older };
}

/** Values that a kiosk of today reads, and one of contract 1 stops at. */
const WIDER: readonly (readonly [keyof Member, string])[] = [
  ['email', 'jean&marie@orange.fr'],
  ['email', "d'@free.fr"],
  ['email', 'jean@xn--socit-esab.xn--p1ai'],
  ['email', 'a=b+c/d@free.fr'],
];

describe('a kiosk of an older contract beside one of today', () => {
  it.each(WIDER)('both go on after %s %s', async (field, value) => {
    const rig = await openHubRig();
    await insert(rig, ...members(0, 20));
    const { newer, older } = await twoKiosks(rig);
    const known = (member: Member, told = member): void => {
      expect(newer.directory.find(member.number)).toEqual(member);
      expect(older.members.get(member.number)).toEqual(told);
    };
    await eventually(() => known(benchMember(19)));
    const changed = { ...benchMember(3), [field]: value };
    await rig.deps.database.db
      .updateTable('member')
      .set({ [field]: value })
      .where('number', '=', changed.number)
      .execute();
    const took: number[] = [];
    for (const later of members(50, 3)) {
      const began = performance.now();
      await insert(rig, later);
      await eventually(() => known(later));
      took.push(performance.now() - began);
    }
    // The machine may be busy with other tests once.
    expect(Math.min(...took), took.join(', ')).toBeLessThan(SOON);
    known(changed, { ...changed, [field]: null });
    expect(older.stopped()).toBeNull();
    // Head office names it, by position and field.
    await eventually(async () =>
      expect(await unreadableChanges(rig.deps.database)).toEqual([{ kiosk: 'Rezé', position: 21, field }]),
    );
    expect(rig.log.text()).not.toContain(value);
  });

  it('a first load of the older one ends too, with what it can read', async () => {
    const rig = await openHubRig();
    const odd = { ...benchMember(2), email: 'jean&marie@orange.fr' };
    await insert(rig, benchMember(1), odd, benchMember(3));
    const older = followAsOlderKiosk(rig.url, await rig.enrol('Rezé'));
    await eventually(() => expect(older.members.size).toBe(3));
    expect(older.members.get(odd.number)).toEqual({ ...odd, email: null });
    expect(older.members.get(benchMember(3).number)).toEqual(benchMember(3));
  });

  it('stops at a line that it was told as it is: the reader of this test is the old one', async () => {
    const rig = await openHubRig();
    await insert(rig, { ...benchMember(2), email: 'jean&marie@orange.fr' });
    const older = followAsOlderKiosk(rig.url, await rig.enrol('Rezé'), '2');
    await eventually(() => expect(String(older.stopped())).toContain('email'));
  });
});
