import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeKiosk } from '../../../src-hub/kiosks/registry.ts';
import { SILENCE } from '../../../src-hub/space/space-session.ts';
import { allows, DELEGATION_SCOPES } from '../../../src-shared/space/delegations.ts';
import { SPACE_CALLS, type SpaceCall } from '../../../src-shared/sync/space.ts';
import { MACHINE_HEADER } from '../../../src-shared/sync/requests.ts';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { askHub, requestsOf } from '../../support/hub/hub-requests.ts';
import { type DeskPerson, type DeskSession, SpaceDesk } from '../../support/hub/space-desk.ts';
import { DOORS, routesOfHub } from './hub-doors.ts';
import { bodies, CALLS, NEEDS } from './space-bodies.ts';
import { MARK, NEW_EMAIL, rowsOf, victimAt, type Victim } from './victim.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** Of the victim: name, address, number, receipt. */
const MARKS = [MARK, 'kerzhero', '612345678', 'KT4M-7XWA'];

let desk: SpaceDesk;

beforeAll(async () => {
  desk = await SpaceDesk.open();
});
beforeEach(() => {
  desk.clock.now = DESK_START;
});
afterAll(() => desk.close());

/** Routes with this door, as method and path. */
function routes(door: string): readonly (readonly [method: string, path: string])[] {
  return Object.entries(DOORS)
    .filter(([, one]) => one === door)
    .map(([route]) => route.split(' ') as [string, string]);
}

const spacePaths = CALLS.map((name) => ['POST', `/v1/space/${name}`] as const);

describe('every route of the hub', () => {
  it('stands in the table of doors, and every call in that of needs', async () => {
    const all = [...Object.keys(DOORS), ...spacePaths.map(([method, path]) => `${method} ${path}`)];
    expect((await routesOfHub(desk.deps)).toSorted()).toEqual(all.toSorted());
    const needs = Object.fromEntries(Object.entries(SPACE_CALLS).map(([name, call]) => [name, call.needs]));
    expect(needs).toEqual(NEEDS);
  });

  it('for kiosks refuses who has no token of one, a revoked one, and another machine', async () => {
    const { token } = await desk.login(await desk.member());
    const revoked = await desk.accounts.client();
    const { name } = await desk.db
      .selectFrom('kiosk')
      .select('name')
      .where('id', '=', revoked.kiosk)
      .executeTakeFirstOrThrow();
    await revokeKiosk(desk.deps, name);
    const machine = { [MACHINE_HEADER]: desk.kiosk.machine };
    const session = { 'x-borne-session': token };
    const callers: readonly (readonly [number, string, Record<string, string>])[] = [
      [401, 'unknown-kiosk', { ...session }],
      [401, 'unknown-kiosk', { ...session, ...machine, authorization: `Bearer ${token}` }],
      [401, 'unknown-kiosk', { ...session, ...machine, authorization: `Bearer ${'x'.repeat(43)}` }],
      [403, 'other-machine', { ...session, authorization: `Bearer ${desk.kiosk.token}` }],
      [
        403,
        'kiosk-revoked',
        { ...session, [MACHINE_HEADER]: revoked.machine, authorization: `Bearer ${revoked.token}` },
      ],
    ];
    for (const [method, path] of [...routes('kiosk'), ...spacePaths])
      for (const [status, error, headers] of callers) {
        const body = method === 'GET' ? undefined : {};
        const answer = await askHub(desk.accounts.url + path, method, body, headers);
        expect(answer, `${method} ${path}`).toMatchObject({ status, body: { error } });
      }
  });

  it('for devices refuses tokens of kiosks and sessions', async () => {
    const { token } = await desk.login(await desk.member());
    for (const [method, path] of routes('device'))
      for (const shown of [null, desk.kiosk.token, token]) {
        const headers = shown === null ? {} : { authorization: `Bearer ${shown}` };
        const body = method === 'POST' ? { place: null } : undefined;
        const answer = await askHub(desk.accounts.url + path, method, body, headers);
        expect(answer, `${method} ${path}`).toMatchObject({ status: 401, body: { error: 'unknown-device' } });
      }
  });
});

/** All calls are answered that the session is over, and with nothing else. */
async function allEnded(token: string | null, options: { kiosk?: typeof desk.kiosk } = {}): Promise<void> {
  for (const name of CALLS) {
    const { status, body } = await desk.ask(token, name, bodies()[name], options);
    expect({ name, status, body }).toEqual({ name, status: 200, body: { result: 'ended' } });
  }
}

describe('no call is answered', () => {
  it('without a session, with none of the hub’s, and at another kiosk or the website', async () => {
    const { token } = await desk.login(await desk.member());
    for (const shown of [
      null,
      '',
      'x'.repeat(43),
      token.slice(1),
      `${token}x`,
      "' OR 1=1 --",
      desk.kiosk.token,
    ])
      await allEnded(shown);
    await allEnded(token, { kiosk: await desk.accounts.client() });
    await allEnded(token, { kiosk: await desk.accounts.client('website') });
    expect(await desk.call(token, 'home', {})).toMatchObject({ result: 'ok' });
  });

  it('after log-out', async () => {
    const { token } = await desk.login(await desk.member());
    expect(await desk.call(token, 'end', {})).toEqual({ result: 'ok' });
    await allEnded(token);
  });

  it('after too long a silence', async () => {
    const { token } = await desk.login(await desk.member());
    desk.clock.now += SILENCE - 1;
    expect(await desk.call(token, 'status', {})).toMatchObject({ result: 'ok' });
    desk.clock.now += SILENCE;
    await allEnded(token);
  });

  it('past the hard end, however much was asked before', async () => {
    const { token } = await desk.login(await desk.member());
    for (let minute = 0; minute < 24; minute += 4) {
      expect(await desk.call(token, 'status', {})).toMatchObject({ result: 'ok' });
      desk.clock.now += 4 * MINUTE;
    }
    expect(await desk.call(token, 'status', {})).toMatchObject({ result: 'ok' });
    desk.clock.now = DESK_START + 25 * MINUTE;
    await allEnded(token);
  });

  it('to somebody who has left meanwhile', async () => {
    const [member, insured] = [await desk.member(), await desk.insured()];
    const tokens = [(await desk.login(member)).token, (await desk.login(insured)).token];
    const closed_at = new Date(DESK_START);
    const nir = Buffer.from(insured.subject.slice('nir:'.length), 'hex');
    await desk.db.updateTable('member').set({ closed_at }).where('number', '=', member.number).execute();
    await desk.db.updateTable('insured').set({ closed_at }).where('nir', '=', nir).execute();
    for (const token of tokens) await allEnded(token);
  });

  it('when its body names somebody, or anything that it need not', async () => {
    const [{ token }, other] = [await desk.login(await desk.member()), await desk.member()];
    const extras = [
      { number: other.number },
      { holder: other.holder },
      { subject: other.subject },
      { member: other.number, session: randomUUID() },
    ];
    for (const name of CALLS)
      for (const extra of extras) {
        if (Object.keys(extra).some((key) => key in bodies()[name])) continue;
        const answer = await desk.ask(token, name, { ...bodies()[name], ...extra });
        expect({ name, ...answer }).toMatchObject({ name, status: 400, body: { error: 'malformed' } });
        expect(answer.text).not.toContain(other.number);
      }
    const change = { ...bodies().contact.change, number: other.number };
    expect(await desk.ask(token, 'contact', { ...bodies().contact, change })).toMatchObject({ status: 400 });
    expect(await desk.call(token, 'status', {}), 'the session goes on').toMatchObject({ result: 'ok' });
  });
});

/** What somebody would ask with all the ids of the victim, and what each may be answered. */
async function attacks(
  { device, given, received, offer, proofs }: Victim,
  own: string,
): Promise<readonly (readonly [SpaceCall, object, string])[]> {
  const proof = (purpose: 'device' | 'delegation' | 'contact'): Promise<string> => desk.proof(own, purpose);
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
    const answers = await Promise.all(looks.map((name) => desk.ask(token, name, bodies()[name])));
    return answers.map(({ text }) => text).join('\n');
  };

  it.each<[string, (person: DeskPerson) => Promise<DeskSession>, boolean]>([
    ['a member', (person) => desk.login(person), false],
    [
      'a helper of a third',
      async (person) => desk.loginFor(person, await desk.delegation(await desk.member(), person)),
      true,
    ],
  ])('%s learns nothing and changes nothing', async (_who, login, isActing) => {
    const victim = await victimAt(desk);
    const attacker = await desk.member({ email: `autre-${randomUUID()}@exemple.fr` });
    const { token } = await login(attacker);
    const before = await rowsOf(desk, victim.person);
    const told = await desk.accounts.mails(victim.email);
    for (const [name, body, result] of await attacks(victim, token)) {
      const isOwn = NEEDS[name] === 'own' || ('do' in body && body.do === 'delete');
      const expected = isActing && isOwn ? 'not-allowed' : result;
      const answer = await desk.ask(token, name, body);
      expect({ name, asked: body, ...answer }).toMatchObject({ status: 200, body: { result: expected } });
      for (const mark of MARKS) expect(answer.text).not.toContain(mark);
    }
    const seen = await everything(token);
    for (const mark of [...MARKS, victim.device, victim.given, victim.received, victim.offer])
      expect(seen).not.toContain(mark);
    const query = await desk.ask(token, `home?number=${victim.person.number}`, {});
    for (const mark of MARKS) expect(query.text).not.toContain(mark);
    expect(await rowsOf(desk, victim.person)).toBe(before);
    expect(await desk.accounts.mails(victim.email)).toEqual(told);
  });

  it('of which each works for whose it is', async () => {
    const { person, session, device, given, received, offer, proofs } = await victimAt(desk);
    const { token } = session;
    const seen = await everything(token);
    for (const mark of [MARK, 'KT4M-7XWA', device, given, received, offer]) expect(seen).toContain(mark);
    const ok = { result: 'ok' };
    const language = 'fr';
    expect(await desk.call(token, 'journal', { delegation: given, page: 0 })).toMatchObject(ok);
    const consent = { delegation: offer, accept: true, proof: proofs.delegation, language } as const;
    expect(await desk.call(token, 'answer-delegation', consent)).toEqual(ok);
    const blocked = { device, do: 'block', proof: null } as const;
    expect(await desk.call(token, 'device', blocked)).toEqual(ok);
    const gone = { device, do: 'delete', proof: proofs.device } as const;
    expect(await desk.call(token, 'device', gone)).toEqual(ok);
    const change = { channel: 'email', email: NEW_EMAIL } as const;
    const moved = { change, proof: proofs.contact, newProof: proofs.newContact, language } as const;
    expect(await desk.call(token, 'contact', moved)).toMatchObject(ok);
    expect(await desk.call(token, 'revoke-delegation', { delegation: given, language })).toEqual(ok);
    expect(await desk.call(token, 'act-for', { delegation: received })).toEqual(ok);
    expect(await rowsOf(desk, person)).toContain(NEW_EMAIL);
  });

  it('a code is good in the session that asked for it alone', async () => {
    const email = `code-${randomUUID()}@exemple.fr`;
    const person = await desk.member({ email });
    const { token } = await desk.login(person);
    const attempt = randomUUID();
    const asked = { attempt, purpose: 'delegation', channel: 'email', to: null, language: 'fr' } as const;
    expect(await desk.call(token, 'send-code', asked)).toMatchObject({ result: 'ok' });
    const mail = (await desk.accounts.mails(email)).find(({ kind }) => kind === 'space-code');
    const code = mail !== undefined && 'code' in mail ? mail.code : '';
    const other = await desk.login(await desk.member({ email: 'autre@exemple.fr' }));
    const kiosk = await desk.accounts.client();
    const own = await desk.login(person, kiosk);
    expect(await desk.call(other.token, 'check-code', { attempt, code })).toEqual({ result: 'expired' });
    expect(await desk.call(other.token, 'send-code', asked)).toEqual({ result: 'no-channel' });
    expect(await desk.call(own.token, 'check-code', { attempt, code }, { kiosk })).toEqual({
      result: 'expired',
    });
    expect(await desk.call(token, 'check-code', { attempt, code })).toEqual({ result: 'ok' });
  });
});

describe.each(DELEGATION_SCOPES)('a helper who may %s', (scope) => {
  it('is answered what the scope allows, and nothing beyond', async () => {
    const [giver, helper] = [await desk.member({ email: 'qui@exemple.fr' }), await desk.member()];
    const delegation = await desk.delegation(giver, helper, { scope });
    for (const name of CALLS) {
      const { token } = await desk.loginFor(helper, delegation);
      const before = [await rowsOf(desk, giver), await rowsOf(desk, helper)];
      const { status, body } = await desk.ask(token, name, bodies()[name]);
      const { result } = body as { result: string };
      expect(status).toBe(200);
      if (allows(scope, NEEDS[name])) {
        expect({ name, result }).toEqual({ name, result: name === 'device' ? 'unknown' : 'ok' });
      } else {
        expect({ name, body }).toEqual({ name, body: { result: 'not-allowed' } });
        expect([await rowsOf(desk, giver), await rowsOf(desk, helper)]).toEqual(before);
      }
    }
  });

  it('sees the account of whom they act for, never deletes, and is written down', async () => {
    const victim = await victimAt(desk);
    const helper = await desk.member();
    const delegation = await desk.delegation(victim.person, helper, { scope });
    const { token } = await desk.loginFor(helper, delegation);
    expect((await desk.ask(token, 'reimbursements', bodies().reimbursements)).text).toContain(MARK);
    expect((await desk.ask(token, 'requests', bodies().requests)).text).toContain(MARK);
    expect((await desk.ask(token, 'devices', {})).text).toContain(victim.device);
    await desk.call(token, 'guarantees', {});
    await desk.call(token, 'home', {});
    const proof = await desk.proof(token, 'device');
    const gone = { device: victim.device, do: 'delete', proof } as const;
    expect(await desk.call(token, 'device', gone)).toEqual({ result: 'not-allowed' });
    const blocked = { device: victim.device, do: 'block', proof: null } as const;
    const mayBlock = scope === 'all';
    expect(await desk.call(token, 'device', blocked)).toEqual({ result: mayBlock ? 'ok' : 'not-allowed' });
    const journal = await desk.call(victim.session.token, 'journal', { delegation, page: 0 });
    const done = journal.result === 'ok' ? journal.rows.map(({ what }) => what) : [];
    const looks = ['opened', 'saw-devices', 'saw-guarantees', 'saw-reimbursements', 'saw-requests'];
    expect(done.toSorted()).toEqual([...(mayBlock ? ['blocked-device'] : []), ...looks].toSorted());
  });
});

describe('a website', () => {
  it('gets no session of the member space', async () => {
    const website = await desk.accounts.client('website');
    const { number } = await desk.member();
    const body = { identifier: number, password: 'Châtaigne-2026!', space: { language: 'fr' } };
    const answer = await requestsOf(desk.accounts.url, website).post('/v1/logins', body);
    expect(answer.body).toEqual({ result: 'accepted', number, givenName: 'Odette', familyName: 'Exemple' });
  });
});
