import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import type { HubConnection } from '../../../src-main/hub-client/hub-connection.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { connectionOf } from '../../support/hub/hub-requests.ts';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, members, startSync } from './support.ts';

async function insert(rig: HubRig, list: readonly Member[]): Promise<void> {
  const rows = list.map((member) => ({
    number: member.number,
    family_name: member.familyName,
    given_name: member.givenName,
    birth_date: member.birthDate,
    postal_code: member.postalCode,
    email: member.email,
    phone: member.phone,
    language: member.language ?? null,
  }));
  await rig.deps.database.db.insertInto('member').values(rows).execute();
}

async function connect(rig: HubRig): Promise<HubConnection> {
  return connectionOf(rig.url, await rig.enrol('Nantes 1'));
}

describe('a kiosk and the real hub', () => {
  it('share members: first load, changes, removals, a new epoch, the end of the token', async () => {
    const rig = await openHubRig();
    await insert(rig, members(0, 300));
    const awkward = { ...benchMember(300), familyName: 'D’Exemple "é\\\u2028"', language: 'en' as const };
    await insert(rig, [awkward]);
    const { directory, sync, newHistories } = startSync(temporaryFolder(), await connect(rig));
    await eventually(() => expect(directory.state()).toBe('ready'));
    for (const member of members(0, 300)) expect(directory.find(member.number)).toEqual(member);
    expect(directory.find(awkward.number)).toEqual(awkward);

    const { db } = rig.deps.database;
    const [moved, gone] = [benchMember(3), benchMember(4)];
    await insert(rig, [benchMember(400)]);
    await db.updateTable('member').set({ postal_code: '85000' }).where('number', '=', moved.number).execute();
    await db.updateTable('member').set({ closed_at: new Date() }).where('number', '=', gone.number).execute();
    await eventually(() => expect(directory.find(gone.number)).toBeNull());
    expect(directory.find(moved.number)).toEqual({ ...moved, postalCode: '85000' });
    expect(directory.find(benchMember(400).number)).toEqual(benchMember(400));
    expect(sync.state()).toMatchObject({ lastFault: null, rowsBehind: 0 });
    expect(newHistories()).toBe(1);

    await sql`UPDATE hub SET epoch = gen_random_uuid()`.execute(db);
    await insert(rig, [benchMember(401)]);
    await eventually(() => expect(directory.find(benchMember(401).number)).toEqual(benchMember(401)));
    expect(newHistories()).toBe(2);
    expect(directory.find(gone.number)).toBeNull();

    await sql`UPDATE kiosk SET revoked_at = now()`.execute(db);
    await insert(rig, [benchMember(402)]);
    await eventually(() => expect(sync.state().lastFault).toBe('revoked'));
    expect(directory.find(moved.number)).toMatchObject({ number: moved.number });
  });

  it('whose token came without its key are strangers', async () => {
    const rig = await openHubRig();
    await insert(rig, members(0, 5));
    const connection = await connect(rig);
    const { sync, directory } = startSync(temporaryFolder(), {
      ...connection,
      privateKey: makeKeyPair().privateKey,
    });
    await eventually(() => expect(sync.state().lastFault).toBe('signature'));
    expect(directory.find(benchMember(1).number)).toBe('loading');
  });
});
