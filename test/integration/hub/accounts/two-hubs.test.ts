import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import { resendConfirmation } from '../../../../src-hub/accounts/confirmation/resend-confirmation.ts';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase } from '../../../support/hub/hub-rig.ts';
import { START } from '../../../support/hub/hub-fixture.ts';
import { ActivationFixture, activation, otherCode, someEmail, type Where } from './activation-fixture.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import { describeWith } from '../../../support/peers.ts';

/** How many do the same at once. */
const TOGETHER = 8;

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  let fixtures: [ActivationFixture, ActivationFixture];
  let fixture: ActivationFixture;
  const endings: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const { url } = await freshDatabase();
    const clock = { now: START };
    const open = async (): Promise<ActivationFixture> => {
      const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
      const opened = await ActivationFixture.open(database, clock);
      endings.push(async () => {
        await opened.close();
        await database.close();
      });
      return opened;
    };
    fixtures = [await open(), await open()];
    [fixture] = fixtures;
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });

  /** The same work so many times at once, on either hub in turn. */
  function together<Result>(work: (where: Where, place: number) => Promise<Result>): Promise<Result[]> {
    return Promise.all(
      Array.from({ length: TOGETHER }, (_, place) =>
        work({ at: fixtures[place % 2 === 0 ? 0 : 1].fixture }, place),
      ),
    );
  }

  const resultsOf = (answers: readonly { readonly result: string }[]): string[] =>
    answers.map(({ result }) => result).sort();

  it('count one showing that arrives many times at once one time, with one answer', async () => {
    const posted = await fixture.letter(await fixture.member());
    for (const [code, result, counted] of [
      ['ACDEFGHJKM', 'wrong', true],
      [posted.code, 'accepted', false],
    ] as const) {
      const attempt = randomUUID();
      const answers = await together((where) => fixture.show({ ...posted, code }, { attempt, ...where }));
      expect(resultsOf(answers)).toEqual(Array(TOGETHER).fill(result));
      const rows = await fixture.database.db
        .selectFrom('activation')
        .select('counted')
        .where('attempt', '=', attempt)
        .execute();
      expect(rows).toEqual([{ counted }]);
    }
  });

  it('give one holder no more wrong tries than one hub would', async () => {
    const posted = await fixture.letter(await fixture.member());
    const answers = await together((where) => fixture.show({ ...posted, code: 'ACDEFGHJKM' }, where));
    expect(resultsOf(answers)).toEqual([
      ...Array<string>(TOGETHER - 5).fill('locked'),
      ...Array<string>(5).fill('wrong'),
    ]);
  });

  it('let one of the activations of one letter win', async () => {
    const posted = await fixture.letter(await fixture.member());
    const clients = await Promise.all(Array.from({ length: TOGETHER }, () => fixture.fixture.client()));
    const attempts: string[] = [];
    for (const client of clients) attempts.push(await fixture.opened(posted, { client }));
    const answers = await together((where, place) =>
      fixture.activate(activation(attempts[place] ?? ''), {
        ...where,
        client: clients[place] ?? fixture.kiosk,
      }),
    );
    expect(resultsOf(answers)).toEqual([...Array<string>(TOGETHER - 1).fill('ended'), 'pending']);
    expect(await fixture.accountsOf(posted.holder)).toHaveLength(1);
  });

  it('do one submission that arrives many times at once one time', async () => {
    const attempt = await fixture.opened(await fixture.letter(await fixture.member()));
    const request = activation(attempt);
    const answers = await together((where) => fixture.activate(request, where));
    expect(resultsOf(answers)).toEqual(Array(TOGETHER).fill('pending'));
    expect(await fixture.mailsTo(request.email)).toEqual(['confirm-account']);
  });

  it('let several wait for one address, and give it to one of those who confirm it at once', async () => {
    const email = someEmail();
    const attempts: string[] = [];
    for (let place = 0; place < TOGETHER; place += 1)
      attempts.push(
        place % 2 === 0
          ? await fixture.opened(await fixture.letter(await fixture.member()))
          : (await fixture.activated(await fixture.insured())).attempt,
      );
    const answers = await together((where, place) => {
      const attempt = attempts[place] ?? '';
      // Odd ones are on the other hub, too.
      return place % 2 === 0
        ? fixture.activate(activation(attempt, { email }), where)
        : fixture.changeEmail(attempt, email, where);
    });
    expect(resultsOf(answers)).toEqual(Array<string>(TOGETHER).fill('pending'));
    const links = await fixture.confirmationsTo(email);
    expect(links).toHaveLength(TOGETHER);
    const outcomes = await together((_where, place) =>
      confirmByLink(fixtures[place % 2 === 0 ? 0 : 1].deps, links[place]?.token ?? ''),
    );
    expect(outcomes.sort()).toEqual(['confirmed', ...Array<string>(TOGETHER - 1).fill('taken')]);
    const statuses = await together((where, place) => fixture.status(attempts[place] ?? '', where));
    expect(resultsOf(statuses)).toEqual(['confirmed', ...Array<string>(TOGETHER - 1).fill('email-taken')]);
  });

  it('never wait for each other in a circle when two holders swap addresses', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [
        await fixture.activated(await fixture.member()),
        await fixture.activated(await fixture.member()),
      ];
      const answers = await Promise.all([
        fixture.changeEmail(one.attempt, other.request.email, { at: fixtures[0].fixture }),
        fixture.changeEmail(other.attempt, one.request.email, { at: fixtures[1].fixture }),
      ]);
      for (const { result } of answers) expect(['email-taken', 'pending']).toContain(result);
    }
  });

  it('confirm once, by link and by code at once, and tell the address once', async () => {
    const holder = await fixture.member();
    const { attempt, request } = await fixture.activated(holder);
    const { code, token } = await fixture.confirmationTo(request.email);
    const outcomes = await together(async (where, place) => {
      if (place < 4) return (await fixture.confirm(attempt, code, where)).result;
      return confirmByLink(fixtures[place % 2 === 0 ? 0 : 1].deps, token);
    });
    for (const outcome of outcomes) expect(['confirmed', 'already']).toContain(outcome);
    expect(outcomes.slice(4).filter((outcome) => outcome === 'confirmed').length).toBeLessThanOrEqual(1);
    expect(await fixture.mailsTo(request.email)).toEqual(['account-confirmed', 'confirm-account']);
    const credential = fixture.database.db.selectFrom('credential').select('version');
    expect(
      await credential
        .where('phc', '=', request.phc)
        .where('number', '=', holder.situation === 'member' ? holder.number : '')
        .execute(),
    ).toEqual([{ version: 1 }]);
  });

  it('count each of the wrong codes that arrive at once, and look at no more than five', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { code } = await fixture.confirmationTo(request.email);
    const answers = await together((where) => fixture.confirm(attempt, otherCode(code), where));
    expect(resultsOf(answers)).toEqual(Array(TOGETHER).fill('wrong'));
    expect(await fixture.confirm(attempt, code)).toEqual({ result: 'wrong', triesLeft: 0 });
  });

  it('send one mail to those who ask for it at once, at kiosks and on pages', async () => {
    const holder = await fixture.member();
    const { attempt, request } = await fixture.activated(holder);
    const [account] = await fixture.accountsOf(holder);
    fixture.clock.now += MINUTE;
    await together(async (where, place) =>
      place % 3 === 0
        ? resendConfirmation(fixtures[place % 2 === 0 ? 0 : 1].deps, account?.id ?? '')
        : fixture.resend(attempt, where),
    );
    expect(await fixture.mailsTo(request.email)).toHaveLength(2);
  });
});
