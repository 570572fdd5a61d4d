import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { benchMember } from '../../../../bench/import-file.ts';
import { hubSettingsSchema } from '../../../../src-hub/basics/settings/settings.ts';
import { connectionOf } from '../../../support/hub/hub-requests.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { eventually, startSync } from '../../member-feed/support.ts';

const FEED = '/v1/members/changes?after=0';

/** Members enough for a first load that is cut a hundred times. */
const MEMBERS = 6000;

async function addMembers(rig: HubRig, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(index);
    return {
      number,
      family_name: familyName,
      given_name: givenName,
      birth_date: birthDate,
      postal_code: postalCode,
      email,
      phone,
    };
  });
  for (let at = 0; at < count; at += 2000)
    await rig.deps.database.db
      .insertInto('member')
      .values(rows.slice(at, at + 2000))
      .execute();
}

async function statuses(rig: HubRig, client: RigClient, path: string, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let tries = 0; tries < count; tries += 1) found.push((await rig.as(client).get(path)).status);
  return found;
}

describe('requests for changes', () => {
  it.each(['', '&wait=5'])('in a tight loop are slowed, each kiosk by itself (%s)', async (wait) => {
    const rig = await openHubRig({ settings: { HUB_FEED_REQUESTS_PER_MINUTE: 5 } });
    // With one, each request is answered at once whether it would wait or not.
    await addMembers(rig, 1);
    const [wild, other] = [await rig.enrol('Nantes 1'), await rig.enrol('Nantes 2')];
    expect(await statuses(rig, wild, FEED + wait, 7)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const { body, headers } = await rig.as(wild).get(FEED + wait);
    expect(body).toMatchObject({ error: 'too-many-requests' });
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await statuses(rig, other, FEED + wait, 1), 'another kiosk').toEqual([200]);
    const events = await rig.as(wild).post('/v1/events', {});
    expect(events.status, 'its own events are not held up').toBe(400);
  });

  it('have room for a kiosk that follows every wake-up', () => {
    // One each 400 ms at most (change-watch.ts), besides those after a cut.
    expect(hubSettingsSchema.parse({}).HUB_FEED_REQUESTS_PER_MINUTE).toBeGreaterThan(60_000 / 400 + 20);
  });

  it('leave a first load that a bad line cuts a hundred times enough room', async () => {
    const rig = await openHubRig();
    await addMembers(rig, MEMBERS);
    const client = await rig.enrol('Nantes 1');
    const line = await badLine(rig, 100);
    const connection = connectionOf(line.url, client);
    const { directory, sync, states } = startSync(temporaryFolder(), connection, {
      // All within the minute that is counted, which is harder than it can be: with its usual waits it takes three.
      times: { wait: 1, silence: 5000, pace: 0.005 },
    });
    await eventually(() => expect(directory.state()).toBe('ready'));
    expect(line.cuts()).toBe(100);
    expect(directory.find(benchMember(MEMBERS - 1).number)).toEqual(benchMember(MEMBERS - 1));
    await eventually(() => expect(sync.state().lastFault).toBeNull());
    expect(states.map(({ lastFault }) => lastFault)).not.toContain('busy');
  });
});

/** A line to the hub that breaks so many times, each time a little after the beginning of an answer. */
async function badLine(rig: HubRig, times: number): Promise<{ url: string; cuts: () => number }> {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((kiosk) => {
    const hub = connect(Number(new URL(rig.url).port), '127.0.0.1');
    let passed = 0;
    const end = (): void => {
      kiosk.destroy();
      hub.destroy();
    };
    for (const socket of [kiosk, hub]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    kiosk.pipe(hub);
    hub.on('data', (bytes: Buffer) => {
      const room = 1500 - passed;
      passed += bytes.length;
      if (cuts < times && bytes.length > room) {
        cuts += 1;
        kiosk.end(bytes.subarray(0, Math.max(0, room)));
        hub.destroy();
      } else kiosk.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cuts: () => cuts };
}
