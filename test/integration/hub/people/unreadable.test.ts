import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../../bench/import-file.ts';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import { reportCommand } from '../../../../src-hub/observe/report-command.ts';
import type { HubCommand } from '../../../../src-hub/core/hub-command.ts';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';

async function said(rig: HubRig, command: HubCommand, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  await command.run(args, rig.deps, (line) => lines.push(line));
  return lines.join('\n');
}

async function rigWithMembers(count: number): Promise<HubRig> {
  const rig = await openHubRig();
  const rows = Array.from({ length: count }, (_, index) => {
    const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(index);
    return {
      ...{ number, family_name: familyName, given_name: givenName, birth_date: birthDate },
      ...{ postal_code: postalCode, email, phone, language: null },
    };
  });
  await rig.deps.database.db.insertInto('member').values(rows).execute();
  return rig;
}

const figure = async (rig: HubRig): Promise<string> => {
  const { text } = await rig.ask('GET', '/metrics');
  return /^hub_members_unreadable\{field="email"\} (\d+)$/mu.exec(text)?.[1] ?? 'none';
};

describe('a member that a kiosk cannot read', () => {
  it('is told, logged, listed, counted; and is of the past once head office has changed the member', async () => {
    const rig = await rigWithMembers(3);
    const nantes = await rig.enrol('Nantes 1');
    const reze = await rig.enrol('Rezé');
    const { db } = rig.deps.database;
    const [first] = await db
      .selectFrom('member')
      .select(['number', 'position'])
      .orderBy('position')
      .execute();
    if (first === undefined) throw new Error('no member');
    const lines = [{ position: first.position, field: 'email' }];
    const tell = (who: typeof nantes) => rig.as(who).post('/v1/members/unreadable', { lines });
    expect(await tell(nantes)).toMatchObject({ status: 200, body: { result: 'noted' } });
    expect(await tell(nantes)).toMatchObject({ status: 200 });
    expect(await tell(reze)).toMatchObject({ status: 200 });
    expect(await said(rig, kiosksCommand, 'list')).toMatch(/^Nantes 1 .* 1 +\S+ +-$/mu);
    expect(await said(rig, reportCommand)).toContain(
      [
        'Fields of members that a kiosk cannot read: 2',
        '  kiosk     position in the feed  field',
        `  Nantes 1  ${String(first.position).padEnd(20)}  email`,
        `  Rezé      ${String(first.position).padEnd(20)}  email`,
      ].join('\n'),
    );
    expect(await figure(rig)).toBe('2');
    const logged = rig.log.lines.filter(({ event }) => event === 'member-unreadable');
    expect(logged).toHaveLength(3);
    expect(logged[0]?.fields).toEqual({ kiosk: nantes.kiosk, position: first.position, field: 'email' });
    expect(JSON.stringify(logged)).not.toContain(first.number);

    expect((await tidy(rig.deps))?.unreadable).toBe(0);
    await db.updateTable('member').set({ postal_code: '44100' }).where('number', '=', first.number).execute();
    expect(await said(rig, reportCommand)).not.toContain('cannot read');
    expect(await said(rig, kiosksCommand, 'list')).toMatch(/^Nantes 1 .* 0 +\S+ +-$/mu);
    expect(await figure(rig)).toBe('none');
    expect((await tidy(rig.deps))?.unreadable).toBe(2);
    expect(await db.selectFrom('unreadable_change').selectAll().execute()).toEqual([]);
  });

  it('is one of fifty that are named at most, of however many', async () => {
    const rig = await rigWithMembers(51);
    const kiosk = await rig.enrol('Nantes 1');
    const positions = await rig.deps.database.db.selectFrom('member').select('position').execute();
    const tell = async (some: typeof positions) => {
      for (let from = 0; from < some.length; from += 10) {
        const lines = some.slice(from, from + 10).map(({ position }) => ({ position, field: 'email' }));
        expect(await rig.as(kiosk).post('/v1/members/unreadable', { lines })).toMatchObject({ status: 200 });
      }
    };
    const more = 'The first 50; mend these, and ask again.';
    const named = (report: string) => report.split('\n').filter((line) => line.startsWith('  Nantes 1 '));
    await tell(positions.slice(0, 50));
    const fifty = await said(rig, reportCommand);
    expect(named(fifty)).toHaveLength(50);
    expect(fifty).not.toContain(more);
    await tell(positions.slice(50));
    const above = await said(rig, reportCommand);
    expect(above).toContain('Fields of members that a kiosk cannot read: 51');
    expect(named(above)).toHaveLength(50);
    expect(above).toContain(more);
  });

  it.each([
    ['no line', []],
    ['a hundred and one', Array.from({ length: 101 }, (_, position) => ({ position, field: 'email' }))],
    ['content', [{ position: 1, field: 'jean@example.org' }]],
    ['more than it should', [{ position: 1, field: 'email', value: 'jean' }]],
  ])('is not told with %s', async (_name, lines) => {
    const rig = await openHubRig();
    const kiosk = await rig.enrol('Nantes 1');
    expect(await rig.as(kiosk).post('/v1/members/unreadable', { lines })).toMatchObject({
      status: 400,
      body: { error: 'malformed' },
    });
  });
});
