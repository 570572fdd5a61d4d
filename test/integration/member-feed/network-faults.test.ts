import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import {
  cutAfter,
  drip,
  feedOf,
  foreign,
  FakeHub,
  refusal,
  shortenedTo,
  silence,
  silentAfter,
  type Behaviour,
} from '../../support/fakes/fake-hub.ts';
import type { SyncFault } from '../../../src-main/hub-client/sync-state.ts';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, HASTY, members, startSync, type SyncRig } from './support.ts';
import { DAY } from '../../../src-shared/time/units.ts';

const COUNT = 2000;
const HTML = '<html><body>Connexion au portail</body></html>';

/** A hub with members. */
async function hubWith(count = COUNT): Promise<FakeHub> {
  const hub = await FakeHub.start();
  hub.put(...members(0, count));
  return hub;
}

async function expectAll({ directory }: SyncRig, count = COUNT): Promise<void> {
  await eventually(() =>
    expect(directory.find(benchMember(count - 1).number)).toEqual(benchMember(count - 1)),
  );
  for (const { number } of members(0, count)) expect(directory.find(number)).toMatchObject({ number });
}

const faultsOf = ({ states }: SyncRig): Set<SyncFault | null> =>
  new Set(states.map(({ lastFault }) => lastFault));

describe('a first load', () => {
  it.each(['br', 'gzip', 'identity'] as const)(
    'whose line is cut in the middle of a member goes on after the last whole one (%s)',
    async (encoding) => {
      const hub = await hubWith();
      hub.encoding = encoding;
      const bytes = encoding === 'identity' ? 100_001 : 20_001;
      hub.next(cutAfter(bytes), cutAfter(bytes), shortenedTo(1000));
      const rig = startSync(temporaryFolder(), hub.connection);
      await expectAll(rig);
      expect(faultsOf(rig)).toContain('line-cut');
      const asked = hub.queries.slice(0, 4).map(({ after }) => after);
      expect(asked).toEqual(asked.toSorted((a, b) => a - b));
      expect(asked[0]).toBe(0);
      expect(asked[1]).toBeGreaterThan(0);
      expect(asked[2]).toBeGreaterThan(asked[1] ?? 0);
      expect(hub.queries[1]).toMatchObject({ epoch: hub.epoch });
      expect(rig.sync.state().lastFault).toBeNull();
    },
  );

  it('over a line that breaks after every few members comes to its end all the same', async () => {
    const hub = await hubWith(200);
    hub.encoding = 'identity';
    let broken = 0;
    hub.always((exchange) => {
      broken += 1;
      cutAfter(1500 + broken)(exchange);
    });
    const rig = startSync(temporaryFolder(), hub.connection, { times: { ...HASTY, pace: 0.005 } });
    await expectAll(rig, 200);
    expect(broken).toBeGreaterThan(5);
  });

  it('over a slow line is shown as it goes on, and is no fault', async () => {
    const hub = await hubWith();
    hub.next(drip(2000, 20));
    const rig = startSync(temporaryFolder(), hub.connection);
    await expectAll(rig);
    expect(faultsOf(rig)).toEqual(new Set([null]));
    const rows = rig.states.flatMap(({ loading }) => (loading?.stage === 'loading' ? [loading.rows] : []));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  it('that changes under way ends with the later state of each member', async () => {
    const hub = await hubWith();
    hub.encoding = 'identity';
    const moved = { ...benchMember(5), postalCode: '85000' };
    hub.next((exchange) => {
      cutAfter(100_000)(exchange);
      hub.put(moved, { ...benchMember(6), email: null });
      hub.put({ ...benchMember(6), email: 'nouveau@exemple.invalid' });
      hub.remove(benchMember(7).number);
      hub.remove(benchMember(1999).number);
    });
    const rig = startSync(temporaryFolder(), hub.connection);
    await eventually(() => expect(rig.directory.state()).toBe('ready'));
    expect(rig.directory.find(moved.number)).toEqual(moved);
    expect(rig.directory.find(benchMember(6).number)).toMatchObject({ email: 'nouveau@exemple.invalid' });
    expect(rig.directory.find(benchMember(7).number)).toBeNull();
    expect(rig.directory.find(benchMember(1999).number)).toBeNull();
    expect(rig.directory.find(benchMember(8).number)).toEqual(benchMember(8));
  });
});

describe('a kiosk in service', () => {
  /** A position that head office never gave: it says so itself, and everything is loaded anew. */
  const FORGED = ['lines after good ones that cannot be', 'positions that do not grow'];
  const upset: readonly (readonly [string, Behaviour, SyncFault])[] = [
    ['a proxy that answers HTML', foreign(200, HTML), 'proxy'],
    ['a proxy that refuses with a page of its own (403)', foreign(403, HTML), 'proxy'],
    ['a balancer without a hub (502)', foreign(502, HTML), 'proxy'],
    ['a redirect', foreign(302, '', { location: 'http://127.0.0.1:9/' }), 'proxy'],
    ['JSON that is no fault of the hub', foreign(401, '{"error":"login"}'), 'proxy'],
    ['garbage in the form of a feed', feedOf('ZQXJ\n'), 'proxy'],
    ['lines after good ones that cannot be', feedOf(`${line(9001)}\nZQXJ\n`), 'fault'],
    ['positions that do not grow', feedOf(`${line(9001)}\n${line(9001)}\n`), 'fault'],
    ['a line without end', feedOf('x'.repeat(200_000)), 'proxy'],
    [
      'bytes that are not packed as they say',
      foreign(200, HTML, { 'content-type': 'application/x-ndjson', 'content-encoding': 'br' }),
      'proxy',
    ],
    ['a line that ends before its end', shortenedTo(3), 'line-cut'],
    ['endless silence', silence, 'timeout'],
    ['silence in the middle of an answer', silentAfter(3), 'timeout'],
    ['a hub that is stopping', refusal('unavailable'), 'busy'],
    ['a hub with a fault', refusal('fault'), 'fault'],
    ['too many requests', refusal('too-many-requests', { 'retry-after': '1' }), 'busy'],
    ['a token that was revoked', refusal('kiosk-revoked'), 'revoked'],
    ['a signature that is refused', refusal('bad-signature'), 'signature'],
    ['a hub that does not know it', refusal('unknown-kiosk'), 'not-enrolled'],
  ];

  it.each(upset)('serves on and follows again after %s', async (name, behaviour, fault) => {
    const hub = await hubWith(20);
    hub.encoding = 'identity';
    const rig = startSync(temporaryFolder(), hub.connection, {
      times: { wait: 1, silence: 200, pace: 0.002 },
    });
    await eventually(() => expect(rig.directory.state()).toBe('ready'));
    hub.always(behaviour);
    await eventually(() => expect(rig.sync.state().lastFault).toBe(fault));
    expect(rig.directory.find(benchMember(3).number)).toEqual(benchMember(3));
    hub.always(null);
    hub.put(benchMember(30));
    await eventually(() => expect(rig.directory.find(benchMember(30).number)).toEqual(benchMember(30)));
    await eventually(() => expect(rig.sync.state()).toMatchObject({ lastFault: null, rowsBehind: 0 }));
    expect(rig.newHistories()).toBe(FORGED.includes(name) ? 2 : 1);
    expect(JSON.stringify(rig.log.entries)).not.toContain(hub.token);
  });

  it('serves on while the hub is away, and follows again when it is back', async () => {
    const hub = await hubWith(20);
    const folder = temporaryFolder();
    const rig = startSync(folder, hub.connection);
    await eventually(() => expect(rig.directory.state()).toBe('ready'));
    await rig.close();
    const away = { ...hub.connection, url: 'http://127.0.0.1:9' };
    const alone = startSync(folder, away);
    await eventually(() => expect(alone.sync.state().lastFault).toBe('unreachable'));
    expect(alone.directory.find(benchMember(3).number)).toEqual(benchMember(3));
    expect(alone.sync.state().lastContact).toBeNull();
    alone.sync.start(hub.connection);
    await eventually(() => expect(alone.sync.state().lastFault).toBeNull());
  });

  it('asks with growing waits, never in a tight loop', async () => {
    const hub = await hubWith(20);
    hub.always(foreign(502, HTML));
    // A first wait of 60 ms, then 150, 450, 1800.
    startSync(temporaryFolder(), hub.connection, { times: { ...HASTY, pace: 0.03 } });
    await eventually(() => expect(hub.askedAt.length).toBeGreaterThanOrEqual(5));
    const [, , , fourth = 0, fifth = 0] = hub.askedAt;
    expect(fifth - fourth).toBeGreaterThan(1000);
  });

  it('does not ask again at once a hub that answers nothing without waiting', async () => {
    const hub = await hubWith(20);
    const rig = startSync(temporaryFolder(), hub.connection, { times: { ...HASTY, pace: 0.2 } });
    await eventually(() => expect(rig.directory.state()).toBe('ready'));
    hub.always(({ response, body, sendHead }) => {
      sendHead();
      response.end(body);
    });
    const count = hub.askedAt.length;
    await eventually(() => expect(hub.askedAt.length).toBeGreaterThanOrEqual(count + 4));
    const [first = 0, , , last = 0] = hub.askedAt.slice(count);
    expect(last - first, 'three waits').toBeGreaterThan(300);
  });
});

describe('a token', () => {
  it('that was stolen without its key opens nothing', async () => {
    const hub = await hubWith(20);
    const rig = startSync(temporaryFolder(), { ...hub.connection, privateKey: makeKeyPair().privateKey });
    await eventually(() => expect(rig.sync.state().lastFault).toBe('signature'));
    expect(rig.directory.find(benchMember(3).number)).toBe('loading');
    expect(hub.queries).toEqual([]);
  });
});

describe('a certificate', () => {
  it('of a private authority is accepted when the authority is named', async () => {
    const hub = await FakeHub.start('cert.pem');
    hub.put(...members(0, 20));
    const rig = startSync(temporaryFolder(), hub.connection);
    await expectAll(rig, 20);
  });

  it.each([
    ['of another name', 'other-cert.pem'],
    ['that has expired', 'expired-cert.pem'],
    ['that is not valid yet (or a clock that is behind)', 'future-cert.pem'],
    ['of an unknown authority', 'cert.pem'],
  ])('%s is refused, and the token is not sent', async (name, file) => {
    const hub = await FakeHub.start(file);
    hub.put(...members(0, 20));
    const ca = name.includes('unknown') ? null : hub.connection.ca;
    const rig = startSync(temporaryFolder(), { ...hub.connection, ca });
    await eventually(() => expect(rig.sync.state().lastFault).toBe('tls'));
    expect(hub.queries).toEqual([]);
    expect(rig.directory.find(benchMember(3).number)).toBe('loading');
  });
});

describe('a clock', () => {
  it.each([
    ['ahead', DAY],
    ['behind', -DAY],
  ])('that is a day %s changes nothing', async (_name, by) => {
    const hub = await hubWith(20);
    const clock = { now: () => Date.now() + by };
    const rig = startSync(temporaryFolder(), hub.connection, { clock });
    await expectAll(rig, 20);
    hub.put(benchMember(30));
    await eventually(() => expect(rig.directory.find(benchMember(30).number)).toEqual(benchMember(30)));
    expect(Math.abs((rig.sync.state().lastContact ?? 0) - clock.now())).toBeLessThan(60_000);
  });
});

function line(position: number): string {
  const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(position);
  return JSON.stringify([position, number, familyName, givenName, birthDate, postalCode, email, phone, null]);
}
