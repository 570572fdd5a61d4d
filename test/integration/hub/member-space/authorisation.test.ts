import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_SILENCE } from '../../../../src-shared/policy/sessions.ts';
import { allows, DELEGATION_SCOPES } from '../../../../src-shared/values/member-space/delegation.ts';
import { SPACE_CALLS, type SpaceCall } from '../../../../src-shared/hub-api/space-calls.ts';
import { FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import { requestsOf } from '../../../support/hub/hub-requests.ts';
import { type FixturePerson, type FixtureSession, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { bodies, CALLS, NEEDS } from './space-bodies.ts';
import { MARK, NEW_EMAIL, rowsOf, victimAt, type Victim } from './victim.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

/** Of the victim: name, address, number, receipt. */
const MARKS = [MARK, 'kerzhero', '612345678', 'KT4M-7XWA'];

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

it('every call stands in the table of needs', () => {
  const needs = Object.fromEntries(Object.entries(SPACE_CALLS).map(([name, call]) => [name, call.needs]));
  expect(needs).toEqual(NEEDS);
});

/** All calls are answered that the session is over, and with nothing else. */
async function allEnded(token: string | null, options: { kiosk?: typeof fixture.kiosk } = {}): Promise<void> {
  for (const name of CALLS) {
    const { status, body } = await fixture.ask(token, name, bodies()[name], options);
    expect({ name, status, body }).toEqual({ name, status: 200, body: { result: 'ended' } });
  }
}

describe('no call is answered', () => {
  it('without a session, with none of the hub’s, and at another kiosk or the website', async () => {
    const { token } = await fixture.login(await fixture.member());
    for (const shown of [
      null,
      '',
      'x'.repeat(43),
      token.slice(1),
      `${token}x`,
      "' OR 1=1 --",
      fixture.kiosk.token,
    ])
      await allEnded(shown);
    await allEnded(token, { kiosk: await fixture.accounts.client() });
    await allEnded(token, { kiosk: await fixture.accounts.client('website') });
    expect(await fixture.call(token, 'home', {})).toMatchObject({ result: 'ok' });
  });

  it('after log-out', async () => {
    const { token } = await fixture.login(await fixture.member());
    expect(await fixture.call(token, 'end', {})).toEqual({ result: 'ok' });
    await allEnded(token);
  });

  it('after too long a silence', async () => {
    const { token } = await fixture.login(await fixture.member());
    fixture.clock.now += SESSION_SILENCE - 1;
    expect(await fixture.call(token, 'status', {})).toMatchObject({ result: 'ok' });
    fixture.clock.now += SESSION_SILENCE;
    await allEnded(token);
  });

  it('past the hard end, however much was asked before', async () => {
    const { token } = await fixture.login(await fixture.member());
    for (let minute = 0; minute < 24; minute += 4) {
      expect(await fixture.call(token, 'status', {})).toMatchObject({ result: 'ok' });
      fixture.clock.now += 4 * MINUTE;
    }
    expect(await fixture.call(token, 'status', {})).toMatchObject({ result: 'ok' });
    fixture.clock.now = FIXTURE_START + 25 * MINUTE;
    await allEnded(token);
  });

  it('to somebody who has left meanwhile', async () => {
    const [member, insured] = [await fixture.member(), await fixture.insured()];
    const tokens = [(await fixture.login(member)).token, (await fixture.login(insured)).token];
    const closed_at = new Date(FIXTURE_START);
    const nir = Buffer.from(insured.subject.slice('nir:'.length), 'hex');
    await fixture.db.updateTable('member').set({ closed_at }).where('number', '=', member.number).execute();
    await fixture.db.updateTable('insured').set({ closed_at }).where('nir', '=', nir).execute();
    for (const token of tokens) await allEnded(token);
  });

  it('when its body names somebody, or anything that it need not', async () => {
    const [{ token }, other] = [await fixture.login(await fixture.member()), await fixture.member()];
    const extras = [
      { number: other.number },
      { holder: other.holder },
      { subject: other.subject },
      { member: other.number, session: randomUUID() },
    ];
    for (const name of CALLS)
      for (const extra of extras) {
        if (Object.keys(extra).some((key) => key in bodies()[name])) continue;
        const answer = await fixture.ask(token, name, { ...bodies()[name], ...extra });
        expect({ name, ...answer }).toMatchObject({ name, status: 400, body: { error: 'malformed' } });
        expect(answer.text).not.toContain(other.number);
      }
    const change = { ...bodies().contact.change, number: other.number };
    expect(await fixture.ask(token, 'contact', { ...bodies().contact, change })).toMatchObject({
      status: 400,
    });
    expect(await fixture.call(token, 'status', {}), 'the session goes on').toMatchObject({ result: 'ok' });
  });
});

/** What somebody would ask with all the ids of the victim, and what each may be answered. */
async function attacks(
  { device, given, received, offer, proofs }: Victim,
  own: string,
): Promise<readonly (readonly [SpaceCall, object, string])[]> {
  const proof = (purpose: 'device' | 'delegation' | 'contact'): Promise<string> =>
    fixture.proof(own, purpose);
  const [language, code] = ['fr', '000000'];
  const mine = { number: '9999999999', familyName: 'Personne', scope: 'all', months: 1, language };
  const change = { channel: 'email', email: NEW_EMAIL };
  return [
    ['device', { device, do: 'block', proof: null }, 'unknown'],
    ['device', { device, do: 'unblock', proof: null }, 'unknown'],
    ['device', { device, do: 'delete', proof: proofs.device }, 'unknown'],
    ['device', { device, do: 'delete', proof: await proof('device') }, 'unknown'],
    [
      'answer-delegation',
      { delegation: offer, accept: true, proof: await proof('delegation'), language },
      'unknown',
    ],
    ['answer-delegation', { delegation: offer, accept: true, proof: proofs.delegation, language }, 'unknown'],
    ['answer-delegation', { delegation: offer, accept: false, proof: null, language }, 'unknown'],
    ['offer-delegation', { ...mine, id: given, proof: await proof('delegation') }, 'code-needed'],
    ['contact', { change, proof: proofs.contact, newProof: proofs.newContact, language }, 'code-needed'],
    [
      'contact',
      { change, proof: await proof('contact'), newProof: proofs.newContact, language },
      'code-needed',
    ],
    ['check-code', { attempt: proofs.contact, code }, 'expired'],
    [
      'send-code',
      { attempt: proofs.contact, purpose: 'contact', channel: 'email', to: null, language },
      'no-channel',
    ],
    ...[given, received, offer].flatMap(
      (delegation) =>
        [
          ['revoke-delegation', { delegation, language }, 'unknown'],
          ['act-for', { delegation }, 'unknown'],
          ['journal', { delegation, page: 0 }, 'unknown'],
        ] as const,
    ),
    ['check-code', { attempt: proofs.device, code }, 'expired'],
  ];
}

describe('with all the ids of somebody else', () => {
  const everything = async (token: string): Promise<string> => {
    const looks = CALLS.filter((name) => name !== 'end');
    const answers = await Promise.all(looks.map((name) => fixture.ask(token, name, bodies()[name])));
    return answers.map(({ text }) => text).join('\n');
  };

  it.each<[string, (person: FixturePerson) => Promise<FixtureSession>, boolean]>([
    ['a member', (person) => fixture.login(person), false],
    [
      'a helper of a third',
      async (person) => fixture.loginFor(person, await fixture.delegation(await fixture.member(), person)),
      true,
    ],
  ])('%s learns nothing and changes nothing', async (_who, login, isActing) => {
    const victim = await victimAt(fixture);
    const attacker = await fixture.member({ email: `autre-${randomUUID()}@exemple.fr` });
    const { token } = await login(attacker);
    const before = await rowsOf(fixture, victim.person);
    const told = await fixture.accounts.mails(victim.email);
    for (const [name, body, result] of await attacks(victim, token)) {
      const isOwn = NEEDS[name] === 'own' || ('do' in body && body.do === 'delete');
      const expected = isActing && isOwn ? 'not-allowed' : result;
      const answer = await fixture.ask(token, name, body);
      expect({ name, asked: body, ...answer }).toMatchObject({ status: 200, body: { result: expected } });
      for (const mark of MARKS) expect(answer.text).not.toContain(mark);
    }
    const seen = await everything(token);
    for (const mark of [...MARKS, victim.device, victim.given, victim.received, victim.offer])
      expect(seen).not.toContain(mark);
    const query = await fixture.ask(token, `home?number=${victim.person.number}`, {});
    for (const mark of MARKS) expect(query.text).not.toContain(mark);
    expect(await rowsOf(fixture, victim.person)).toBe(before);
    expect(await fixture.accounts.mails(victim.email)).toEqual(told);
  });

  it('of which each works for whose it is', async () => {
    const { person, session, device, given, received, offer, proofs } = await victimAt(fixture);
    const { token } = session;
    const seen = await everything(token);
    for (const mark of [MARK, 'KT4M-7XWA', device, given, received, offer]) expect(seen).toContain(mark);
    const ok = { result: 'ok' };
    const language = 'fr';
    expect(await fixture.call(token, 'journal', { delegation: given, page: 0 })).toMatchObject(ok);
    const consent = { delegation: offer, accept: true, proof: proofs.delegation, language } as const;
    expect(await fixture.call(token, 'answer-delegation', consent)).toEqual(ok);
    const blocked = { device, do: 'block', proof: null } as const;
    expect(await fixture.call(token, 'device', blocked)).toEqual(ok);
    const gone = { device, do: 'delete', proof: proofs.device } as const;
    expect(await fixture.call(token, 'device', gone)).toEqual(ok);
    const change = { channel: 'email', email: NEW_EMAIL } as const;
    const moved = { change, proof: proofs.contact, newProof: proofs.newContact, language } as const;
    expect(await fixture.call(token, 'contact', moved)).toMatchObject(ok);
    expect(await fixture.call(token, 'revoke-delegation', { delegation: given, language })).toEqual(ok);
    expect(await fixture.call(token, 'act-for', { delegation: received })).toEqual(ok);
    expect(await rowsOf(fixture, person)).toContain(NEW_EMAIL);
  });

  it('a code is good in the session that asked for it alone', async () => {
    const email = `code-${randomUUID()}@exemple.fr`;
    const person = await fixture.member({ email });
    const { token } = await fixture.login(person);
    const attempt = randomUUID();
    const asked = { attempt, purpose: 'delegation', channel: 'email', to: null, language: 'fr' } as const;
    expect(await fixture.call(token, 'send-code', asked)).toMatchObject({ result: 'ok' });
    const mail = (await fixture.accounts.mails(email)).find(({ kind }) => kind === 'space-code');
    const code = mail !== undefined && 'code' in mail ? mail.code : '';
    const other = await fixture.login(await fixture.member({ email: 'autre@exemple.fr' }));
    const kiosk = await fixture.accounts.client();
    const own = await fixture.login(person, kiosk);
    expect(await fixture.call(other.token, 'check-code', { attempt, code })).toEqual({ result: 'expired' });
    expect(await fixture.call(other.token, 'send-code', asked)).toEqual({ result: 'no-channel' });
    expect(await fixture.call(own.token, 'check-code', { attempt, code }, { kiosk })).toEqual({
      result: 'expired',
    });
    expect(await fixture.call(token, 'check-code', { attempt, code })).toEqual({ result: 'ok' });
  });
});

describe.each(DELEGATION_SCOPES)('a helper who may %s', (scope) => {
  it('is answered what the scope allows, and nothing beyond', async () => {
    const [giver, helper] = [await fixture.member({ email: 'qui@exemple.fr' }), await fixture.member()];
    const delegation = await fixture.delegation(giver, helper, { scope });
    for (const name of CALLS) {
      const { token } = await fixture.loginFor(helper, delegation);
      const before = [await rowsOf(fixture, giver), await rowsOf(fixture, helper)];
      const { status, body } = await fixture.ask(token, name, bodies()[name]);
      const { result } = body as { result: string };
      expect(status).toBe(200);
      if (allows(scope, NEEDS[name])) {
        expect({ name, result }).toEqual({ name, result: name === 'device' ? 'unknown' : 'ok' });
      } else {
        expect({ name, body }).toEqual({ name, body: { result: 'not-allowed' } });
        expect([await rowsOf(fixture, giver), await rowsOf(fixture, helper)]).toEqual(before);
      }
    }
  });

  it('sees the account of whom they act for, never deletes, and is written down', async () => {
    const victim = await victimAt(fixture);
    const helper = await fixture.member();
    const delegation = await fixture.delegation(victim.person, helper, { scope });
    const { token } = await fixture.loginFor(helper, delegation);
    expect((await fixture.ask(token, 'reimbursements', bodies().reimbursements)).text).toContain(MARK);
    expect((await fixture.ask(token, 'requests', bodies().requests)).text).toContain(MARK);
    expect((await fixture.ask(token, 'devices', {})).text).toContain(victim.device);
    await fixture.call(token, 'guarantees', {});
    await fixture.call(token, 'home', {});
    const proof = await fixture.proof(token, 'device');
    const gone = { device: victim.device, do: 'delete', proof } as const;
    expect(await fixture.call(token, 'device', gone)).toEqual({ result: 'not-allowed' });
    const blocked = { device: victim.device, do: 'block', proof: null } as const;
    const mayBlock = scope === 'all';
    expect(await fixture.call(token, 'device', blocked)).toEqual({ result: mayBlock ? 'ok' : 'not-allowed' });
    const journal = await fixture.call(victim.session.token, 'journal', { delegation, page: 0 });
    const done = journal.result === 'ok' ? journal.rows.map(({ what }) => what) : [];
    const looks = ['opened', 'saw-devices', 'saw-guarantees', 'saw-reimbursements', 'saw-requests'];
    expect(done.toSorted()).toEqual([...(mayBlock ? ['blocked-device'] : []), ...looks].toSorted());
  });
});

describe('a website', () => {
  it('gets no session of the member space', async () => {
    const website = await fixture.accounts.client('website');
    const { number } = await fixture.member();
    const body = { identifier: number, password: 'Châtaigne-2026!', space: { language: 'fr' } };
    const answer = await requestsOf(fixture.accounts.url, website).post('/v1/logins', body);
    expect(answer.body).toEqual({ result: 'accepted', number, givenName: 'Odette', familyName: 'Exemple' });
  });
});
