import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture, activation, someEmail } from './activation-fixture.ts';
import { DAY, HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const ENDED = { result: 'ended' };
const TAKEN = { result: 'email-taken' };
/** Right after a mail was posted, so many having gone before. */
const pending = (resendIn: number | null = MINUTE): object => ({
  result: 'pending',
  mail: 'waiting',
  linkFor: 48 * HOUR,
  codeFor: 10 * MINUTE,
  triesLeft: 5,
  resendIn,
});

let database: HubDatabase;
let fixture: ActivationFixture;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await ActivationFixture.open(database);
});
beforeEach(() => {
  fixture.clock.now = START;
});
afterAll(async () => {
  await fixture.close();
  await database.close();
});

describe('an activation', () => {
  it('spends the letter, makes the pending account, and posts one mail with link and code', async () => {
    const holder = await fixture.member();
    const older = await fixture.letter(holder);
    const posted = await fixture.letter(holder);
    const attempt = await fixture.opened(posted);
    const request = activation(attempt, { language: 'en' });
    fixture.clock.now += MINUTE;
    expect(await fixture.activate(request)).toEqual(pending());
    const at = new Date(fixture.clock.now);
    expect(await fixture.accountsOf(holder)).toMatchObject([
      {
        email: request.email,
        phc: request.phc,
        question: 'first-pet',
        answer_phc: request.secret?.phc,
        terms_version: '2026-01',
        terms_accepted_at: at,
        language: 'en',
        activated_at: at,
        confirmed_at: null,
        code_tries: 0,
      },
    ]);
    const letters = await database.db
      .selectFrom('letter')
      .select(['id', 'spent_at', 'voided_at'])
      .where('id', 'in', [older.letter, posted.letter])
      .orderBy('id')
      .execute();
    expect(letters).toEqual([
      { id: older.letter, spent_at: null, voided_at: at },
      { id: posted.letter, spent_at: at, voided_at: null },
    ]);
    const asked = await database.db
      .selectFrom('account_request')
      .select(['activated_at', 'confirmed_at'])
      .where('id', '=', posted.letter)
      .execute();
    expect(asked).toEqual([{ activated_at: at, confirmed_at: null }]);
    const mails = (await fixture.mails()).filter(({ to }) => to === request.email);
    expect(mails).toEqual([
      {
        kind: 'confirm-account',
        to: request.email,
        language: 'en',
        url: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:8443\/compte\/confirmation\/[\w-]{43}$/u,
        ) as string,
        code: expect.stringMatching(/^[0-9]{6}$/u) as string,
        codeMinutes: 10,
        until: fixture.clock.now + 48 * HOUR,
      },
    ]);
  });

  it('works without a secret question, and for a person only insured', async () => {
    const holder = await fixture.insured();
    const attempt = await fixture.opened(await fixture.letter(holder));
    expect(await fixture.activate(activation(attempt, { secret: null }))).toEqual(pending());
    expect(await fixture.accountsOf(holder)).toMatchObject([
      { number: null, question: null, answer_phc: null },
    ]);
  });

  it('whose answer was lost is done once', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    fixture.clock.now += 10_000;
    for (const submission of [request.submission, request.submission.toUpperCase()])
      expect(await fixture.activate({ ...request, submission })).toMatchObject({
        result: 'pending',
        linkFor: 48 * HOUR - 10_000,
        resendIn: 50_000,
      });
    expect(await fixture.status(attempt)).toMatchObject({ result: 'pending', codeFor: 10 * MINUTE - 10_000 });
    expect(await fixture.mailsTo(request.email)).toEqual(['confirm-account']);
  });

  it('that is submitted anew replaces address, password, answer and terms; earlier links and codes are void', async () => {
    const holder = await fixture.member();
    const { attempt, request } = await fixture.activated(holder);
    const before = await fixture.confirmationTo(request.email);
    fixture.clock.now += MINUTE;
    const again = activation(attempt, {
      phc: phcOf('another one'),
      secret: null,
      terms: { version: '2026-02' },
    });
    expect(await fixture.activate(again)).toEqual(pending(2 * MINUTE));
    expect(await fixture.accountsOf(holder)).toMatchObject([
      {
        email: again.email,
        phc: again.phc,
        question: null,
        terms_version: '2026-02',
        activated_at: new Date(fixture.clock.now),
      },
    ]);
    expect((await fixture.confirm(attempt, before.code)).result).toBe('wrong');
    const now = await fixture.confirmationTo(again.email);
    expect(await fixture.confirm(attempt, now.code)).toEqual({
      result: 'confirmed',
      identifier: again.email,
    });
    expect(await fixture.activate(activation(attempt))).toEqual({
      result: 'confirmed',
      identifier: again.email,
    });
  });

  it('sends no more than ten mails a day, whatever addresses are given', async () => {
    const { attempt } = await fixture.activated(await fixture.member());
    for (let time = 1; time < 10; time += 1)
      expect(await fixture.changeEmail(attempt, someEmail())).toMatchObject({ result: 'pending' });
    expect(await fixture.changeEmail(attempt, someEmail())).toEqual(ENDED);
    expect(await fixture.activate(activation(attempt))).toEqual(ENDED);
    expect(await fixture.status(attempt)).toMatchObject({ result: 'pending', resendIn: null });
  });

  it.each([
    [
      'of argon2 that no hub can bear',
      { phc: '$argon2id$v=19$m=9999999,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2g' },
    ],
    [
      'of the answer that no hub can bear',
      {
        secret: {
          question: 'first-pet' as const,
          phc: '$argon2id$v=19$m=64,t=99,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
        },
      },
    ],
    ['that is none', { phc: 'a password' }],
  ])('with a hash %s is refused, and spends nothing', async (_, changed) => {
    const posted = await fixture.letter(await fixture.member());
    const attempt = await fixture.opened(posted);
    await expect(fixture.activate(activation(attempt, changed))).rejects.toThrow('answered 400');
    expect(await fixture.show(posted)).toMatchObject({ result: 'accepted' });
  });
});

describe('an attempt', () => {
  it('activates within half an hour, and is good for the rest within an hour', async () => {
    const late = await fixture.opened(await fixture.letter(await fixture.member()));
    const { attempt, request } = await fixture.activated(await fixture.member());
    fixture.clock.now = START + 30 * MINUTE - 1;
    const inTime = await fixture.opened(await fixture.letter(await fixture.member()));
    fixture.clock.now = START + 30 * MINUTE;
    expect(await fixture.activate(activation(late))).toEqual(ENDED);
    expect(await fixture.activate(activation(inTime))).toEqual(pending());
    fixture.clock.now = START + HOUR - 1;
    expect(await fixture.status(attempt)).toMatchObject({ result: 'pending', codeFor: 0 });
    fixture.clock.now = START + HOUR;
    const { code } = await fixture.confirmationTo(request.email);
    expect(await fixture.status(attempt)).toEqual(ENDED);
    expect(await fixture.resend(attempt)).toEqual(ENDED);
    expect(await fixture.changeEmail(attempt, someEmail())).toEqual(ENDED);
    expect(await fixture.confirm(attempt, code)).toEqual(ENDED);
    expect(await fixture.activate(request)).toEqual(ENDED);
    expect(await fixture.status(inTime)).toMatchObject({ result: 'pending' });
  });

  it('of another kiosk, of nobody, or that was refused has ended', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { code } = await fixture.confirmationTo(request.email);
    const client = await fixture.fixture.client();
    const refused = randomUUID();
    await fixture.show({ holder: await fixture.member(), code: 'ACDEFGHJKM' }, { attempt: refused });
    for (const [name, where] of [
      [attempt, { client }],
      [randomUUID(), {}],
      [refused, {}],
    ] as const) {
      expect(await fixture.status(name, where)).toEqual(ENDED);
      expect(await fixture.resend(name, where)).toEqual(ENDED);
      expect(await fixture.changeEmail(name, someEmail(), where)).toEqual(ENDED);
      expect(await fixture.confirm(name, code, where)).toEqual(ENDED);
      expect(await fixture.activate(activation(name), where)).toEqual(ENDED);
    }
    expect(await fixture.mailsTo(request.email)).toEqual(['confirm-account']);
  });

  it('of a member who has left in the meantime has ended', async () => {
    const holder = await fixture.member();
    const attempt = await fixture.opened(await fixture.letter(holder));
    if (holder.situation === 'member') await fixture.fixture.closeMember(holder.number);
    expect(await fixture.activate(activation(attempt))).toEqual(ENDED);
    expect(await fixture.accountsOf(holder)).toEqual([]);
  });

  it('on a letter that another one has spent has ended', async () => {
    const posted = await fixture.letter(await fixture.member());
    const [one, other] = [
      await fixture.opened(posted),
      await fixture.opened(posted, { client: await fixture.fixture.client() }),
    ];
    expect(await fixture.activate(activation(one))).toEqual(pending());
    expect(await fixture.activate(activation(other))).toEqual(ENDED);
    expect(await fixture.accountsOf(posted.holder)).toHaveLength(1);
  });

  it('on a letter that ended between the showing and the activation has ended', async () => {
    const posted = await fixture.letter(await fixture.member());
    fixture.clock.now += 21 * DAY - MINUTE;
    const attempt = await fixture.opened(posted);
    fixture.clock.now += MINUTE;
    expect(await fixture.activate(activation(attempt))).toEqual(ENDED);
  });
});

describe('the e-mail address', () => {
  it('of a confirmed account is taken; nothing is spent', async () => {
    const { attempt: first, request } = await fixture.activated(await fixture.member());
    await fixture.confirm(first, (await fixture.confirmationTo(request.email)).code);
    const posted = await fixture.letter(await fixture.insured());
    const attempt = await fixture.opened(posted);
    const asked = activation(attempt, { email: request.email });
    expect(await fixture.activate(asked)).toEqual(TAKEN);
    expect(await fixture.accountsOf(posted.holder)).toEqual([]);
    // The visitor gives another one, and the kiosk submits anew.
    expect(await fixture.activate({ ...asked, submission: randomUUID(), email: someEmail() })).toEqual(
      pending(),
    );
    expect(await fixture.changeEmail(attempt, request.email)).toEqual(TAKEN);
  });

  it('of an account that waits is free to others: several wait, and nobody ends the claim of another', async () => {
    const holders = [await fixture.member(), await fixture.insured(), await fixture.member()];
    const { request } = await fixture.activated(holders[0] ?? (await fixture.member()));
    for (const holder of holders.slice(1)) {
      const { attempt } = await fixture.activated(holder);
      expect(await fixture.changeEmail(attempt, request.email)).toMatchObject({ result: 'pending' });
    }
    for (const holder of holders)
      expect(await fixture.accountsOf(holder)).toMatchObject([{ email: request.email }]);
  });

  it('that another has can be tried ten times a day, however often the letter is shown', async () => {
    const { attempt: first, request } = await fixture.activated(await fixture.member());
    await fixture.confirm(first, (await fixture.confirmationTo(request.email)).code);
    const posted = await fixture.letter(await fixture.member());
    const attempt = await fixture.opened(posted);
    for (let time = 0; time < 10; time += 1)
      expect(await fixture.activate(activation(attempt, { email: request.email }))).toEqual(TAKEN);
    expect(await fixture.activate(activation(attempt))).toEqual(ENDED);
    const again = await fixture.opened(posted);
    expect(await fixture.activate(activation(again, { email: request.email }))).toEqual(ENDED);
    fixture.clock.now += DAY;
    const tomorrow = await fixture.opened(posted);
    expect(await fixture.activate(activation(tomorrow))).toMatchObject({ result: 'pending' });
  });

  it.each([
    'Odette@exemple.fr',
    ' odette@exemple.fr',
    'odette',
    `${'x'.repeat(65)}@exemple.fr`,
    "o'@exemple.fr\r\nBcc: x@y.fr",
  ])('that is none is refused: %j', async (email) => {
    const attempt = await fixture.opened(await fixture.letter(await fixture.member()));
    await expect(fixture.activate(activation(attempt, { email }))).rejects.toThrow('answered 400');
    await expect(fixture.changeEmail(attempt, email)).rejects.toThrow('answered 400');
  });
});

describe('another address before the confirmation', () => {
  it('voids link and code of the one before, and is done once', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const before = await fixture.confirmationTo(request.email);
    const email = someEmail();
    fixture.clock.now += MINUTE;
    expect(await fixture.changeEmail(attempt, email)).toEqual(pending(2 * MINUTE));
    expect(await fixture.changeEmail(attempt, email)).toEqual(pending(2 * MINUTE));
    expect(await fixture.mailsTo(email)).toEqual(['confirm-account']);
    expect((await fixture.confirm(attempt, before.code)).result).toBe('wrong');
    const { code } = await fixture.confirmationTo(email);
    expect(await fixture.confirm(attempt, code)).toEqual({ result: 'confirmed', identifier: email });
    expect(await fixture.changeEmail(attempt, someEmail())).toEqual({
      result: 'confirmed',
      identifier: email,
    });
  });

  it('may be one that was given before', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    await fixture.changeEmail(attempt, someEmail());
    fixture.clock.now += MINUTE;
    expect(await fixture.changeEmail(attempt, request.email)).toMatchObject({ result: 'pending' });
    const { code } = await fixture.confirmationTo(request.email);
    expect(await fixture.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
  });
});

describe('one more mail', () => {
  it('waits 60 s, then 2, 5, 15 min, and goes five times a day; codes before it end, links do not', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    for (const [wait, following] of [
      [MINUTE, 2 * MINUTE],
      [2 * MINUTE, 5 * MINUTE],
      [5 * MINUTE, 15 * MINUTE],
      [15 * MINUTE, null],
    ] as const) {
      fixture.clock.now += wait - 1;
      expect(await fixture.resend(attempt)).toMatchObject({ result: 'pending', resendIn: 1 });
      fixture.clock.now += 1;
      expect(await fixture.resend(attempt)).toEqual(pending(following));
      // Its answer was lost.
      expect(await fixture.resend(attempt)).toEqual(pending(following));
    }
    fixture.clock.now += 30 * MINUTE;
    expect(await fixture.resend(attempt)).toMatchObject({ result: 'pending', resendIn: null });
    expect(await fixture.mailsTo(request.email)).toHaveLength(5);
    expect(await linksOf(request.email)).toHaveLength(5);
  });

  it('makes the code before it wrong', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const before = await fixture.confirmationTo(request.email);
    fixture.clock.now += MINUTE;
    await fixture.resend(attempt);
    const now = await fixture.confirmationTo(request.email);
    if (before.code !== now.code)
      expect(await fixture.confirm(attempt, before.code)).toEqual({ result: 'wrong', triesLeft: 4 });
    expect(await fixture.confirm(attempt, now.code)).toMatchObject({ result: 'confirmed' });
    expect(await fixture.resend(attempt)).toEqual({ result: 'confirmed', identifier: request.email });
  });

  it('is told whether it was sent or refused', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const [link] = await linksOf(request.email);
    for (const [state, mail] of [
      ['sent', 'sent'],
      ['refused', 'refused'],
      ['expired', 'refused'],
    ] as const) {
      const settled = { state, sealed: null };
      await database.db
        .updateTable('mail')
        .set(settled)
        .where('id', '=', link?.mail ?? '')
        .execute();
      expect(await fixture.status(attempt)).toMatchObject({ mail });
    }
  });
});

/** Links of an account that are not void. */
function linksOf(email: string) {
  return database.db
    .selectFrom('confirmation')
    .innerJoin('account', 'account.id', 'confirmation.account')
    .select(['confirmation.id', 'mail'])
    .where('email', '=', email)
    .where('voided_at', 'is', null)
    .execute();
}
