import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import { exportLetters } from '../../../../src-hub/letters/batches/export-letters.ts';
import type { LoginAnswer } from '../../../../src-shared/hub-api/logins.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';
import { hashPassword, phcOf } from '../../../support/hub/hub-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { document, event, question, send } from '../../../support/hub/request-sender.ts';
import { type FixturePerson, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { describeWith } from '../../../support/peers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { checkCode, proven, reached, tellPassword, underWay } from '../codes/code-fixture.ts';
import { textOf } from '../letters/read-pdf.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';

type Member = FixturePerson & { readonly number: string };

const THEFT = '2026-11-23 10:30';
const STOLEN_PASSWORD = 'Orage-Lande-48';

let fixture: SpaceFixture;
let stolen: RigClient;
let honest: RigClient;
let name = '';

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());

/** Two new kiosks; the theft of the first is half an hour ago. */
async function theft(): Promise<void> {
  fixture.clock.now = Date.UTC(2026, 10, 23, 9);
  [stolen, honest] = [await fixture.accounts.client(), await fixture.accounts.client()];
  const kiosk = fixture.db.selectFrom('kiosk').select('name').where('id', '=', stolen.kiosk);
  ({ name } = await kiosk.executeTakeFirstOrThrow());
  fixture.clock.now = Date.UTC(2026, 10, 23, 10);
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await kiosksCommand.run(asOperator(kiosksCommand, args), fixture.deps, (line) =>
    lines.push(line),
  );
  return { code, said: lines.join('\n') };
}

const voided = (...more: string[]) =>
  run('void', name, '--since', THEFT, '--operator', 'A. Martin', '--reason', 'case 12', ...more);

const setPasswords = (people: readonly Member[], phc: string, by = stolen, at = fixture.clock.now) =>
  send(
    fixture,
    people.map(({ number }) => event({ kind: 'password-set', number, phc }, at)),
    by,
  );

async function people(count: number, email: (index: number) => string | null): Promise<Member[]> {
  const made: Member[] = [];
  for (let index = 0; index < count; index += 1) made.push(await fixture.member({ email: email(index) }));
  return made;
}

const login = ({ identifier }: Member, password: string) =>
  fixture.accounts.ask<LoginAnswer>(honest, '/v1/logins', { identifier, password });

const mailsTo = async (email: string) =>
  (await fixture.accounts.mails(email)).filter(({ kind }) => kind === 'kiosk-voided');

describe('a kiosk that set 200 passwords', () => {
  it('is void: they open nothing, and everybody is told once', async () => {
    await theft();
    const members = await people(200, (index) => (index % 20 === 0 ? null : `m${index}@exemple.test`));
    const real = await hashPassword(STOLEN_PASSWORD);
    const before = await people(1, () => 'before@exemple.test');
    await setPasswords(before, phcOf('before'), stolen, fixture.clock.now - HOUR);
    await fixture.db
      .updateTable('event')
      .set({ received_at: new Date(fixture.clock.now - HOUR) })
      .where('number', '=', before[0]?.number ?? '')
      .execute();
    for (const half of [members.slice(0, 100), members.slice(100)]) await setPasswords(half, real);
    // Three have set another one since, elsewhere.
    fixture.clock.now += MINUTE;
    await setPasswords(members.slice(0, 3), phcOf('own'), honest);
    const [victim] = members.slice(3);
    if (victim === undefined) throw new Error('nobody');
    expect((await login(victim, STOLEN_PASSWORD)).result).toBe('accepted');
    const session = await fixture.login({ ...victim }, honest).catch(() => null);
    expect(session, 'the former password is gone').toBeNull();

    const dry = await voided('--dry-run');
    expect(dry.said).toContain('ended: passwords 197,');
    expect((await login(victim, STOLEN_PASSWORD)).result, 'nothing was changed').toBe('accepted');
    const { code, said } = await voided();
    expect(code).toBe(0);
    expect(said).toContain('ended: passwords 197, accounts 0, letters 0, requests 0, devices 0, sessions 0');
    expect(said).toContain('Told: by mail 188, by the next letters 9, unreached 0');
    expect(said).toContain(`${name} still serves: suspend, revoke or renew it.`);

    expect((await login(victim, STOLEN_PASSWORD)).result).toBe('wrong');
    const left = await fixture.db
      .selectFrom('credential')
      .select('number')
      .where(
        'number',
        'in',
        [...members, ...before].map(({ number }) => number),
      )
      .execute();
    expect(left.map(({ number }) => number).sort()).toEqual(
      [...members.slice(0, 3), ...before].map(({ number }) => number).sort(),
    );
    for (const [index, mails] of [
      [1, 0],
      [4, 1],
      [199, 1],
    ] as const)
      expect(await mailsTo(`m${index}@exemple.test`), String(index)).toHaveLength(mails);
    expect(await mailsTo('before@exemple.test')).toEqual([]);
    const { lines } = fixture.accounts.log;
    expect(lines.filter(({ event }) => event === 'kiosk-voided')).toMatchObject([
      { fields: { kiosk: stolen.kiosk, passwords: 197 } },
    ]);
    expect(lines.filter(({ event }) => event === 'audited')).toMatchObject([
      { fields: { command: 'kiosks void', operator: 'A. Martin', reason: 'case 12', row: 1 } },
    ]);

    const again = await voided();
    expect(again.said).toContain(
      'ended: passwords 0, accounts 0, letters 0, requests 0, devices 0, sessions 0',
    );
    expect(again.said).toContain('Told: by mail 0, by the next letters 0');
    expect(await mailsTo('m4@exemple.test')).toHaveLength(1);
    const posted = await fixture.db
      .selectFrom('letter')
      .select('number')
      .where('because', '=', 'voided')
      .execute();
    expect(new Set(posted.map(({ number }) => number)).size).toBe(9);
    expect(posted).toHaveLength(9);
    // All of them, one by one: told once, by mail or by letter, and nobody else was.
    for (const [index, member] of members.entries()) {
      const mails = (await mailsTo(`m${index}@exemple.test`)).length;
      const letters = posted.filter(({ number }) => number === member.number).length;
      expect(mails + letters, String(index)).toBe(index < 3 ? 0 : 1);
    }
  });
});

describe('a void', () => {
  it('ends the session of a member who is logged in, with the next call', async () => {
    await theft();
    const [member] = await people(1, () => 'in@exemple.test');
    if (member === undefined) throw new Error('nobody');
    await setPasswords([member], await hashPassword(STOLEN_PASSWORD));
    const body = { identifier: member.identifier, password: STOLEN_PASSWORD, space: { language: 'fr' } };
    const { session } = (await fixture.accounts.ask<LoginAnswer>(honest, '/v1/logins', body)) as {
      session: { token: string };
    };
    const home = () => fixture.call(session.token, 'home', {}, { kiosk: honest });
    expect((await home()).result).toBe('ok');
    expect((await voided()).said).toContain('ended: passwords 1,');
    expect((await home()).result).toBe('ended');
  });

  it('ends the codes and proofs that wait, which a kiosk that is resumed would come with', async () => {
    await theft();
    const member = await reached(fixture);
    const proof = await proven(fixture, member, stolen);
    const typed = await underWay(fixture, await reached(fixture), 'email', stolen);
    expect((await voided()).code).toBe(0);
    expect(await tellPassword(fixture, member.number, proof, { kiosk: stolen })).toEqual({
      status: 'refused',
      reason: 'no-proof',
    });
    expect(await checkCode(fixture, typed, stolen)).toEqual({ result: 'expired' });
  });

  it('ends letters and requests, and leaves those of other kiosks and of before', async () => {
    await theft();
    const [one, two] = await people(2, (index) => `r${index}@exemple.test`);
    if (one === undefined || two === undefined) throw new Error('nobody');
    const at = fixture.clock.now;
    await send(
      fixture,
      [event({ kind: 'letter-requested', number: one.number }, at), event(question(two), at)],
      stolen,
    );
    await send(fixture, [event(document(two), at)], honest);
    expect((await voided()).said).toContain('letters 1, requests 1,');
    const states = await fixture.db
      .selectFrom('member_request')
      .select(['kind', 'state', 'reply'])
      .where('holder', '=', two.subject)
      .orderBy('kind')
      .execute();
    expect(states).toMatchObject([
      { kind: 'document', state: 'received', reply: null },
      { kind: 'question', state: 'refused', reply: expect.stringContaining('par précaution') as string },
    ]);
    expect(await mailsTo('r0@exemple.test')).toMatchObject([{ what: 'request' }]);
    expect(await mailsTo('r1@exemple.test')).toMatchObject([{ what: 'request' }]);
    const letter = await fixture.db
      .selectFrom('letter')
      .select('voided_at')
      .where('number', '=', one.number)
      .executeTakeFirstOrThrow();
    expect(letter.voided_at).not.toBeNull();
  });

  it('ends passwords that came by a code of head office, and devices registered since', async () => {
    await theft();
    const insured = await fixture.insured();
    const account = await fixture.db
      .selectFrom('account')
      .selectAll()
      .where('email', '=', insured.identifier)
      .executeTakeFirstOrThrow();
    const at = new Date(fixture.clock.now);
    await fixture.db
      .insertInto('sent_code')
      .values({
        ...{ attempt: crypto.randomUUID(), kiosk: stolen.kiosk, purpose: 'account-password', network: null },
        ...{ counted: 'address:', holder: insured.subject, visit: crypto.randomUUID(), channel: 'email' },
        ...{ target: null, message: null, proof: null, voided_at: null },
        ...{ code_mac: Buffer.alloc(32), made_at: at, expires_at: at },
        ...{ proven_at: at, spent_at: at },
      })
      .execute();
    await fixture.db
      .insertInto('device')
      .values({
        ...{
          holder: insured.subject,
          name: 'Pixel',
          kind: 'phone' as const,
          token_hash: Buffer.alloc(32, 3),
        },
        ...{ place: null, registered_at: at, used_at: at, blocked_at: null, deleted_at: null },
      })
      .execute();
    const { said } = await voided();
    expect(said).toContain('ended: passwords 1, accounts 0, letters 0, requests 0, devices 1,');
    const kept = await fixture.db.selectFrom('account').select('phc').where('id', '=', account.id).execute();
    expect(kept).toEqual([{ phc: null }]);
    expect(await mailsTo(insured.identifier)).toMatchObject([{ what: 'password' }]);
  });

  it.each<[number, string[]]>([
    [1, ['void', 'nobody', '--since', THEFT, '--operator', 'A', '--reason', 'B']],
    [2, ['void', 'A', '--since', THEFT, '--operator', 'A']],
    [2, ['void', 'A', '--since', THEFT, '--reason', 'B']],
    [2, ['void', 'A', '--operator', 'A', '--reason', 'B']],
    [2, ['void', 'A', '--since', 'yesterday', '--operator', 'A', '--reason', 'B']],
    [2, ['void', 'A', '--since', '2026-02-30', '--operator', 'A', '--reason', 'B']],
    [1, ['affected', 'nobody', '--since', THEFT]],
    [2, ['affected', 'A']],
  ])('ends with %i for %j', async (code, args) => {
    expect(await run(...args)).toMatchObject({ code });
  });
});

describe('kiosks affected', () => {
  it('lists what the kiosk decided, in the zone of the hub, and masks who it was', async () => {
    await theft();
    const [one] = await people(1, () => null);
    if (one === undefined) throw new Error('nobody');
    await setPasswords([one], phcOf('one'));
    await send(fixture, [event(question(one), fixture.clock.now)], stolen);
    await send(fixture, [event(question(one), fixture.clock.now)], honest);
    const { code, said } = await run('affected', name, '--since', THEFT);
    expect(code).toBe(0);
    const person = `${one.number.slice(0, 2)}•••${one.number.slice(-2)}`;
    expect(said).toMatch(new RegExp(`^2026-11-23 11:00 +password-set +${person} +accepted$`, 'mu'));
    expect(said).toMatch(new RegExp(`^2026-11-23 11:00 +question-asked +${person} +accepted$`, 'mu'));
    expect(said).toContain('Since 2026-11-23 10:30: password-set 1, question-asked 1');
    expect(said).not.toContain(one.number);
    const json = await run('affected', name, '--since', THEFT, '--json');
    expect(JSON.parse(json.said)).toMatchObject({
      kiosk: name,
      since: '2026-11-23T09:30:00.000Z',
      counts: { 'password-set': 1, 'question-asked': 1 },
      decisions: [{ what: 'password-set', person }, { what: 'question-asked' }],
    });
    expect(json.said).not.toContain(one.number);
    const later = await run('affected', name, '--since', '2026-11-23 11:01');
    expect(later.said).toBe('Since 2026-11-23 11:01: nothing');
  });
});

describeWith('poppler')('the letter after a void', () => {
  it('says why it comes, and brings a code', async () => {
    await theft();
    const [one] = await people(1, () => null);
    if (one === undefined) throw new Error('nobody');
    await fixture.db
      .updateTable('letter')
      .set({ voided_at: new Date(fixture.clock.now) })
      .execute();
    await setPasswords([one], phcOf('one'));
    await voided();
    await fixture.db
      .insertInto('member_address')
      .values({ number: one.number, lines: ['3 rue de l’Exemple'], postal_code: '44000', town: 'Nantes' })
      .execute();
    const into = temporaryFolder();
    expect(await exportLetters(fixture.deps, into, privateFiles)).toMatchObject({
      report: { batches: [{ letters: 1 }] },
    });
    const [batch = ''] = readdirSync(into);
    const pdf = readdirSync(path.join(into, batch)).find((file) => file.endsWith('.pdf')) ?? '';
    const text = textOf(path.join(into, batch, pdf)).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('Mesure de sécurité');
    expect(text).toContain('Par précaution, nous l’avons annulé');
    expect(text).not.toContain('Vous avez demandé');
  });
});
