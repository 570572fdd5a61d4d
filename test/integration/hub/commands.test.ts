import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../src-shared/time/units.ts';
import { newEpochCommand } from '../../../src-hub/people/feed/new-epoch-command.ts';
import type { HubCommand } from '../../../src-hub/core/hub-command.ts';
import { kiosksCommand } from '../../../src-hub/kiosks/kiosks-command.ts';
import { reportCommand } from '../../../src-hub/observe/report-command.ts';
import { tidyCommand } from '../../../src-hub/tidy/tidy-command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { itWith } from '../../support/peers.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { asOperator } from '../../support/hub/as-operator.ts';

async function run(
  rig: HubRig,
  command: HubCommand,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await command.run(asOperator(command, args), rig.deps, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

describe('kiosks', () => {
  it('registers, lists, suspends, resumes, revokes and renews', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const kiosks = (...args: string[]) => run(rig, kiosksCommand, ...args);
    const made = await kiosks('new', 'Nantes 1');
    expect(made.said).toMatch(
      /^Enrolment code: [A-Z0-9]{4}(-[A-Z0-9]{4}){3}\nOnce, until 09\/03\/2026 10:00\u00a0am \(Europe\/Paris\)/u,
    );
    expect(await kiosks('new', 'Nantes 1')).toMatchObject({ code: 1 });
    expect((await kiosks('new', 'site', '--website')).code).toBe(0);
    await rig.enrol('Nantes 2');
    expect((await kiosks('suspend', 'Nantes 2')).code).toBe(0);
    expect((await kiosks()).said).toMatch(/Nantes 2 +kiosk +suspended/u);
    expect((await kiosks('resume', 'Nantes 2')).code).toBe(0);
    expect((await kiosks()).said).toMatch(/Nantes 2 +kiosk +enrolled, never seen/u);
    expect((await kiosks('revoke', 'Nantes 2')).code).toBe(0);
    const { said } = await kiosks('list');
    expect(said).toMatch(/Nantes 1 +kiosk +code waits/u);
    expect(said).toMatch(/Nantes 2 +kiosk +revoked/u);
    expect(said).toMatch(/site +website +code waits/u);
    expect((await kiosks('renew', 'Nantes 2')).said).toContain('Enrolment code');
    expect((await kiosks()).said).toMatch(/Nantes 2 +kiosk +renewed, code waits until 09\/03\/2026/u);
    rig.clock.advance(7 * 24 * 3_600_000);
    expect((await kiosks()).said).toMatch(/Nantes 1 +kiosk +code expired/u);
  });

  it('tells when each was seen, how its clock is, and how long it is silent, in plain words', async () => {
    const rig = await openHubRig({ now: new Date('2026-10-24T23:30:00Z') });
    const row = async (): Promise<string> =>
      (await run(rig, kiosksCommand, 'list')).said.split('\n').at(-1)?.replaceAll(/ {2,}/gu, ' | ') ?? '';
    const client = await rig.enrol('Nantes 1');
    const set = (values: object) =>
      rig.deps.database.db.updateTable('kiosk').set(values).where('name', '=', 'Nantes 1').execute();
    await rig.as(client).get('/v1/nowhere');
    expect(await row()).toMatch(/^Nantes 1 \| kiosk \| in service \| now \| - \|/u);
    // A kiosk that waits for news is noted again after half a minute.
    rig.clock.advance(50_000);
    await rig.as(client).get('/v1/nowhere');
    expect(await row()).toMatch(/\| in service \| now \|/u);
    await set({ clock_offset: -172_800_000 });
    expect(await row()).toContain('| 2 days ahead |');
    await set({ clock_offset: 61_000 });
    expect(await row()).toContain('| 1 minute behind |');
    await set({ clock_offset: -900 });
    expect(await row()).toContain('| right |');
    rig.clock.set(new Date('2026-10-25T01:30:00Z'));
    await set({ last_seen_at: new Date('2026-10-25T00:30:00Z') });
    const summer = await row();
    expect(summer).toContain('| silent for 1 hour |');
    await set({ last_seen_at: new Date('2026-10-25T01:24:00Z') });
    expect(await row()).toContain('| silent for 6 minutes | 25/10/2026 2:24');
    // 02:30 comes twice in that night.
    await set({ last_seen_at: new Date('2026-10-25T01:30:00Z') });
    rig.clock.set(new Date('2026-10-25T03:30:00Z'));
    const timeIn = (text: string): string => /25\/10\/2026 [^|]*/u.exec(text)?.[0] ?? '';
    expect(timeIn(await row())).not.toBe(timeIn(summer));
    expect((await run(rig, kiosksCommand)).said).toContain('last seen (Europe/Paris)');
    expect(JSON.parse((await run(rig, kiosksCommand, 'list', '--json')).said)).toMatchObject({
      zone: 'Europe/Paris',
      kiosks: [{ name: 'Nantes 1', state: 'silent', lastSeenAt: '2026-10-25T01:30:00.000Z' }],
    });
  });

  it('makes codes for several at once, as CSV', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const kiosks = (...args: string[]) => run(rig, kiosksCommand, ...args);
    await kiosks('new', 'Nantes 2');
    const names = async (): Promise<string[]> =>
      (await rig.deps.database.db.selectFrom('kiosk').select('name').orderBy('name').execute()).map(
        ({ name }) => name,
      );
    expect((await kiosks('new', 'Nantes', '--count', '2', '--dry-run')).said).toContain('Nantes 3, Nantes 4');
    expect(await names()).toEqual(['Nantes 2']);
    const { code, said } = await kiosks('new', 'Nantes', '--count', '2');
    const [head, ...rows] = said.split('\n');
    expect([code, head]).toEqual([0, 'name;enrolment_code;valid_until']);
    expect(rows.map((row) => row.replace(/[A-Z0-9]{4}(-[A-Z0-9]{4}){3}/u, 'CODE'))).toEqual([
      'Nantes 3;CODE;2026-03-09T09:00:00.000Z',
      'Nantes 4;CODE;2026-03-09T09:00:00.000Z',
    ]);
    const folder = temporaryFolder();
    const file = path.join(folder, 'codes.csv');
    expect((await kiosks('new', 'Nantes', '--count', '3', '--out', file)).said).not.toMatch(/[A-Z0-9]{4}-/u);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(4);
    const again = await kiosks('new', 'Nantes', '--count', '1', '--out', file);
    expect(again).toEqual({ code: 1, said: `${file} is there already; no kiosk was registered.` });
    const nowhere = await kiosks('new', 'Nantes', '--count', '1', '--out', path.join(folder, 'no', 'x.csv'));
    expect(nowhere.code).toBe(1);
    expect(await names()).toEqual(['Nantes 2', 'Nantes 3', 'Nantes 4', 'Nantes 5', 'Nantes 6', 'Nantes 7']);
  });

  it.each([
    [2, ['new', 'a', '--out', 'x.csv']],
    [2, ['new', 'a', '--count', '0']],
    [2, ['new', 'a', '--count', '501']],
    [2, ['new', 'x'.repeat(60), '--count', '2']],
    [2, ['new']],
    [2, ['new', 'a', 'b']],
    [2, ['new', ' leading']],
    [2, ['new', 'line\nbreak']],
    [2, ['revoke', 'a', '--website']],
    [2, ['remove', 'a']],
    [2, ['list', 'a']],
    [1, ['revoke', 'nobody']],
    [1, ['suspend', 'nobody']],
    [1, ['resume', 'nobody']],
    [1, ['renew', 'nobody']],
  ])('ends with %i for %j', async (code, args) => {
    const rig = await openHubRig();
    expect(await run(rig, kiosksCommand, ...args)).toMatchObject({ code });
  });
});

describe('--dry-run', () => {
  const changesNothing = async (engine: 'pglite' | 'postgresql'): Promise<void> => {
    const rig = await openHubRig({ engine });
    await rig.enrol('Nantes 1');
    const rows = () => rig.deps.database.db.selectFrom('kiosk').selectAll().orderBy('name').execute();
    const before = await rows();
    const made = await run(rig, kiosksCommand, 'new', 'Nantes 2', '--dry-run');
    expect(made).toEqual({
      code: 0,
      said: 'A code for Nantes 2 would be made.\nDry run: nothing was changed.',
    });
    const revoked = await run(rig, kiosksCommand, 'revoke', 'Nantes 1', '--dry-run');
    expect(revoked).toMatchObject({ code: 0, said: expect.stringContaining('Revoked: Nantes 1') as string });
    expect(await run(rig, kiosksCommand, 'new', 'Nantes 1', '--dry-run')).toMatchObject({ code: 1 });
    expect((await run(rig, newEpochCommand, '--dry-run')).code).toBe(0);
    expect((await run(rig, tidyCommand, '--dry-run')).code).toBe(0);
    expect(await rows()).toEqual(before);
    expect((await run(rig, kiosksCommand, 'revoke', 'Nantes 1')).said).toBe('Revoked: Nantes 1');
  };

  it('does all on PGlite, and keeps nothing', () => changesNothing('pglite'));

  itWith('PostgreSQL')('does all on PostgreSQL, and keeps nothing', () => changesNothing('postgresql'));

  it('lets transactions stand in another one, and undoes a failed one alone', async () => {
    const rig = await openHubRig();
    const names = await rig.deps.database.rehearse(async (database) => {
      await database.transaction(async ({ query }) => {
        await query(`INSERT INTO kiosk (name) VALUES ('one')`);
        const failed = database.transaction(async (inner) => {
          await inner.query(`INSERT INTO kiosk (name) VALUES ('two')`);
          await inner.query('SELECT no_such_column FROM kiosk');
        });
        await expect(failed).rejects.toThrow('no_such_column');
        await database.db
          .transaction()
          .execute((work) => work.insertInto('kiosk').values({ name: 'three' }).execute());
      });
      return database.db.selectFrom('kiosk').select('name').orderBy('name').execute();
    });
    expect(names.map(({ name }) => name)).toEqual(['one', 'three']);
    expect(await rig.deps.database.db.selectFrom('kiosk').select('name').execute()).toEqual([]);
  });
});

describe('--json', () => {
  it('tells one object, with the problems of what was not done', async () => {
    const rig = await openHubRig();
    const told = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await run(rig, kiosksCommand, ...args, '--json')).said);
    expect(await told('new', 'Nantes 1')).toMatchObject({
      ...{ command: 'kiosks new', exit: 0, dryRun: false, problems: [], name: 'Nantes 1' },
      code: expect.stringMatching(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/u) as string,
    });
    expect(await told('new', 'Nantes 1')).toMatchObject({
      ...{ command: 'kiosks new', exit: 1 },
      problems: ['The name Nantes 1 is taken: use renew for a new code.'],
    });
    expect(JSON.parse((await run(rig, reportCommand, '--json')).said)).toMatchObject({
      ...{ command: 'report', exit: 0, journals: [] },
      mails: { waiting: 0 },
    });
  });
});

describe('report', () => {
  it('tells what arrived of each journal, and that a place is missing', async () => {
    const rig = await openHubRig();
    const { kiosk } = await rig.enrol('Nantes 1');
    const [first, second] = [randomUUID(), randomUUID()];
    const add = (journal: string, seq: number, reason: string | null, status: string) =>
      rig.deps.database.db
        .insertInto('event')
        .values({
          id: randomUUID(),
          kiosk,
          journal,
          seq,
          kind: 'letter-requested',
          number: null,
          fingerprint: Buffer.alloc(32),
          decided_at: new Date(),
          clock_offset: 0,
          status: status as 'accepted',
          reason,
        })
        .execute();
    await add(first, 1, null, 'accepted');
    await add(first, 2, 'later-decision', 'superseded');
    await add(first, 3, 'unknown-member', 'refused');
    const whole = await run(rig, reportCommand);
    expect(whole.code).toBe(0);
    expect(whole.said).toMatch(new RegExp(`Nantes 1 +${first} +1–3 +0 +1 +1 +1`, 'u'));
    expect(whole.said.split('\n').slice(-2)).toEqual([
      'Mails: waiting 0, sent 0, refused 0, expired 0',
      'Text messages: waiting 0, sent 0, refused 0, expired 0',
    ]);
    await add(second, 2, null, 'accepted');
    await add(second, 5, null, 'accepted');
    const holed = await run(rig, reportCommand);
    expect(holed.code).toBe(1);
    expect(holed.said).toMatch(new RegExp(`Nantes 1 +${second} +2–5 +3 +2 +0 +0`, 'u'));
  });

  it('tells which limits were met within a week', async () => {
    const rig = await openHubRig();
    const now = rig.deps.now().getTime();
    const met = (name: string, kiosk: string, days: number) =>
      rig.deps.database.db
        .insertInto('met_limit')
        .values({
          name,
          kiosk,
          day: '2026-11-23',
          first_at: new Date(now),
          last_at: new Date(now - days * DAY),
        })
        .execute();
    await met('letters', 'Nantes 1', 2);
    await met('sms-day', '', 1);
    await met('mails', '', 8);
    const { said } = await run(rig, reportCommand);
    expect(said).toMatch(
      /^Limits met within a week: 2\n {2}limit .*\n {2}sms-day +all .*\n {2}letters +Nantes 1 /mu,
    );
    expect(said).not.toContain('mails ');
  });
});

describe('new-epoch', () => {
  it('begins another history', async () => {
    const rig = await openHubRig();
    const epoch = () => rig.deps.database.db.selectFrom('hub').select('epoch').executeTakeFirstOrThrow();
    const before = await epoch();
    expect((await run(rig, newEpochCommand)).code).toBe(0);
    expect(await epoch()).not.toEqual(before);
  });
});
