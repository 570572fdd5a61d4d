import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished, describe, expect, it } from 'vitest';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { pageQuery } from '../../../../src-hub/people/feed/feed-page.ts';
import { MemberFeed } from '../../../../src-hub/people/feed/member-feed.ts';
import type { FeedEnd, FeedQuery } from '../../../../src-shared/hub-api/feed.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase, openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';
import { addMembers, below, closeMember, inventedMember, putMembers, readFeed } from './feed-support.ts';
import { describeWith } from '../../../support/peers.ts';

/** Different members; writers change the same ones again and again. */
const MEMBERS = 60;
const LONGEST_HOLD = 12;

/** Writes in transactions of one to three statements, each held for a random time, some of them rolled back. */
async function write(database: HubDatabase, writer: number, transactions: number): Promise<void> {
  let fresh = 1_000_000 * (writer + 1);
  for (let round = 0; round < transactions; round += 1) {
    const name = `Zoé ${writer} ${round}`;
    const work = database.transaction(async (connection) => {
      for (let statement = below(3); statement >= 0; statement -= 1) {
        const many = below(8) === 0 ? 40 : 1;
        const first = below(MEMBERS);
        // One that nobody writes again: were it skipped, no later change would hide it.
        fresh += 1;
        const places = [...Array.from({ length: many }, (_, at) => (first + at) % MEMBERS), fresh];
        const members = places.map((place) => inventedMember(place, `${name} ${statement}`));
        await putMembers(connection, members);
        await pause(below(LONGEST_HOLD));
      }
      if (below(6) === 0) throw new Error('rolled back');
    });
    await work.catch((error: unknown) => expect(String(error)).toContain('rolled back'));
    if (below(5) === 0) await closeMember(database, below(MEMBERS));
  }
}

/** Follows a feed as a kiosk does, with answers cut at random rows, until it has all that there is. */
async function follow(feed: MemberFeed, writing: AbortSignal): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  let query: FeedQuery = { after: 0, wait: 0 };
  let last = 0;
  for (;;) {
    const wasWriting = !writing.aborted;
    const answer = await feed.open({ ...query, wait: wasWriting ? below(2) : 0 }, writing);
    if (answer.kind === 'reload') throw new Error(`told to reload: ${answer.because}`);
    const text = answer.kind === 'whole' ? answer.text : await joined(answer.pages);
    const { changes, end } = readFeed(text);
    const cut = wasWriting && below(2) === 0 ? below(changes.length + 1) : null;
    for (const change of cut === null ? changes : changes.slice(0, cut)) {
      expect(change.position).toBeGreaterThan(last);
      last = change.position;
      if ('removed' in change) known.delete(change.removed);
      else if (!('member' in change)) expect.fail(`a line whose ${change.unreadable} cannot be read`);
      else known.set(change.member.number, `${change.member.givenName} @${change.position}`);
    }
    if (cut !== null) query = { ...query, after: last };
    else {
      const { end: at, epoch, mark }: FeedEnd = end ?? expect.fail('an answer without end');
      last = at;
      query = { after: at, epoch, mark, markAt: at, wait: 0 };
      if (!wasWriting) return known;
    }
  }
}

async function joined(pages: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const page of pages) text += page;
  return text;
}

/** Writers and readers at once; every reader ends with exactly what the database has. */
async function race(
  rig: HubRig,
  databases: readonly HubDatabase[],
  { writers, transactions, readers }: { writers: number; transactions: number; readers: number },
): Promise<void> {
  // Small pages, so that answers have many of them.
  const feeds = databases.map((database) => new MemberFeed({ ...rig.deps, database }, 50));
  onTestFinished(async () => {
    await Promise.all(feeds.map((feed) => feed.close()));
  });
  const writing = new AbortController();
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] ?? expect.fail();
  const reading = Array.from({ length: readers }, (_, index) => follow(at(feeds, index), writing.signal));
  await Promise.all(
    Array.from({ length: writers }, (_, index) => write(at(databases, index), index, transactions)),
  );
  writing.abort();
  const rows = await rig.deps.database.db
    .selectFrom('member')
    .select(['number', 'given_name', 'position'])
    .where('closed_at', 'is', null)
    .execute();
  const truth = new Map(
    rows.map(({ number, given_name, position }) => [number, `${given_name} @${position}`]),
  );
  expect(truth.size).toBeGreaterThan(MEMBERS / 3);
  for (const known of await Promise.all(reading)) expect(known).toEqual(truth);
}

describeWith('PostgreSQL')('the feed of two hubs on PostgreSQL', () => {
  it('skips no change, whatever the order of commits', async () => {
    const rig = await openHubRig({ engine: 'postgresql' });
    const url = rig.postgresql?.url ?? expect.fail();
    const open = (): HubDatabase => {
      const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
      onTestFinished(() => database.close());
      return database;
    };
    await race(rig, [open(), open()], { writers: 8, transactions: 40, readers: 6 });
  });

  it('reads a page by the index, however large the base', async () => {
    const { url } = await freshDatabase();
    const database = connectPostgresql({ url, connections: 2, log: capturedLog() });
    onTestFinished(() => database.close());
    await addMembers(database, 20_000);
    await database.transaction(({ query }) => query('ANALYZE member'));
    for (const removals of [true, false]) {
      const { sql, parameters } = pageQuery(5000, 20_000, removals, 4000).compile(database.db);
      const plan = await database.transaction(({ query }) =>
        query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, parameters),
      );
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toMatch(/Index Scan using member_by_position/u);
    }
  });
});

describe('the feed on PGlite', () => {
  it('skips no change', async () => {
    const rig = await openHubRig();
    await race(rig, [rig.deps.database], { writers: 3, transactions: 12, readers: 2 });
  });
});
