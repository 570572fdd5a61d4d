import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NirKeyAnswer } from '../../../../src-shared/hub-api/accounts.ts';
import { KIOSK_TYPED_ADDRESS_MAILS } from '../../../../src-shared/policy/notices.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import { START } from '../../../support/hub/hub-fixture.ts';
import { openLetterHub } from '../../../support/hub/letters/letter-hub.ts';
import {
  accountRequest,
  type ClaimChanges,
  confirmedAccount,
  haveEmail,
  identifierRequest,
  inventedNir,
  mailsOf,
  newInsured,
  newMember,
  type Person,
} from '../../../support/hub/request-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { nirHash, nirKey } from '../../../../src-hub/people/nir-key.ts';

const TYPED = 'typed@exemple.fr';

const { database, hub, letters } = await openLetterHub();

/** What a claim can look like beside the one that fits: the same from outside. */
async function claims(): Promise<[string, Person, Omit<ClaimChanges, 'email'>][]> {
  const member = await newMember(database);
  const closed = await newMember(database);
  const { holder } = closed;
  await hub.closeMember(holder.situation === 'member' ? holder.number : '');
  const withAccount = await newInsured(database);
  await confirmedAccount(database, withAccount, `${randomUUID()}@exemple.fr`);
  const unknown = { ...member, holder: { situation: 'member', number: '98765432' } } as const;
  const nobody = {
    ...withAccount,
    holder: { situation: 'insured', nir: nirHash(hub.secret, inventedNir()).toString('hex') },
  } as const;
  return [
    ['fits', await newMember(database), {}],
    ['fits, of a person only insured', await newInsured(database), {}],
    ['fits, and has an account', withAccount, {}],
    ['family name', member, { familyName: 'Autre' }],
    ['birth date', member, { birthDate: '1941-03-08' }],
    ['postal code', member, { postalCode: '75001' }],
    ['unknown number', unknown, {}],
    ['unknown NIR', nobody, {}],
    ['closed', closed, {}],
  ];
}

/** Rows of the outbox as somebody sees them who has the typed mailbox, and who watches the queue's lengths. */
async function typedMails(address: string) {
  const mails = (await mailsOf(database)).filter(({ to }) => to === address);
  const rows = await database.transaction(({ query }) =>
    query(
      `SELECT kind, state, made_at, due_at, expires_at, length(sealed) AS size FROM mail
       WHERE kind = 'account-asked'`,
    ),
  );
  return { mails, rows };
}

async function ask(person: Person, said: ClaimChanges) {
  return hub.send([hub.event(accountRequest(person, { email: TYPED, ...said }))]);
}

describe('a request for an account', () => {
  it('is answered, and mailed to the typed address, in one way whether it fits or not', async () => {
    const seen: unknown[] = [];
    for (const [what, person, said] of await claims()) {
      await database.db.deleteFrom('mail').execute();
      const answer = await ask(person, said);
      const at = await typedMails(TYPED);
      expect(at.mails, what).toHaveLength(1);
      expect(at.mails[0], what).toMatchObject({ kind: 'account-asked', to: TYPED, at: START });
      seen.push({ answer, ...at });
    }
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('brings the typed address nothing later: neither when the letter is posted nor before it ends', async () => {
    const known = await newMember(database);
    await haveEmail(database, known, 'on-file@exemple.fr');
    await ask(known, {});
    await ask(await newMember(database), { email: 'second@exemple.fr' });
    await ask(known, { familyName: 'Autre', email: 'third@exemple.fr' });
    await letters.export(temporaryFolder());
    const posted = (await mailsOf(database)).filter(({ kind }) => kind !== 'account-asked');
    expect(posted).toMatchObject([{ kind: 'letter-posted', to: 'on-file@exemple.fr' }]);
    expect(await database.db.selectFrom('account_request').select('email').distinct().execute()).toEqual([
      { email: null },
    ]);
  });

  it('floods no mailbox: one mail a day to one address, whatever fits', async () => {
    for (let round = 0; round < 2; round += 1)
      for (const [, person, said] of await claims()) await ask(person, said);
    const { mails } = await typedMails(TYPED);
    expect(mails).toHaveLength(1);
    hub.clock.now = START + DAY + 1;
    await ask(await newMember(database), {});
    expect((await typedMails(TYPED)).mails).toHaveLength(2);
  });

  it('counts against its kiosk whether it fits or not, over all addresses', async () => {
    const person = await newMember(database);
    const kiosk = await hub.client();
    const other = await hub.client();
    const asked = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) =>
        hub.event(
          accountRequest(person, {
            email: `n${String(from + at)}@exemple.fr`,
            familyName: at % 2 ? 'Autre' : 'Exemple',
          }),
        ),
      );
    for (let sent = 0; sent < KIOSK_TYPED_ADDRESS_MAILS + 50; sent += 50)
      await hub.send(asked(sent, 50), { client: kiosk });
    const count = async () => (await mailsOf(database)).filter(({ kind }) => kind === 'account-asked').length;
    expect(await count()).toBe(KIOSK_TYPED_ADDRESS_MAILS);
    expect(hub.log.text()).toContain('typed-address-mails');
    await hub.send(asked(9000, 1), { client: other });
    expect(await count()).toBe(KIOSK_TYPED_ADDRESS_MAILS + 1);
  });
});

describe('a lost identifier', () => {
  it('is answered in one way, and no mail goes anywhere but to the account', async () => {
    const answers: unknown[] = [];
    for (const [, person, said] of await claims())
      answers.push(await hub.send([hub.event(identifierRequest(person, said))]));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await mailsOf(database)).map(({ kind }) => kind)).toEqual(['identifier-reminder']);
  });
});

describe('a provisional password', () => {
  it('that is wrong is answered in one way for a person with a letter, without one, and for nobody', async () => {
    const kiosk = await hub.client();
    const withLetter = await newMember(database);
    await ask(withLetter, {});
    await letters.export(temporaryFolder());
    const without = await newMember(database);
    const unknown = { situation: 'member', number: '98765433' } as const;
    const answers: string[][] = [];
    for (const holder of [withLetter.holder, without.holder, unknown]) {
      const told: string[] = [];
      for (let at = 0; at < 7; at += 1) {
        const body = { attempt: randomUUID(), holder, code: 'ACDEFGHJKM' };
        const { status, body: answer } = await hub.post(kiosk, '/v1/accounts/open', body);
        told.push(`${String(status)} ${JSON.stringify(answer)}`);
      }
      answers.push(told);
    }
    expect(answers[0]?.some((one) => one.includes('wrong'))).toBe(true);
    expect(answers[0]?.some((one) => one.includes('locked'))).toBe(true);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('a code for a forgotten password', () => {
  it('is answered in one way for an account, a claim that waits, and an address that nobody has', async () => {
    const kiosk = await hub.client();
    const person = await newMember(database);
    await confirmedAccount(database, person, 'known@exemple.fr');
    const waiting = await confirmedAccount(database, await newMember(database), 'waiting@exemple.fr');
    await database.db.updateTable('account').set({ confirmed_at: null }).where('id', '=', waiting).execute();
    const answers: string[][] = [];
    for (const email of ['known@exemple.fr', 'waiting@exemple.fr', 'nobody@exemple.fr']) {
      hub.clock.now = START;
      const told: string[] = [];
      for (let at = 0; at < 7; at += 1) {
        const attempt = randomUUID();
        const asked = await hub.post(kiosk, '/v1/recoveries', { attempt, email, language: 'fr' });
        const checked = await hub.post(kiosk, '/v1/recoveries/check', { attempt, code: '000000' });
        told.push(JSON.stringify([asked.status, asked.body, checked.status, checked.body]));
        hub.clock.now += 16 * 60_000;
      }
      answers.push(told);
    }
    expect(answers[0]?.some((one) => one.includes('paused'))).toBe(true);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(new Set((await mailsOf(database)).map(({ to }) => to))).toEqual(new Set(['known@exemple.fr']));
  });
});

describe('a typed address', () => {
  it('shows by no wait of a member number whose it is', async () => {
    const kiosk = await hub.client();
    const people = [await newMember(database), await newMember(database)];
    for (const [place, person] of people.entries())
      await haveEmail(database, person, `on-file-${place}@exemple.fr`);
    const [owner, other] = people.map(({ holder }) => (holder.situation === 'member' ? holder.number : ''));
    const [first] = people;
    if (first === undefined) throw new Error('nobody');
    await confirmedAccount(database, first, 'of-the-owner@exemple.fr');
    for (let at = 0; at < 5; at += 1) {
      const attempt = randomUUID();
      const asked = { attempt, email: 'of-the-owner@exemple.fr', language: 'fr' };
      expect(await hub.post(kiosk, '/v1/recoveries', asked)).toMatchObject({ body: { result: 'posted' } });
      await hub.post(kiosk, '/v1/recoveries/check', { attempt, code: '000000' });
      const waysOf = async (number = ''): Promise<unknown> => {
        const { body } = await hub.post(kiosk, '/v1/codes/ways', { number });
        return body;
      };
      expect(await waysOf(owner)).toEqual(await waysOf(other));
      hub.clock.now += 16 * 60_000;
    }
    const visit = randomUUID();
    const code = { attempt: randomUUID(), visit, number: owner, channel: 'email', language: 'fr' };
    expect(await hub.post(kiosk, '/v1/codes', code)).toMatchObject({ body: { result: 'ok', triesLeft: 5 } });
    const mails = (await mailsOf(database)).filter(({ to }) => to === 'on-file-0@exemple.fr');
    // The codes of the address went to the one on file, too.
    expect(mails.filter(({ kind }) => kind === 'recovery-code')).toHaveLength(5);
    expect(mails.filter(({ kind }) => kind === 'activation-code')).toHaveLength(1);
  });
});

describe('the key of NIR', () => {
  it('is given to a kiosk that has shown its token, and to nobody else', async () => {
    const kiosk = await hub.client('kiosk');
    const ask = (client: typeof kiosk) => hub.post<NirKeyAnswer>(client, '/v1/accounts/nir-key', {});
    const { status, body } = await ask(kiosk);
    expect(status).toBe(200);
    expect(body).toEqual({ key: nirKey(hub.secret).toString('base64url') });
    expect(await ask({ ...kiosk, token: 'A'.repeat(43) })).toMatchObject({ status: 401 });
    expect(await ask(await hub.client('website'))).toMatchObject({ status: 404 });
  });
});
