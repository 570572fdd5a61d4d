import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeTarget } from '../../../../src-hub/codes/sent-codes.ts';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import type { SpaceBody } from '../../../../src-shared/hub-api/space-calls.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { type FixturePerson, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { ActivationFixture, activation } from '../accounts/activation-fixture.ts';
import { askCode } from '../codes/code-fixture.ts';

const SINCE = '2026-11-23 10:30';

let fixture: SpaceFixture;
let letters: ActivationFixture;
let stolen: RigClient;
let honest: RigClient;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
  letters = await ActivationFixture.open(fixture.deps.database, fixture.clock);
});
afterAll(async () => {
  await letters.close();
  await fixture.close();
});

/** Two new kiosks; the theft of the first is half an hour ago. */
async function theft(): Promise<void> {
  fixture.clock.now = Date.UTC(2026, 10, 23, 9);
  [stolen, honest] = [await fixture.accounts.client(), await fixture.accounts.client()];
  fixture.clock.now = Date.UTC(2026, 10, 23, 10);
}

async function voided(): Promise<string> {
  const { name } = await fixture.db
    .selectFrom('kiosk')
    .select('name')
    .where('id', '=', stolen.kiosk)
    .executeTakeFirstOrThrow();
  const lines: string[] = [];
  const args = ['void', name, '--since', SINCE, '--operator', 'A. Martin', '--reason', 'case 12'];
  const code = await kiosksCommand.run(asOperator(kiosksCommand, args), fixture.deps, (line) =>
    lines.push(line),
  );
  expect(code, lines.join('\n')).toBe(0);
  return lines.join('\n');
}

const mail = (who: string): string => `${who}-${(serial += 1)}@exemple.fr`;

const kindsTo = async (email: string): Promise<string[]> =>
  (await fixture.accounts.mails(email)).map(({ kind }) => kind);

/** The kiosk changes the e-mail address of who is logged in there to one of its own. */
async function changeEmail(person: FixturePerson, to: string, kiosk: RigClient): Promise<void> {
  const { token } = await fixture.login(person, kiosk);
  const body = {
    change: { channel: 'email', email: to } as const,
    proof: await fixture.proof(token, 'contact'),
    newProof: await fixture.proof(token, 'new-contact', codeTarget(fixture.deps.settings.HUB_SECRET, to)),
    language: 'fr' as const,
  };
  expect(await fixture.call(token, 'contact', body, { kiosk })).toMatchObject({ result: 'ok' });
}

/** The kiosk activates the account of who shows a letter there, with an address of its own. */
async function activate(holder: Holder, email: string, confirm = true): Promise<void> {
  const client = stolen;
  const attempt = await letters.opened(await letters.letter(holder), { client });
  const pending = await letters.activate(activation(attempt, { email }), { client });
  expect(pending.result).toBe('pending');
  if (!confirm) return;
  const { code } = await letters.confirmationTo(email);
  expect((await letters.confirm(attempt, code, { client })).result).toBe('confirmed');
}

const recover = (email: string) =>
  fixture.accounts.ask(honest, '/v1/recoveries', { attempt: randomUUID(), email, language: 'fr' });

const lettersTo = (number: string) =>
  fixture.db
    .selectFrom('letter')
    .select(['kind', 'because'])
    .where('number', '=', number)
    .where('voided_at', 'is', null)
    .where('spent_at', 'is', null)
    .execute();

describe('a void after the kiosk has changed where codes go', () => {
  it('gives back the address of a member who was logged in there: the thief gets no code for a password', async () => {
    await theft();
    const [own, thief] = [mail('own'), mail('thief')];
    const member = await fixture.member({ email: own });
    await changeEmail(member, thief, stolen);
    const said = await voided();
    expect(said).toContain('corrections 1');
    expect(await askCode(fixture, member.number, {}, honest)).toMatchObject({ result: 'ok' });
    expect(await kindsTo(thief), 'no code').not.toContain('activation-code');
    expect(await kindsTo(own)).toEqual(['contact-changed', 'kiosk-voided', 'activation-code']);
    expect(await lettersTo(member.number)).toContainEqual({ kind: 'password', because: 'voided' });
    expect(await voided(), 'again, it finds nothing').toContain('corrections 0');
  });

  it('leaves an address that was changed elsewhere since, and those that other kiosks changed', async () => {
    await theft();
    const [own, thief, later, others] = [mail('own'), mail('thief'), mail('later'), mail('others')];
    const [member, other] = [
      await fixture.member({ email: own }),
      await fixture.member({ email: mail('own') }),
    ];
    await changeEmail(member, thief, stolen);
    await changeEmail(member, later, honest);
    await changeEmail(other, others, honest);
    await voided();
    const emails = await fixture.db
      .selectFrom('member')
      .select(['number', 'email'])
      .where('number', 'in', [member.number, other.number])
      .execute();
    expect(new Map(emails.map(({ number, email }) => [number, email]))).toEqual(
      new Map([
        [member.number, later],
        [other.number, others],
      ]),
    );
  });

  it.each(['member', 'insured'] as const)(
    'ends the account of a %s that was activated there with an address of the thief, who cannot recover it',
    async (who) => {
      await theft();
      const thief = mail('thief');
      const holder: Holder =
        who === 'member'
          ? { situation: 'member', number: (await fixture.member({ email: null })).number }
          : await letters.insured();
      await activate(holder, thief);
      expect(await voided()).toContain('passwords 1, accounts 1,');
      expect(await letters.accountsOf(holder)).toEqual([]);
      expect(await recover(thief), 'as for anybody').toMatchObject({ result: 'posted' });
      expect(await kindsTo(thief)).not.toContain('recovery-code');
      expect(await kindsTo(thief)).toContain('kiosk-voided');
      if (holder.situation === 'member')
        expect(await lettersTo(holder.number)).toContainEqual({ kind: 'password', because: 'voided' });
    },
  );

  it('finds accounts and addresses weeks later, when what nobody needs any more was tidied away', async () => {
    await theft();
    const [thief, other] = [mail('thief'), mail('other')];
    const [one, two] = [await fixture.member({ email: null }), await fixture.member({ email: null })];
    await activate({ situation: 'member', number: one.number }, thief);
    await activate({ situation: 'member', number: two.number }, other, false);
    fixture.clock.now += 20 * DAY;
    await tidy(fixture.deps);
    expect(await voided()).toContain('passwords 1, accounts 2,');
    expect(await lettersTo(two.number), 'whose letter is used up is told too').toHaveLength(1);
  });

  it('lets a delegation that was offered there wait for its giver', async () => {
    await theft();
    const [giver, helper] = [
      await fixture.member({ email: mail('giver') }),
      await fixture.member({ familyName: 'Complice', email: mail('helper') }),
    ];
    const { token } = await fixture.login(giver, stolen);
    const id = randomUUID();
    const offer: SpaceBody<'offer-delegation'> = {
      ...{ id, number: helper.number, familyName: 'Complice', scope: 'all', months: 3 },
      ...{ proof: await fixture.proof(token, 'delegation'), language: 'fr' },
    };
    expect(await fixture.call(token, 'offer-delegation', offer, { kiosk: stolen })).toMatchObject({
      result: 'ok',
    });
    const there = await fixture.login(helper, honest);
    const accept = { delegation: id, accept: true, language: 'fr' } as const;
    const proof = await fixture.proof(there.token, 'delegation');
    expect(
      await fixture.call(there.token, 'answer-delegation', { ...accept, proof }, { kiosk: honest }),
    ).toEqual({ result: 'ok' });
    expect(await voided()).toContain('delegations 1');
    expect(
      await fixture.call(there.token, 'act-for', { delegation: id }, { kiosk: honest }),
      'not before the giver has said so',
    ).toEqual({ result: 'unknown' });
    const told = await fixture.accounts.mails(`giver-${serial - 1}@exemple.fr`);
    expect(told.map(({ kind }) => kind)).toContain('kiosk-voided');
  });
});
