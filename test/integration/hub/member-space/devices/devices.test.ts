import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubMail } from '../../../../../src-hub/mail/templates/hub-mail.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import type { SpaceAnswer, SpaceDone } from '../../../../../src-shared/hub-api/space-calls.ts';
import { MobileClient } from '../../../../support/hub/mobile-client.ts';
import { FIXTURE_PASSWORD, type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { DAY, MINUTE } from '../../../../../src-shared/time/units.ts';

let fixture: SpaceFixture;
let app: MobileClient;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
  app = new MobileClient(fixture.accounts.url);
});
afterAll(async () => {
  await app.close();
  await fixture.close();
});

type Member = FixturePerson & { readonly number: string; readonly email: string };

async function member(): Promise<Member> {
  const email = `device-${(serial += 1)}@exemple.fr`;
  return { ...(await fixture.member({ email })), email };
}

/** Registers a device, as the application does. @returns its id */
async function registered(
  { identifier }: FixturePerson,
  name = 'Pixel 8',
  place: string | null = null,
): Promise<string> {
  const asked = { identifier, password: FIXTURE_PASSWORD, name, kind: 'phone', place } as const;
  const answer = await app.register(asked);
  if (!('result' in answer) || answer.result !== 'registered') throw new Error(JSON.stringify(answer));
  return answer.device;
}

type What = 'block' | 'unblock' | 'delete';

const act = (
  token: string,
  device: string,
  what: What,
  proof: string | null = null,
): Promise<SpaceAnswer<'device'>> => fixture.call(token, 'device', { device, do: what, proof });

async function listed(token: string): Promise<SpaceDone<'devices'>> {
  const answer = await fixture.call(token, 'devices', {});
  if (answer.result !== 'ok') throw new Error(answer.result);
  return answer;
}

const newsTo = async (email: string): Promise<HubMail['kind'][]> =>
  (await fixture.accounts.mails(email)).map(({ kind }) => kind).filter((kind) => kind.startsWith('device-'));

describe('the list', () => {
  it('of somebody with nothing has the visit that is under way', async () => {
    const { token } = await fixture.login(await member());
    const [visit, ...others] = (await listed(token)).visits;
    expect(others).toEqual([]);
    expect(visit?.at).toBe(fixture.clock.now);
    expect((await listed(token)).devices).toEqual([]);
  });

  it('has the devices, last used first, and nobody else’s', async () => {
    const [mine, neighbour] = [await member(), await member()];
    const registeredAt = fixture.clock.now;
    const first = await registered(mine, 'Téléphone d’Odette', 'Nantes');
    fixture.clock.now += MINUTE;
    const second = await registered(mine, 'Tablette');
    await registered(neighbour);
    const { token } = await fixture.login(mine);
    await act(token, second, 'block');
    expect((await listed(token)).devices).toEqual([
      {
        ...{ id: second, name: 'Tablette', kind: 'phone', place: null, state: 'blocked' },
        ...{ registeredAt: fixture.clock.now, lastUsedAt: fixture.clock.now },
      },
      {
        ...{ id: first, name: 'Téléphone d’Odette', kind: 'phone', place: 'Nantes', state: 'active' },
        ...{ registeredAt, lastUsedAt: registeredAt },
      },
    ]);
  });

  it('has ten visits of the last ninety days, newest first, each with the name of its kiosk', async () => {
    const someone = await member();
    const other = await fixture.accounts.client();
    await fixture.login(someone);
    fixture.clock.now += 90 * DAY;
    const moments: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      fixture.clock.now += 60 * MINUTE;
      moments.unshift(fixture.clock.now);
      await fixture.login(someone, n === 11 ? fixture.kiosk : other);
    }
    const names = await fixture.db.selectFrom('kiosk').select(['id', 'name']).execute();
    const nameOf = (id: string): string => names.find((kiosk) => kiosk.id === id)?.name ?? 'none';
    const { token } = await fixture.login(someone);
    const { visits } = await listed(token);
    // The login just now goes on with the visit that nobody has ended: it is not told twice.
    expect(visits).toEqual(
      moments.slice(0, 10).map((at, place) => ({
        at,
        place: nameOf(place === 0 ? fixture.kiosk.kiosk : other.kiosk),
      })),
    );
    await fixture.call(token, 'end', {});
    fixture.clock.now += MINUTE;
    const again = await fixture.login(someone);
    expect((await listed(again.token)).visits.slice(0, 2).map(({ at }) => at)).toEqual([
      fixture.clock.now,
      fixture.clock.now - MINUTE,
    ]);
  });

  it('of visits has those within ninety days alone', async () => {
    const someone = await member();
    await fixture.login(someone);
    fixture.clock.now += 90 * DAY - 1;
    expect((await listed((await fixture.login(someone)).token)).visits).toHaveLength(2);
    fixture.clock.now += 1;
    expect((await listed((await fixture.login(someone)).token)).visits).toHaveLength(1);
  });
});

describe('a device', () => {
  it('is blocked and unblocked; each is told by mail, once', async () => {
    const someone = await member();
    const id = await registered(someone, 'Pixel 8');
    const { token } = await fixture.login(someone, fixture.kiosk, 'en');
    for (let n = 0; n < 2; n += 1) expect(await act(token, id, 'block')).toEqual({ result: 'ok' });
    expect(await app.me()).toEqual({ state: 'blocked', name: 'Pixel 8' });
    expect(await newsTo(someone.email)).toEqual(['device-added', 'device-blocked']);
    expect((await fixture.accounts.mails(someone.email)).at(-1)).toMatchObject({
      ...{ language: 'en', device: 'Pixel 8', type: 'phone', byHelper: false, at: fixture.clock.now },
    });
    for (let n = 0; n < 2; n += 1) expect(await act(token, id, 'unblock')).toEqual({ result: 'ok' });
    expect(await app.me()).toEqual({ state: 'active', name: 'Pixel 8' });
    expect(await newsTo(someone.email)).toEqual(['device-added', 'device-blocked', 'device-unblocked']);
  });

  it('is deleted with a fresh code of this session alone, and told by mail', async () => {
    const [mine, neighbour] = [await member(), await member()];
    const [id, stays] = [await registered(mine), await registered(mine, 'Autre')];
    const { token } = await fixture.login(mine);
    const others = [
      null,
      randomUUID(),
      await fixture.proof(token, 'delegation'),
      await fixture.proof((await fixture.login(mine)).token, 'device'),
      await fixture.proof((await fixture.login(neighbour)).token, 'device'),
    ];
    for (const proof of others)
      expect(await act(token, id, 'delete', proof)).toEqual({ result: 'code-needed' });
    expect((await listed(token)).devices).toHaveLength(2);
    const proof = await fixture.proof(token, 'device');
    expect(await act(token, id, 'delete', proof)).toEqual({ result: 'ok' });
    expect((await listed(token)).devices.map((device) => device.id)).toEqual([stays]);
    expect(await newsTo(mine.email)).toEqual(['device-added', 'device-added', 'device-deleted']);
    // Its answer was lost: done, and told once; a new try with the same code for another device is refused.
    expect(await act(token, id, 'delete', proof)).toEqual({ result: 'ok' });
    expect(await newsTo(mine.email)).toHaveLength(3);
    expect(await act(token, stays, 'delete', proof)).toEqual({ result: 'code-needed' });
    for (const what of ['block', 'unblock', 'delete'] as const)
      expect(await act(token, id, what)).toEqual({ result: 'unknown' });
  });

  it('of somebody else is unknown, whatever is done and shown', async () => {
    const [mine, neighbour] = [await member(), await member()];
    const id = await registered(mine);
    const { token } = await fixture.login(neighbour);
    const proof = await fixture.proof(token, 'device');
    for (const what of ['block', 'unblock', 'delete'] as const)
      for (const device of [id, randomUUID()])
        expect(await act(token, device, what, proof)).toEqual({ result: 'unknown' });
    expect((await listed((await fixture.login(mine)).token)).devices).toMatchObject([
      { id, state: 'active' },
    ]);
  });
});

it('visits and deleted devices are tidied away after ninety days, other devices never', async () => {
  const someone = await member();
  const [gone, kept] = [await registered(someone), await registered(someone)];
  const { token } = await fixture.login(someone);
  await act(token, gone, 'delete', await fixture.proof(token, 'device'));
  const left = async (): Promise<[string[], number]> => [
    (await fixture.db.selectFrom('device').select('id').where('holder', '=', someone.number).execute()).map(
      ({ id }) => id,
    ),
    (await fixture.db.selectFrom('space_session').select('id').where('holder', '=', someone.number).execute())
      .length,
  ];
  fixture.clock.now += 90 * DAY;
  await tidy(fixture.deps);
  const [ids, visits] = await left();
  expect([ids.sort(), visits]).toEqual([[gone, kept].sort(), 1]);
  fixture.clock.now += 1;
  await tidy(fixture.deps);
  expect(await left()).toEqual([[kept], 0]);
});

describe('a helper', () => {
  it('with all rights blocks and unblocks, never deletes; the giver reads it in journal and mail', async () => {
    const [giver, helper] = [await member(), await member()];
    const [id, own] = [await registered(giver, 'Pixel 8'), await registered(helper, 'Mien')];
    const delegation = await fixture.delegation(giver, helper);
    const { token } = await fixture.loginFor(helper, delegation);
    expect((await listed(token)).devices.map((device) => device.id)).toEqual([id]);
    expect(await act(token, id, 'block')).toEqual({ result: 'ok' });
    expect(await act(token, id, 'unblock')).toEqual({ result: 'ok' });
    const proof = await fixture.proof(token, 'device');
    for (const device of [id, own, randomUUID()])
      expect(await act(token, device, 'delete', proof)).toEqual({ result: 'not-allowed' });
    expect(await act(token, own, 'block')).toEqual({ result: 'unknown' });
    const acts = await fixture.db
      .selectFrom('delegation_act')
      .select(['what', 'detail'])
      .where('delegation', '=', delegation)
      .orderBy('id')
      .execute();
    expect(acts).toEqual([
      { what: 'saw-devices', detail: null },
      { what: 'blocked-device', detail: 'Pixel 8' },
      { what: 'unblocked-device', detail: 'Pixel 8' },
    ]);
    expect((await fixture.accounts.mails(giver.email)).slice(-2)).toMatchObject(
      ['device-blocked', 'device-unblocked'].map((kind) => ({ kind, language: 'fr', byHelper: true })),
    );
    expect(await newsTo(helper.email)).toEqual(['device-added']);
  });

  it('who may look or ask changes nothing', async () => {
    const [giver, helper] = [await member(), await member()];
    const id = await registered(giver);
    for (const scope of ['see', 'ask'] as const) {
      const { token } = await fixture.loginFor(helper, await fixture.delegation(giver, helper, { scope }));
      for (const what of ['block', 'unblock', 'delete'] as const)
        expect(await act(token, id, what)).toEqual({ result: 'not-allowed' });
      expect((await listed(token)).devices).toMatchObject([{ id, state: 'active' }]);
    }
  });
});
