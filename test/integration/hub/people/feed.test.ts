import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FEED_CONTENT_TYPE, FEED_EPOCH_HEADER, type FeedEnd } from '../../../../src-shared/hub-api/feed.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import { askAs, headersOf, requestsOf, type RawAnswer } from '../../../support/hub/hub-requests.ts';
import { addMembers, closeMember, inventedMember, readFeed } from './feed-support.ts';

const PATH = '/v1/members/changes';

async function rigWithKiosk(members: number): Promise<{
  rig: HubRig;
  client: RigClient;
  feed: (query: string) => Promise<RawAnswer>;
}> {
  // With its own way to tell of changes: others read the feed on PostgreSQL.
  const rig = await openHubRig({ engine: 'pglite' });
  const client = await rig.enrol('kiosk-1');
  await addMembers(rig.deps.database, members);
  return { rig, client, feed: (query) => rig.as(client).get(`${PATH}?${query}`) };
}

/** The cursor with which a kiosk goes on after an end. */
function cursorOf({ end, epoch, mark }: FeedEnd): string {
  return `after=${end}&epoch=${epoch}&mark=${mark}&markAt=${end}`;
}

function endOf(answer: RawAnswer): FeedEnd {
  const { end } = readFeed(answer.text);
  if (!end) throw new Error(`no end in an answer of ${answer.status}`);
  return end;
}

/** Waits until so many clients wait at the hub. */
async function waiters(rig: HubRig, count: number): Promise<void> {
  await expect.poll(async () => await rig.deps.metrics.text()).toContain(`hub_feed_waiters ${count}\n`);
}

/** A change that could be read whole. */
const readWhole = (position: number, member: unknown) => ({
  position,
  member,
  whole: true,
  unreadable: null,
});

describe('GET /v1/members/changes', () => {
  it('gives everybody in order of their positions, then where to go on', async () => {
    const { feed } = await rigWithKiosk(3);
    const answer = await feed('after=0');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(FEED_CONTENT_TYPE);
    const { changes, end } = readFeed(answer.text);
    expect(changes).toEqual([1, 2, 3].map((at) => readWhole(at, inventedMember(at))));
    expect(end).toMatchObject({ end: 3, behind: 0 });
    expect(answer.headers.get(FEED_EPOCH_HEADER)).toBe(end?.epoch);
    const next = readFeed((await feed(cursorOf(endOf(answer)))).text);
    expect(next).toEqual({ changes: [], end });
  });

  it('answers a hub without members, and the cursor that it gives is good later', async () => {
    const { rig, feed } = await rigWithKiosk(0);
    const end = endOf(await feed('after=0'));
    expect(end).toMatchObject({ end: 0, behind: 0 });
    await addMembers(rig.deps.database, 1);
    expect(readFeed((await feed(cursorOf(end))).text).changes).toHaveLength(1);
  });

  it('tells of those who left, except to a kiosk that knows nobody', async () => {
    const { rig, feed } = await rigWithKiosk(3);
    const end = endOf(await feed('after=0'));
    await closeMember(rig.deps.database, 2);
    expect(readFeed((await feed(cursorOf(end))).text).changes).toEqual([
      { position: 4, removed: inventedMember(2).number },
    ]);
    const first = readFeed((await feed('after=0')).text);
    expect(first.changes.map(({ position }) => position)).toEqual([1, 3]);
    expect(first.end?.end).toBe(4);
  });

  it('goes on at any row, over many pages', async () => {
    const { feed } = await rigWithKiosk(9000);
    const all = readFeed((await feed('after=0')).text);
    expect(all.changes).toHaveLength(9000);
    for (const after of [1, 3999, 4000, 4001, 8999, 9000]) {
      const rest = readFeed((await feed(`after=${after}`)).text);
      expect(rest).toEqual({ changes: all.changes.slice(after), end: all.end });
    }
  });

  it.each(['br', 'gzip', 'identity'])('comes packed as %s, whole and in a stream', async (encoding) => {
    const { rig, client } = await rigWithKiosk(4500);
    for (const after of [0, 1000]) {
      const asked = { method: 'GET', path: `${PATH}?after=${after}` };
      const answer = await askAs(rig.url, client, asked, { 'accept-encoding': encoding });
      expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(readFeed(answer.text).changes).toHaveLength(4500 - after);
    }
  });

  it('answers a long poll with the change as soon as it is committed, at this hub or another', async () => {
    const { rig, client, feed } = await rigWithKiosk(2);
    const other = await rig.another();
    const cursor = `${cursorOf(endOf(await feed('after=0')))}&wait=50`;
    const polls = [
      ...Array.from({ length: 20 }, () => feed(cursor)),
      requestsOf(other.url, client).get(`${PATH}?${cursor}`),
    ];
    await waiters(rig, 20);
    await expect.poll(async () => await other.deps.metrics.text()).toContain('hub_feed_waiters 1\n');
    await addMembers(other.deps.database, 1, { givenName: 'Anaïs' });
    const answers = await Promise.all(polls);
    for (const { text } of answers)
      expect(readFeed(text).changes).toMatchObject([{ member: inventedMember(1, 'Anaïs') }]);
    await waiters(rig, 0);
  });

  it('answers a long poll without news when its time is over', async () => {
    const { feed } = await rigWithKiosk(1);
    const end = endOf(await feed('after=0'));
    expect(readFeed((await feed(`${cursorOf(end)}&wait=1`)).text)).toEqual({ changes: [], end });
  });

  it.each(['suspend', 'revoke', 'renew'])(
    'tells no news to who waits when head office says %s',
    async (what) => {
      const { rig, feed } = await rigWithKiosk(2);
      const poll = feed(`${cursorOf(endOf(await feed('after=0')))}&wait=50`);
      await waiters(rig, 1);
      const [{ name } = { name: '' }] = await rig.deps.database.db
        .selectFrom('kiosk')
        .select('name')
        .execute();
      await kiosksCommand.run(asOperator(kiosksCommand, [what, name]), rig.deps, () => undefined);
      await addMembers(rig.deps.database, 1, { givenName: 'Anaïs' });
      const answer = await poll;
      const error = what === 'renew' ? 'unknown-kiosk' : 'kiosk-revoked';
      expect(answer.body).toMatchObject({ error });
      expect(answer.text).not.toContain('Anaïs');
    },
  );

  it('answers who waits when the hub stops', async () => {
    const { rig, feed } = await rigWithKiosk(1);
    const end = endOf(await feed('after=0'));
    const poll = feed(`${cursorOf(end)}&wait=50`);
    await waiters(rig, 1);
    await rig.hub.close();
    expect(readFeed((await poll).text)).toEqual({ changes: [], end });
  });

  it('keeps nothing of a client that goes away while it waits', async () => {
    const { rig, client, feed } = await rigWithKiosk(1);
    const cursor = cursorOf(endOf(await feed('after=0')));
    const { port } = new URL(rig.url);
    const socket = connect(Number(port), '127.0.0.1');
    const query = `?${cursor}&wait=50`;
    const headers = Object.entries(headersOf(client, { method: 'GET', path: PATH, query }));
    const lines = [`GET ${PATH}${query} HTTP/1.1`, 'host: x', ...headers.map((pair) => pair.join(': '))];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    await waiters(rig, 1);
    socket.destroy();
    await waiters(rig, 0);
  });

  it.each<[string, (end: FeedEnd) => string]>([
    ['another epoch', (end) => cursorOf({ ...end, epoch: '01890a5d-ac96-774b-bcce-b302099a8057' })],
    [
      'a position beyond the latest',
      (end) => cursorOf(end).replace(`after=${end.end}`, `after=${end.end + 1}`),
    ],
    ['a mark of another history', (end) => cursorOf({ ...end, mark: 'abcdef0123456789' })],
    ['a mark at a place without change', (end) => cursorOf(end).replace('markAt=3', 'markAt=2')],
  ])('sends a cursor of %s back to the beginning, waiting or not', async (_name, change) => {
    const { feed } = await rigWithKiosk(3);
    const cursor = change(endOf(await feed('after=0')));
    for (const wait of [0, 50])
      expect(await feed(`${cursor}&wait=${wait}`)).toMatchObject({ status: 409, body: { error: 'reload' } });
  });

  it('sends a kiosk back that waits when a new epoch begins', async () => {
    const { rig, feed } = await rigWithKiosk(1);
    const poll = feed(`${cursorOf(endOf(await feed('after=0')))}&wait=50`);
    await waiters(rig, 1);
    await rig.deps.database.transaction(({ query }) => query('UPDATE hub SET epoch = gen_random_uuid()'));
    await addMembers(rig.deps.database, 1, { from: 2 });
    expect(await poll).toMatchObject({ status: 409, body: { error: 'reload' } });
  });

  it('after a backup came back, sends a kiosk back whose position has another change by now', async () => {
    const { rig, feed } = await rigWithKiosk(3);
    const { database } = rig.deps;
    await addMembers(database, 1, { from: 4 });
    const end = endOf(await feed('after=0'));
    // What a restore of the files does: the latest change is gone, and others take its place.
    await database.transaction(async ({ query }) => {
      await query(`DELETE FROM member_change WHERE position = $1`, [end.end]);
      await query(`SELECT setval('member_position', $1)`, [end.end - 1]);
      await query(`UPDATE member SET given_name = 'Noël' WHERE number = $1`, [inventedMember(4).number]);
    });
    expect(await feed(cursorOf(end))).toMatchObject({ status: 409, body: { error: 'reload' } });
  });

  it('is for kiosks, and refuses queries that are none', async () => {
    const { rig, feed } = await rigWithKiosk(1);
    const website = await rig.enrol('site', 'website');
    expect((await rig.as(website).get(`${PATH}?after=0`)).status).toBe(404);
    for (const query of ['', 'after=-1', 'after=x', 'after=0&wait=56', 'after=0&more=1', 'after=1&markAt=1'])
      expect(await feed(query)).toMatchObject({ status: 400, body: { error: 'malformed' } });
  });
});
