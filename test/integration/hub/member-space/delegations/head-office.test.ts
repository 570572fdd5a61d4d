import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { delegationsCommand } from '../../../../../src-hub/member-space/delegations/delegations-command.ts';
import { recordAct } from '../../../../../src-hub/member-space/session/delegation-acts.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { DAY } from '../../../../../src-shared/time/units.ts';
import { asOperator } from '../../../../support/hub/as-operator.ts';

const UNTIL = '2027-11-23';

type Member = FixturePerson & { readonly number: string; readonly email: string };

let fixture: SpaceFixture;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
beforeEach(async () => {
  fixture.clock.now = FIXTURE_START;
  await fixture.db.deleteFrom('delegation').execute();
  await fixture.db.deleteFrom('mail').execute();
});
afterAll(() => fixture.close());

async function member(familyName = 'Exemple'): Promise<Member> {
  const email = `office-${(serial += 1)}@exemple.fr`;
  return { ...(await fixture.member({ email, familyName })), email };
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await delegationsCommand.run(asOperator(delegationsCommand, args), fixture.deps, (line) =>
    lines.push(line),
  );
  return { code, said: lines.join('\n') };
}

const grant = (giver: string, helper: string, scope = 'all', until = UNTIL) =>
  run('grant', '--giver', giver, '--helper', helper, '--scope', scope, '--until', until);

const idIn = (said: string): string => /[0-9a-f-]{36}/u.exec(said)?.[0] ?? 'none';

const kindsTo = async ({ email }: Member): Promise<string[]> =>
  (await fixture.accounts.mails(email)).map((mail) => `${mail.kind} ${'side' in mail ? mail.side : ''}`);

describe('delegations grant', () => {
  it('holds at once, is told to both, and is ended by head office', async () => {
    const [ward, guardian] = [await member(), await member()];
    const granted = await grant(ward.number, guardian.number);
    expect(granted.code).toBe(0);
    const delegation = idIn(granted.said);
    expect(await kindsTo(ward)).toEqual(['delegation-granted giver']);
    expect(await kindsTo(guardian)).toEqual(['delegation-granted helper']);
    const { token } = await fixture.login(guardian);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual({ result: 'ok' });
    const row = new RegExp(
      `${delegation} +${ward.number} +${guardian.number} +mandate +all +active +${UNTIL} +2026-11-23`,
      'u',
    );
    expect((await run('list', '--of', ward.number)).said).toMatch(row);
    expect((await run('list')).said).toMatch(row);
    expect((await run('list', '--of', '9999999999')).said).not.toContain(delegation);
    expect(await run('revoke', delegation)).toEqual({ code: 0, said: `Revoked: ${delegation}` });
    expect(await fixture.call(token, 'home', {})).toEqual({ result: 'mandate-ended' });
    expect(await kindsTo(guardian)).toEqual(['delegation-granted helper', 'delegation-revoked helper']);
    expect((await run('revoke', delegation)).said).toContain('ended already');
    expect((await run()).said).toContain('revoked');
    expect(await kindsTo(ward), 'once').toHaveLength(2);
  });

  it('can be ended by either side at a kiosk, as any other', async () => {
    const [ward, guardian] = [await member(), await member()];
    for (const by of [ward, guardian]) {
      const delegation = idIn((await grant(ward.number, guardian.number)).said);
      const { token } = await fixture.login(by);
      const body = { delegation, language: 'fr' } as const;
      expect(await fixture.call(token, 'revoke-delegation', body)).toEqual({ result: 'ok' });
      expect((await run('list', '--of', by.number)).said).toMatch(
        new RegExp(`${delegation}.* revoked `, 'u'),
      );
    }
  });

  it('does nothing for strangers, for who has left, and where there is one already', async () => {
    const [ward, guardian, left] = [await member(), await member(), await member()];
    await fixture.db
      .updateTable('member')
      .set({ closed_at: new Date(FIXTURE_START) })
      .where('number', '=', left.number)
      .execute();
    expect(await grant(ward.number, '9999999999')).toMatchObject({ code: 1 });
    expect(await grant(left.number, guardian.number)).toMatchObject({ code: 1 });
    expect(await grant(ward.number, guardian.number)).toMatchObject({ code: 0 });
    expect((await grant(ward.number, guardian.number)).said).toContain('already');
    expect(await run('revoke', randomUUID())).toMatchObject({ code: 1 });
    expect(await fixture.db.selectFrom('delegation').select('id').execute()).toHaveLength(1);
  });

  it.each([
    ['grant'],
    ['grant', '--giver', '2000001', '--helper', '2000001', '--scope', 'all', '--until', UNTIL],
    ['grant', '--giver', '2000001', '--helper', '12', '--scope', 'all', '--until', UNTIL],
    ['grant', '--giver', '2000001', '--helper', '2000002', '--scope', 'own', '--until', UNTIL],
    ['grant', '--giver', '2000001', '--helper', '2000002', '--scope', 'all', '--until', '2026-11-22'],
    ['grant', '--giver', '2000001', '--helper', '2000002', '--scope', 'all', '--until', '2036-11-24'],
    ['grant', '--giver', '2000001', '--helper', '2000002', '--scope', 'all', '--until', '2027-02-30'],
    ['grant', '--giver', '2000001', '--scope', 'all', '--until', UNTIL],
    ['grant', 'all', '--giver', '2000001'],
    ['revoke'],
    ['revoke', 'all'],
    ['revoke', '01890a5d-ac96-7b5a-8000-1234567890ab', '--of', '2000001'],
    ['list', '2000001'],
    ['list', '--scope', 'all'],
    ['list', '--everybody'],
    ['end'],
  ])('names what is wrong, and the way on: %j %j %j', async (...args) => {
    const { code, said } = await run(...args);
    expect(code).toBe(2);
    const [problem = '', ...more] = said.split('\n');
    expect(problem).toMatch(
      /--(?:giver|helper|scope|until|of|everybody)\b|^ID\b|one argument too many|delegations end/u,
    );
    expect(more.at(-1)).toMatch(/^Help: npm run hub -- delegations(?: \w+)? --help$/u);
  });

  it('takes ten years and a day no more, today no less', async () => {
    const [ward, guardian, other] = [await member(), await member(), await member()];
    expect((await grant(ward.number, guardian.number, 'see', '2036-11-23')).code).toBe(0);
    expect((await grant(other.number, guardian.number, 'see', '2026-11-23')).code).toBe(0);
  });
});

describe('a guardian of 300 members', () => {
  it('sees them all by name, and acts for any', async () => {
    const guardian = await member();
    const people = Array.from({ length: 300 }, (_, n) => ({
      number: String(7_000_000 + n),
      family_name: `Protégé ${String(n).padStart(3, '0')}`,
      given_name: 'Anne',
      birth_date: '1940-01-01',
      postal_code: '44000',
    }));
    await fixture.db.insertInto('member').values(people).execute();
    for (const { number } of people.toReversed())
      await fixture.delegation({ subject: number }, guardian, { scope: 'ask' });
    const { token } = await fixture.login(guardian);
    const list = await fixture.call(token, 'delegations', {});
    const received = list.result === 'ok' ? list.received : [];
    expect(received.map(({ name }) => name)).toEqual(people.map(({ family_name }) => `Anne ${family_name}`));
    for (const place of [0, 299]) {
      const delegation = received[place]?.id ?? 'none';
      expect(await fixture.call(token, 'act-for', { delegation })).toEqual({ result: 'ok' });
      expect(await fixture.call(token, 'status', {})).toMatchObject({
        acting: { delegation, name: received[place]?.name },
      });
    }
  });
});

describe('tidying', () => {
  it('reminds both sides once, 14 days before the last one', async () => {
    const [giver, helper] = [await member(), await member()];
    await fixture.delegation(giver, helper, { days: 30 });
    fixture.clock.now = FIXTURE_START + 15 * DAY;
    expect(await tidy(fixture.deps)).toMatchObject({ ending: 0 });
    fixture.clock.now += DAY;
    expect(await tidy(fixture.deps)).toMatchObject({ ending: 1 });
    expect(await tidy(fixture.deps)).toMatchObject({ ending: 0 });
    const shared = { kind: 'delegation-ending', endsOn: '2026-12-23', other: 'Odette Exemple' };
    expect(await fixture.accounts.mails(giver.email)).toMatchObject([{ ...shared, side: 'giver' }]);
    expect(await fixture.accounts.mails(helper.email)).toMatchObject([{ ...shared, side: 'helper' }]);
  });

  it('reminds nobody of what is no more, was never, or was just begun', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => member()));
    const helper = await member();
    const [revoked, offered, brief, over, left] = (await Promise.all(
      people.map((giver, n) => fixture.delegation(giver, helper, { days: n === 2 ? 14 : n === 3 ? 1 : 15 })),
    )) as [string, string, string, string, string];
    const at = new Date(FIXTURE_START);
    const change = (id: string) => fixture.db.updateTable('delegation').where('id', '=', id);
    await change(revoked).set({ revoked_at: at, revoked_by: 'head-office' }).execute();
    await change(offered).set({ accepted_at: null }).execute();
    await fixture.db
      .updateTable('member')
      .set({ closed_at: at })
      .where('number', '=', people[4]?.number ?? '')
      .execute();
    fixture.clock.now += 2 * DAY;
    expect(await tidy(fixture.deps)).toMatchObject({ ending: 0 });
    const reminded = await fixture.db
      .selectFrom('delegation')
      .select('id')
      .where('id', 'in', [brief, over, left])
      .where('reminded_at', 'is not', null)
      .execute();
    expect(reminded).toEqual([]);
  });

  it('keeps journals and ended delegations for 400 days', async () => {
    const [giver, helper] = [await member(), await member()];
    const long = await fixture.delegation(giver, helper, { days: 1000 });
    const brief = await fixture.delegation(helper, giver, { days: 0 });
    const acting = { scope: 'all', giver: giver.subject, endsOn: '2028-01-01' } as const;
    for (const delegation of [long, brief])
      for (const day of [0, 1])
        await recordAct(
          fixture.deps.database,
          { acting: { ...acting, delegation } },
          'saw-devices',
          new Date(FIXTURE_START + day * DAY),
        );
    await fixture.db
      .insertInto('helper_try')
      .values({ holder: giver.subject, at: new Date(FIXTURE_START) })
      .execute();
    fixture.clock.now = FIXTURE_START + 400 * DAY;
    expect(await tidy(fixture.deps, 1)).toMatchObject({ acts: 0, delegations: 1, names: 1 });
    fixture.clock.now += 1;
    expect(await tidy(fixture.deps, 1)).toMatchObject({ acts: 1, delegations: 0, names: 0 });
    expect(await fixture.db.selectFrom('delegation').select('id').execute()).toEqual([{ id: long }]);
    expect(await fixture.db.selectFrom('delegation_act').select('delegation').execute()).toEqual([
      { delegation: long },
    ]);
  });
});
