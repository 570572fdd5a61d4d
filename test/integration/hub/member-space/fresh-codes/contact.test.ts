import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../../../src-shared/values/receipt-number.ts';
import type { SpaceAnswer, SpaceBody } from '../../../../../src-shared/hub-api/space-calls.ts';
import { unsealRequest } from '../../../../../src-hub/member-space/requests/sealed-request.ts';
import type { HubMail } from '../../../../../src-hub/mail/templates/hub-mail.ts';
import { RIG_KEYS, type RigClient } from '../../../../support/hub/hub-rig.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { phcOf } from '../../../../support/hub/hub-fixture.ts';
import { checkCode, proven as provenPassword, tellPassword, underWay } from '../../codes/code-fixture.ts';
import { proven } from './code-fixture.ts';
import { MINUTE } from '../../../../../src-shared/time/units.ts';

const PHONE = '+33612345691';
const NEW_PHONE = '+33798765432';

let fixture: SpaceFixture;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());

type Member = FixturePerson & { readonly number: string; readonly email: string; readonly token: string };

async function member(made: { email?: string | null; phone?: string | null } = {}): Promise<Member> {
  const email = `contact-${(serial += 1)}@exemple.fr`;
  const person = await fixture.member({ email, phone: PHONE, ...made });
  return { ...person, email, token: (await fixture.login(person)).token };
}

const freshEmail = (): string => `fresh-${(serial += 1)}@exemple.fr`;

type Change = SpaceBody<'contact'>['change'];

const toEmail = (email: string): Change => ({ channel: 'email', email });
const toPhone = (phone: string): Change => ({ channel: 'sms', phone });

function change(
  token: string,
  asked: Partial<SpaceBody<'contact'>> & { change: Change },
  kiosk: RigClient = fixture.kiosk,
): Promise<SpaceAnswer<'contact'>> {
  return fixture.call(token, 'contact', { proof: null, newProof: null, language: 'fr', ...asked }, { kiosk });
}

/** The proof of a new address. */
function provenNew(token: string, to: Change): Promise<string> {
  const where = to.channel === 'email' ? to.email : to.phone;
  return proven(fixture, token, where, { purpose: 'new-contact', channel: to.channel, to: where });
}

/** Both proofs, shown in a session. */
async function proofs(
  { token, email }: Pick<Member, 'token' | 'email'>,
  to: Change,
): Promise<{ proof: string; newProof: string }> {
  const proof = await proven(fixture, token, email, { purpose: 'contact' });
  return { proof, newProof: await provenNew(token, to) };
}

async function onFile(number: string): Promise<{ email: string | null; phone: string | null }> {
  return fixture.db
    .selectFrom('member')
    .select(['email', 'phone'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
}

const noticesTo = async (email: string): Promise<HubMail[]> =>
  (await fixture.accounts.mails(email)).filter(({ kind }) => kind === 'contact-changed');

const requestsOf = (number: string) =>
  fixture.db
    .selectFrom('member_request')
    .selectAll()
    .where('holder', '=', number)
    .orderBy('made_at')
    .execute();

const CODE_NEEDED = { result: 'code-needed' };

describe('a change of contact', () => {
  it('takes effect at once, reaches the kiosks, and is told to the channels of before', async () => {
    const someone = await member();
    const to = freshEmail();
    const both = await proofs(someone, toEmail(to));
    const head = await fixture.db
      .selectFrom('member')
      .select((s) => s.fn.max('position').as('at'))
      .executeTakeFirstOrThrow();
    const answer = await change(someone.token, { change: toEmail(to), ...both });
    const receipt = receiptNumber(both.newProof);
    expect(answer).toEqual({ result: 'ok', receipt, formerPhone: null });
    expect(await onFile(someone.number)).toEqual({ email: to, phone: PHONE });
    const { position } = await fixture.db
      .selectFrom('member')
      .select('position')
      .where('number', '=', someone.number)
      .executeTakeFirstOrThrow();
    expect(position).toBeGreaterThan(head.at);
    expect(await noticesTo(someone.email)).toEqual([
      {
        ...{ kind: 'contact-changed', to: someone.email, language: 'fr', channel: 'email' },
        ...{ masked: `f•••${String(serial).at(-1) ?? ''}@exemple.fr`, at: fixture.clock.now },
      },
    ]);
    expect(await noticesTo(to), 'the new one is told like all on file').toHaveLength(1);
    const [request, ...others] = await requestsOf(someone.number);
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      ...{ id: both.newProof, receipt, made_by: someone.number, delegation: null },
      ...{ kind: 'contact', topic: 'email', state: 'done', reply: null },
    });
    expect(unsealRequest(RIG_KEYS, request?.sealed ?? Buffer.alloc(0))).toEqual({
      ...{ kind: 'contact', channel: 'email', to },
      ...{ former: someone.email, formerPhone: PHONE },
    });
  });

  it('ends what the former mailbox was sent to set a password with: codes, and proofs of them', async () => {
    const someone = await member();
    const typed = await underWay(fixture, { ...someone, phone: PHONE });
    const account = await fixture.accounts.account({ number: someone.number }, { confirmed: true });
    const recovery = randomUUID();
    const asked = { attempt: recovery, email: account.email, language: 'fr' };
    await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries', asked);
    const [recoveryCode = ''] = await fixture.accounts.recoveryCodes(someone.email);
    const shown = { attempt: recovery, code: recoveryCode };
    expect(await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries/check', shown)).toMatchObject({
      result: 'accepted',
    });
    const other = await member();
    const proof = await provenPassword(fixture, { ...other, phone: PHONE });
    for (const who of [someone, other]) {
      const to = freshEmail();
      const asking = { change: toEmail(to), ...(await proofs(who, toEmail(to))) };
      expect(await change(who.token, asking)).toMatchObject({ result: 'ok' });
    }
    expect(await checkCode(fixture, typed)).toEqual({ result: 'expired' });
    const set = { attempt: recovery, phc: phcOf('of the former mailbox') };
    expect(await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries/password', set)).toEqual({
      result: 'ended',
    });
    expect(await tellPassword(fixture, other.number, proof)).toEqual({
      status: 'refused',
      reason: 'no-proof',
    });
  });

  it('of the phone is told by mail and, by text message, to the former phone', async () => {
    const someone = await member();
    const both = await proofs(someone, toPhone(NEW_PHONE));
    const answer = await change(someone.token, { change: toPhone(NEW_PHONE), ...both, language: 'en' });
    expect(answer).toMatchObject({ result: 'ok', formerPhone: null });
    expect(await onFile(someone.number)).toEqual({ email: someone.email, phone: NEW_PHONE });
    expect(await noticesTo(someone.email)).toMatchObject([
      { channel: 'sms', masked: '** ** ** ** 32', language: 'en' },
    ]);
    for (const phone of [PHONE, NEW_PHONE])
      expect(await fixture.accounts.texts(phone)).toContainEqual(
        expect.objectContaining({ kind: 'contact-changed', channel: 'sms', language: 'en' }),
      );
  });

  it('of somebody who has a phone alone is told there', async () => {
    const someone = await member({ email: null });
    const to = freshEmail();
    const proof = await proven(fixture, someone.token, PHONE, { purpose: 'contact', channel: 'sms' });
    const newProof = await provenNew(someone.token, toEmail(to));
    expect(await change(someone.token, { change: toEmail(to), proof, newProof })).toMatchObject({
      result: 'ok',
    });
    expect(await fixture.accounts.texts(PHONE)).toContainEqual(
      expect.objectContaining({ kind: 'contact-changed', channel: 'email', at: fixture.clock.now }),
    );
    expect(await onFile(someone.number)).toEqual({ email: to, phone: PHONE });
  });

  it('sent again since its answer was lost is done and told once', async () => {
    const someone = await member();
    const to = toPhone(NEW_PHONE);
    const both = await proofs(someone, to);
    const answers = await Promise.all([1, 2].map(() => change(someone.token, { change: to, ...both })));
    answers.push(await change(someone.token, { change: to, ...both }));
    for (const answer of answers)
      expect(answer).toEqual({ result: 'ok', receipt: receiptNumber(both.newProof), formerPhone: null });
    expect(await noticesTo(someone.email)).toHaveLength(1);
    expect(await requestsOf(someone.number)).toHaveLength(1);
    expect(await change(someone.token, { change: toPhone('+33611111111'), ...both })).toEqual(CODE_NEEDED);
  });

  it('crossing another at a second kiosk: the later one stands, and each is told to what stood before it', async () => {
    const someone = await member();
    const kiosk = await fixture.accounts.client();
    const [one, two] = [freshEmail(), freshEmail()];
    const first = await proofs(someone, toEmail(one));
    fixture.clock.now += MINUTE;
    const { token } = await fixture.login(someone, kiosk);
    const elsewhere = { ...someone, token };
    const at = async (purpose: 'contact' | 'new-contact', to: string): Promise<string> => {
      const attempt = randomUUID();
      const named = purpose === 'contact' ? null : to;
      const body = { attempt, purpose, channel: 'email', to: named, language: 'fr' } as const;
      expect(await fixture.call(token, 'send-code', body, { kiosk })).toMatchObject({ result: 'ok' });
      const mail = (await fixture.accounts.mails(to)).at(-1);
      const code = mail?.kind === 'space-code' ? mail.code : 'none';
      expect(await fixture.call(token, 'check-code', { attempt, code }, { kiosk })).toEqual({ result: 'ok' });
      return attempt;
    };
    const second = { proof: await at('contact', someone.email), newProof: await at('new-contact', two) };
    expect(await change(someone.token, { change: toEmail(one), ...first })).toMatchObject({ result: 'ok' });
    fixture.clock.now += 1;
    expect(await change(elsewhere.token, { change: toEmail(two), ...second }, kiosk)).toMatchObject({
      result: 'ok',
    });
    expect(await onFile(someone.number)).toMatchObject({ email: two });
    expect(await noticesTo(someone.email)).toHaveLength(1);
    expect(await noticesTo(one), 'when it came and when it went').toHaveLength(2);
    expect(await requestsOf(someone.number)).toHaveLength(2);
  });
});

describe('a change is refused', () => {
  it('without both codes, and then neither is spent', async () => {
    const someone = await member();
    const to = toEmail(freshEmail());
    const both = await proofs(someone, to);
    const ask = (given: Partial<typeof both>, asked = to) =>
      change(someone.token, { change: asked, ...given });
    for (const given of [{}, { proof: both.proof }, { newProof: both.newProof }])
      expect(await ask(given)).toEqual(CODE_NEEDED);
    expect(await ask({ proof: both.newProof, newProof: both.proof })).toEqual(CODE_NEEDED);
    expect(await ask({ ...both, proof: randomUUID() })).toEqual(CODE_NEEDED);
    // Proven was another value than the one that is to be written.
    for (const other of [toEmail(freshEmail()), toPhone(PHONE)])
      expect(await ask(both, other)).toEqual(CODE_NEEDED);
    expect(await onFile(someone.number)).toEqual({ email: someone.email, phone: PHONE });
    expect(await requestsOf(someone.number)).toEqual([]);
    expect(await ask(both)).toMatchObject({ result: 'ok' });
    expect(await ask({ ...both, newProof: randomUUID() })).toEqual(CODE_NEEDED);
  });

  it('with codes that somebody else has shown', async () => {
    const [mine, neighbour] = [await member(), await member()];
    const to = toEmail(freshEmail());
    const both = await proofs(mine, to);
    const own = await proven(fixture, neighbour.token, neighbour.email, { purpose: 'contact' });
    for (const given of [both, { ...both, proof: own }])
      expect(await change(neighbour.token, { change: to, ...given })).toEqual(CODE_NEEDED);
    expect(await onFile(neighbour.number)).toMatchObject({ email: neighbour.email });
    expect(await change(mine.token, { change: to, ...both })).toMatchObject({ result: 'ok' });
    // What was done for one is told to nobody else.
    expect(await change(neighbour.token, { change: to, ...both })).toEqual(CODE_NEEDED);
  });

  it('once ten minutes have passed since the codes', async () => {
    const someone = await member();
    const to = toEmail(freshEmail());
    const both = await proofs(someone, to);
    for (let n = 0; n < 2; n += 1) {
      fixture.clock.now += 5 * MINUTE;
      await fixture.call(someone.token, 'status', {});
    }
    expect(await change(someone.token, { change: to, ...both })).toEqual(CODE_NEEDED);
  });

  it('of somebody without any channel on file, though the new one is proven', async () => {
    const someone = await member({ email: null, phone: null });
    const to = toEmail(freshEmail());
    const newProof = await provenNew(someone.token, to);
    for (const proof of [null, newProof])
      expect(await change(someone.token, { change: to, proof, newProof })).toEqual(CODE_NEEDED);
    expect(await onFile(someone.number)).toEqual({ email: null, phone: null });
  });

  it('of somebody who is no member, and of a helper', async () => {
    const { token } = await fixture.login(await fixture.insured());
    const asked = { change: toEmail(freshEmail()), proof: randomUUID(), newProof: randomUUID() };
    expect(await change(token, asked)).toEqual({ result: 'not-here' });
    const [giver, helper] = [await member(), await member()];
    const acting = await fixture.loginFor(helper, await fixture.delegation(giver, helper));
    for (const [name, body] of [
      ['contact', { ...asked, language: 'fr' }],
      ['channels', {}],
      ['send-code', { attempt: randomUUID(), purpose: 'contact', channel: 'sms', to: null, language: 'fr' }],
      ['check-code', { attempt: randomUUID(), code: '123456' }],
    ] as const)
      expect(await fixture.call(acting.token, name, body)).toEqual({ result: 'not-allowed' });
  });
});

it('nothing of a change is in the log', async () => {
  fixture.accounts.log.lines.length = 0;
  const someone = await member();
  const to = freshEmail();
  const both = await proofs(someone, toEmail(to));
  await change(someone.token, { change: toEmail(to), ...both });
  expect(fixture.accounts.log.lines.length).toBeGreaterThan(4);
  const text = fixture.accounts.log.text();
  for (const secret of [to, someone.email, PHONE, someone.number, someone.token])
    expect(text).not.toContain(secret);
});
