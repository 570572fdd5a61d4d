import { afterAll, describe, expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import { resendConfirmation } from '../../../../src-hub/accounts/confirmation/resend-confirmation.ts';
import { CLAIM_LIFE } from '../../../../src-shared/policy/accounts.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';
import { hashPassword } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { activation, ActivationFixture, someEmail } from './activation-fixture.ts';

const INTRUDER = 'Intruder-2026!';
const VICTIM = 'Victim-2026!!';

const database = await migratedDatabase();
const fixture = await ActivationFixture.open(database);
afterAll(async () => {
  await fixture.close();
  await database.close();
});

const logIn = async (identifier: string, password: string): Promise<unknown> =>
  (await fixture.fixture.post(fixture.kiosk, '/v1/logins', { identifier, password })).body;

/** Activates with an address that others may wait for too. @returns attempt and link */
async function claimed(email: string, password: string): Promise<{ attempt: string; token: string }> {
  const attempt = await fixture.opened(await fixture.letter(await fixture.member()));
  const result = await fixture.activate(activation(attempt, { email, phc: await hashPassword(password) }));
  expect(result).toMatchObject({ result: 'pending' });
  return { attempt, token: (await fixture.confirmationTo(email)).token };
}

describe('an address that somebody waits for', () => {
  it('is not kept by logins every 40 hours: its owner activates, confirms, and has it', async () => {
    const email = someEmail();
    await claimed(email, INTRUDER);
    for (let at = 0; at < 5; at += 1) {
      fixture.clock.now += 40 * HOUR;
      expect(await logIn(email, INTRUDER)).toEqual({ result: 'unconfirmed' });
    }
    const victim = await claimed(email, VICTIM);
    expect(await confirmByLink(fixture.deps, victim.token)).toBe('confirmed');
    expect(await logIn(email, VICTIM)).toMatchObject({ result: 'accepted' });
  });

  it('is told as lost to whoever was not the first: by link, at the kiosk and at the next login', async () => {
    const email = someEmail();
    const loser = await claimed(email, INTRUDER);
    const { code } = await fixture.confirmationTo(email);
    const winner = await claimed(email, VICTIM);
    expect(await confirmByLink(fixture.deps, winner.token)).toBe('confirmed');
    expect(await confirmByLink(fixture.deps, loser.token)).toBe('taken');
    expect(await fixture.status(loser.attempt)).toEqual({ result: 'email-taken' });
    expect(await fixture.confirm(loser.attempt, code)).toEqual({ result: 'email-taken' });
    const mails = (await fixture.mailsTo(email)).length;
    expect(await logIn(email, INTRUDER)).toEqual({ result: 'unconfirmed', emailTaken: true });
    expect(await fixture.mailsTo(email), 'the mailbox is the winner’s').toHaveLength(mails);
    // The way on, while the visitor is at the kiosk.
    const own = someEmail();
    expect(await fixture.changeEmail(loser.attempt, own)).toMatchObject({ result: 'pending' });
    expect(await confirmByLink(fixture.deps, (await fixture.confirmationTo(own)).token)).toBe('confirmed');
    expect(await logIn(own, INTRUDER)).toMatchObject({ result: 'accepted' });
    expect(await logIn(email, VICTIM)).toMatchObject({ result: 'accepted' });
  });

  it('gives who waits for it no more tries at the password of whoever has it, or waits for it too', async () => {
    const email = someEmail();
    const rival = await claimed(email, VICTIM);
    await claimed(email, INTRUDER);
    const guesses = async (): Promise<unknown[]> => {
      const answers = [];
      for (let at = 0; at < 12; at += 1)
        answers.push(await logIn(email, at % 3 === 2 ? INTRUDER : 'a guess at the other'));
      return answers.filter((answer) => (answer as { result: string }).result !== 'delayed');
    };
    expect(await guesses()).toHaveLength(5);
    expect(await confirmByLink(fixture.deps, rival.token)).toBe('confirmed');
    expect(await guesses()).toHaveLength(5);
  });

  it('is waited for during a fixed term, however often somebody logs in', async () => {
    const email = someEmail();
    const { attempt } = await claimed(email, INTRUDER);
    const account = await database.db
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    fixture.clock.now += CLAIM_LIFE - HOUR;
    expect(await logIn(email, INTRUDER)).toEqual({ result: 'unconfirmed' });
    fixture.clock.now += HOUR;
    expect(await logIn(email, INTRUDER)).toEqual({ result: 'wrong' });
    expect(await resendConfirmation(fixture.deps, account.id)).toBe('settled');
    expect(await fixture.resend(attempt)).toEqual({ result: 'ended' });
  });

  it('is one address in whatever case and script it is typed', async () => {
    const forms = [
      'Zoe@société.fr',
      ' ZOE@SOCIÉTÉ.FR ',
      'zoe@xn--socit-esab.fr',
      'zoe@socie\u0301te\u0301.fr',
    ];
    const read = forms.map((typed) => {
      const email = readEmail(typed);
      return email.ok ? email.value : null;
    });
    expect(new Set(read)).toEqual(new Set(['zoe@xn--socit-esab.fr']));
    const [email = ''] = read.filter((one) => one !== null);
    const { token } = await claimed(email, VICTIM);
    expect(await confirmByLink(fixture.deps, token)).toBe('confirmed');
    const attempt = await fixture.opened(await fixture.letter(await fixture.member()));
    expect(await fixture.activate(activation(attempt, { email }))).toEqual({ result: 'email-taken' });
    for (const typed of forms) expect(await logIn(typed, VICTIM)).toMatchObject({ result: 'accepted' });
  });
});
