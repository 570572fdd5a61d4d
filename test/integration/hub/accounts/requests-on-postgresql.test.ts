import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import type { EventAnswers, EventBody } from '../../../../src-shared/hub-api/events.ts';
import { requestsOf } from '../../../support/hub/hub-requests.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import {
  accountRequest,
  confirmedAccount,
  dumpOf,
  inventedNir,
  identifierRequest,
  mailsOf,
  newInsured,
  newMember,
} from '../../../support/hub/request-fixture.ts';
import { describeWith } from '../../../support/peers.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

/** A UUIDv7 of now. */
function eventId(): string {
  const hex = NOW.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Sends one event as another kiosk each time. @returns its id */
async function send(url: string, client: RigClient, body: EventBody): Promise<string> {
  const id = eventId();
  const batch = { sentAt: NOW, journal: randomUUID(), events: [{ id, seq: 1, at: NOW, body }] };
  const { status, body: said } = await requestsOf(url, client).post('/v1/events', batch);
  expect(status).toBe(200);
  expect((said as EventAnswers).answers).toEqual([{ status: 'accepted' }]);
  return id;
}

const openRig = (): Promise<HubRig> => openHubRig({ engine: 'postgresql', now: new Date(NOW) });

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  it('make one letter of what one person asks at many kiosks at once, and send one reminder', async () => {
    const rig = await openRig();
    const { database } = rig.deps;
    const urls = [rig.url, (await rig.another()).url];
    const nir = inventedNir();
    const people = [await newMember(database), await newInsured(database, {}, nir)];
    const emails = ['membre@exemple.fr', 'assure@exemple.fr'];
    for (const [at, person] of people.entries()) await confirmedAccount(database, person, emails[at] ?? '');
    const clients = await Promise.all([1, 2, 3, 4, 5, 6].map((place) => rig.enrol(`kiosk ${place}`)));
    const all = (bodyOf: (person: (typeof people)[number]) => EventBody) =>
      Promise.all(
        people.flatMap((person) =>
          clients.map((client, place) => send(urls[place % 2] ?? '', client, bodyOf(person))),
        ),
      );
    await all((person) => accountRequest(person));
    await all((person) => identifierRequest(person));
    const letters = await database.db.selectFrom('letter').select(['kind', 'number']).execute();
    expect(letters).toHaveLength(2);
    const refused = await database.db.selectFrom('account_request').select('refusal').execute();
    expect(refused.filter(({ refusal }) => refusal === 'letter-limit')).toHaveLength(10);
    const mails = (await mailsOf(database)).map(({ kind, to }) => `${kind} ${to}`).sort();
    expect(mails).toEqual([
      'account-asked odette@exemple.fr',
      ...['account-asked-again', 'identifier-reminder'].flatMap((kind) =>
        [...emails].sort().map((to) => `${kind} ${to}`),
      ),
    ]);
    const everything = `${await dumpOf(database)}${rig.log.text()}`;
    for (const secret of [nir, nir.slice(0, 13), Buffer.from(nir).toString('hex')])
      expect(everything).not.toContain(secret);
  });

  it('leave an account alone that is confirmed while they tidy', async () => {
    const rig = await openRig();
    const { database } = rig.deps;
    const person = await newMember(database);
    const id = await confirmedAccount(database, person, 'odette@exemple.fr');
    await database.db.updateTable('account').set({ confirmed_at: null }).where('id', '=', id).execute();
    await database.transaction(async ({ query }) => {
      await query('UPDATE account SET confirmed_at = now() WHERE id = $1', [id]);
      expect(await tidy(rig.deps)).toMatchObject({ accounts: 0 });
    });
    expect(await tidy(rig.deps)).toMatchObject({ accounts: 0 });
    expect(await database.db.selectFrom('account').select('id').execute()).toEqual([{ id }]);
  });
});
