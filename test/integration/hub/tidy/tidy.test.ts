import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tidyCommand } from '../../../../src-hub/tidy/tidy-command.ts';
import { tidyHourly } from '../../../../src-hub/tidy/tidy-hourly.ts';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import type { FeedEnd } from '../../../../src-shared/hub-api/feed.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';
import { DAY, HOUR, MINUTE } from '../../../../src-shared/time/units.ts';
import { describeWith } from '../../../support/peers.ts';

const NOW = new Date('2026-06-10T10:00:00Z');

const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);

const openRig = (engine?: 'postgresql'): Promise<HubRig> => openHubRig({ engine, now: NOW });

async function addLogins(rig: HubRig, ...ages: number[]): Promise<void> {
  const rows = ages.map((age) => ({ account: randomBytes(32), channel: 'kiosk' as const, at: ago(age) }));
  await rig.deps.database.db.insertInto('login_failure').values(rows).execute();
}

async function addCodes(rig: HubRig, { kiosk }: RigClient, ...ages: number[]): Promise<void> {
  const rows = ages.map((age) => {
    return { attempt: randomUUID(), number: '1', kiosk, at: ago(age), answer: 'null', counted: true };
  });
  await rig.deps.database.db.insertInto('letter_try').values(rows).execute();
}

async function addChanges(rig: HubRig, ...ages: number[]): Promise<void> {
  const rows = ages.map((age, index) => ({ position: index + 1, mark: `${index}0000000`, at: ago(age) }));
  if (rows.length > 0) await rig.deps.database.db.insertInto('member_change').values(rows).execute();
}

/** Ages of what is left, in milliseconds, oldest first. */
async function left(rig: HubRig, table: 'login_failure' | 'letter_try' | 'member_change'): Promise<number[]> {
  const rows = await rig.deps.database.db.selectFrom(table).select('at').orderBy('at').execute();
  return rows.map(({ at }) => NOW.getTime() - at.getTime());
}

async function command(rig: HubRig, ...args: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const code = await tidyCommand.run(args, rig.deps, (line) => said.push(line));
  return { code, said };
}

describe('tidy', () => {
  it('deletes wrong logins and codes that are older than 25 hours, no younger ones', async () => {
    const rig = await openRig();
    const kiosk = await rig.enrol('Nantes 1');
    const ages = [30 * DAY, 25 * HOUR + 1, 25 * HOUR, 24 * HOUR, 0];
    await addLogins(rig, ...ages);
    await addCodes(rig, kiosk, ...ages);
    expect(await command(rig)).toEqual({
      code: 0,
      said: [
        'took effect: addresses 0',
        'reminded: accounts 0, delegations 0',
        'expired: requests for accounts 0, visits without news 0',
        'deleted: wrong logins 2, tries with codes of letters 2, former changes 0, nonces 0',
        'deleted of the member space: visits 0, devices 0, settled requests 0',
        'deleted of delegations: acts 0, ended 0, wrong names 0',
        'deleted of accounts: requests 0, never confirmed 0, activations 0, recoveries 0, links 0, mails 0',
        'deleted of branches: visits 0, calls 0, tickets 0, wrong tickets 0, morning tests 0, their messages 0, sessions of pages 0',
      ],
    });
    expect(await left(rig, 'login_failure')).toEqual([25 * HOUR, 24 * HOUR, 0]);
    expect(await left(rig, 'letter_try')).toEqual([25 * HOUR, 24 * HOUR, 0]);
  });

  it.each<[string, number[], number[]]>([
    ['nothing of a history without changes', [], []],
    ['not the newest, however old', [400, 300], [300]],
    ['not the only one', [400], [400]],
    ['what was replaced more than 90 days ago', [200, 100, 91, 10, 1], [91, 10, 1]],
    ['not an old one that was the latest until today', [200, 0], [200, 0]],
    ['nothing younger', [90, 89, 1], [90, 89, 1]],
  ])('deletes of the changes: %s', async (_what, days, kept) => {
    const rig = await openRig();
    await addChanges(rig, ...days.map((count) => count * DAY));
    await tidy(rig.deps);
    expect(await left(rig, 'member_change')).toEqual(kept.map((count) => count * DAY));
  });

  it('takes as many transactions as are needed', async () => {
    const rig = await openRig();
    await addLogins(rig, ...Array.from({ length: 25 }, (_, index) => 26 * HOUR + index));
    expect(await tidy(rig.deps, 4)).toMatchObject({ logins: 25, codes: 0, changes: 0 });
    expect(await left(rig, 'login_failure')).toEqual([]);
    expect(await tidy(rig.deps)).toMatchObject({ logins: 0, codes: 0, changes: 0 });
  });

  it('leaves every kiosk that was here within 90 days its place; one from before loads anew', async () => {
    const rig = await openRig();
    const kiosk = await rig.enrol('Nantes 1');
    await addChanges(rig, 100 * DAY, 95 * DAY, 2 * DAY);
    const { body } = await rig.as(kiosk).get('/v1/members/changes?after=0');
    const { epoch } = body as FeedEnd;
    const ask = async (position: number): Promise<number> => {
      const mark = `${position - 1}0000000`;
      const query = `after=${position}&epoch=${epoch}&mark=${mark}&markAt=${position}`;
      return (await rig.as(kiosk).get(`/v1/members/changes?${query}`)).status;
    };
    expect([await ask(1), await ask(2), await ask(3)]).toEqual([200, 200, 200]);
    await tidy(rig.deps);
    expect([await ask(1), await ask(2), await ask(3)]).toEqual([409, 200, 200]);
  });

  it('takes no argument', async () => {
    const rig = await openRig();
    expect(await command(rig, 'all')).toMatchObject({ code: 2 });
  });
});

describe('a hub that serves', () => {
  /** Runs the hourly work with a wait that the test ends; after `times` of them the hub stops. */
  async function hours(
    rig: HubRig,
    times: number,
    atEach: (time: number) => Promise<unknown>,
  ): Promise<number[]> {
    const waits: number[] = [];
    const stop = new AbortController();
    await tidyHourly({ ...rig.deps, stopping: stop.signal }, async (milliseconds) => {
      waits.push(milliseconds);
      await atEach(waits.length);
      if (waits.length > times) stop.abort();
    });
    return waits;
  }

  it('tidies about once an hour, and says how much', async () => {
    const rig = await openRig();
    const waits = await hours(rig, 20, (time) =>
      addLogins(rig, ...Array.from({ length: time }, () => 2 * DAY)),
    );
    expect(waits).toHaveLength(21);
    for (const wait of waits) expect(Math.abs(wait - HOUR)).toBeLessThanOrEqual(10 * MINUTE);
    expect(new Set(waits).size, 'not in step with other hubs').toBeGreaterThan(15);
    const told = rig.log.lines
      .filter(({ event }) => event === 'tidied')
      .map(({ fields }) => fields['logins']);
    expect(told).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('goes on after a failure, which it logs', async () => {
    const rig = await openRig();
    const { db } = rig.deps.database;
    await addLogins(rig, 2 * DAY);
    await hours(rig, 2, async (time) => {
      if (time === 1) await db.schema.alterTable('letter_try').renameTo('elsewhere').execute();
      if (time === 2) await db.schema.alterTable('elsewhere').renameTo('letter_try').execute();
    });
    const told = rig.log.lines.filter(({ event }) => event.includes('tidied'));
    expect(told).toMatchObject([
      { event: 'not-tidied', level: 'error', fields: { code: '42P01' } },
      { event: 'tidied', fields: { logins: 0 } },
    ]);
    expect((await rig.ask('GET', '/readyz')).status).toBe(200);
  });

  it('stops at once between two times', async () => {
    const rig = await openRig();
    await rig.hub.close();
    expect(rig.log.lines.map(({ event }) => event)).toContain('stopped');
  });
});

describeWith('PostgreSQL')('several hubs on PostgreSQL', () => {
  it('tidy one at a time; who finds another at it leaves it alone', async () => {
    const rig = await openRig('postgresql');
    const other = await rig.another();
    await addLogins(rig, 2 * DAY);
    await rig.deps.database.transaction(async ({ query }) => {
      await query('SELECT pg_advisory_xact_lock(4200004)');
      expect(await tidy(other.deps)).toBeNull();
      expect(await left(rig, 'login_failure')).toHaveLength(1);
      const said: string[] = [];
      expect(await tidyCommand.run([], other.deps, (line) => said.push(line))).toBe(1);
      expect(said).toEqual(['A hub is tidying at this moment.']);
    });
    const done = await Promise.all([tidy(rig.deps), tidy(other.deps)]);
    // One of them ends its round. The other may have done a step before it met the first one, and then tells nothing.
    expect(done.some((tidied) => tidied !== null)).toBe(true);
    expect(done.reduce((sum, tidied) => sum + (tidied?.logins ?? 0), 0)).toBeLessThanOrEqual(1);
    expect(await left(rig, 'login_failure')).toEqual([]);
  });
});
