import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type {
  RecoveryAnswer,
  RecoveryCheckAnswer,
  RecoveryPasswordAnswer,
} from '../../../../src-shared/hub-api/accounts.ts';
import { AccountFixture } from '../../../support/hub/account-fixture.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { twoHubs } from '../../../support/hub/two-hubs.ts';
import { describeWith } from '../../../support/peers.ts';

const TOGETHER = 12;

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  it('asked at once by many kiosks send one code, count each wrong one, and set one password', async () => {
    const [one, other] = await twoHubs(AccountFixture);
    const { number } = await one.member();
    const { email } = await one.account({ number }, { confirmed: true });
    const kiosks = await Promise.all(Array.from({ length: TOGETHER }, () => one.client()));
    const together = <Answer>(
      work: (fixture: AccountFixture, place: number) => Promise<Answer>,
    ): Promise<Answer[]> => Promise.all(kiosks.map((_, place) => work(place % 2 === 0 ? one : other, place)));
    const attempts = kiosks.map(() => randomUUID());

    const started = await together((fixture, place) =>
      fixture.ask<RecoveryAnswer>(kiosks[place] ?? never(), '/v1/recoveries', {
        attempt: attempts[place],
        email,
        language: 'en',
      }),
    );
    const won = started.findIndex(({ result }) => result === 'posted');
    expect(started.filter(({ result }) => result === 'posted')).toHaveLength(1);
    const [mail] = await one.mails(email);
    const code = mail?.kind === 'recovery-code' ? mail.code : never();
    const [attempt, kiosk] = [attempts[won], kiosks[won] ?? never()];
    const show = (fixture: AccountFixture, shown: string): Promise<RecoveryCheckAnswer> =>
      fixture.ask(kiosk, '/v1/recoveries/check', { attempt, code: shown });

    const wrong = Array.from({ length: 4 }, (_, n) =>
      String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'),
    );
    const missed = await together((fixture, place) => show(fixture, wrong[place % 4] ?? never()));
    expect(missed.every(({ result }) => result === 'wrong')).toBe(true);
    const shown = await together((fixture) => show(fixture, code));
    expect(shown.every(({ result }) => result === 'accepted')).toBe(true);

    const hashes = kiosks.map((_, place) => phcOf(`password ${place}`));
    const set = await together((fixture, place) =>
      fixture.ask<RecoveryPasswordAnswer>(kiosk, '/v1/recoveries/password', { attempt, phc: hashes[place] }),
    );
    expect(set.every(({ result }) => result === 'accepted')).toBe(true);
    const credential = await one.deps.database.db
      .selectFrom('credential')
      .select(['phc', 'version'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    expect(hashes).toContain(credential.phc);
    expect(credential.version).toBe(TOGETHER);
    const kinds = (await one.mails(email)).map(({ kind }) => kind);
    expect(kinds).toEqual(['recovery-code', 'password-set']);
  });

  it('end a recovery, or let it pass first, when the account is replaced at the same moment', async () => {
    const [one, other] = await twoHubs(AccountFixture);
    const kiosk = await one.client();
    for (let round = 0; round < 5; round += 1) {
      const { number } = await one.member();
      const { email } = await one.account({ number }, { confirmed: true });
      const attempt = randomUUID();
      await one.ask(kiosk, '/v1/recoveries', { attempt, email, language: 'fr' });
      const [mail] = await one.mails(email);
      const code = mail?.kind === 'recovery-code' ? mail.code : never();
      await one.ask(kiosk, '/v1/recoveries/check', { attempt, code });
      const again = await one.account({ number }, { email, phc: phcOf('activation') });
      const token = await one.link(again);
      const [{ result }, confirmed] = await Promise.all([
        one.ask<RecoveryPasswordAnswer>(kiosk, '/v1/recoveries/password', {
          attempt,
          phc: phcOf('recovery'),
        }),
        confirmByLink(other.deps, token),
      ]);
      expect(confirmed).toBe('confirmed');
      const { phc } = await one.deps.database.db
        .selectFrom('credential')
        .select('phc')
        .where('number', '=', number)
        .executeTakeFirstOrThrow();
      // Equal moments: the recovery was there before the confirmation, or it was never carried out.
      expect(phc).toBe(phcOf(result === 'accepted' ? 'recovery' : 'activation'));
    }
  });
});

function never(): never {
  throw new Error('not what the test has made');
}
