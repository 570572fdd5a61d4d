import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type FixtureSession, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { twoHubs } from '../../../../support/hub/two-hubs.ts';
import { describeWith } from '../../../../support/peers.ts';

const TOGETHER = 8;
const OK = { result: 'ok' };

function never(): never {
  throw new Error('there are as many sessions as places');
}

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  it('asked at once make one offer, take one consent, and let an end win', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    const [giver, helper] = [
      await one.member({ email: 'giver@exemple.fr' }),
      await one.member({ email: 'helper@exemple.fr' }),
    ];
    const places = Array.from({ length: TOGETHER }, (_, place) => (place % 2 === 0 ? one : other));
    /** So many sessions of one person, each at the kiosk of its hub. */
    const sessions = (person: typeof giver): Promise<FixtureSession[]> =>
      Promise.all(places.map((fixture) => fixture.login(person)));
    const mailsOf = async (to: string): Promise<string[]> =>
      (await one.accounts.mails(to)).map(({ kind }) => kind);

    const ofGiver = await sessions(giver);
    const offers = await Promise.all(
      places.map(async (fixture, place) => {
        const { token } = ofGiver[place] ?? never();
        const proof = await fixture.proof(token, 'delegation');
        return { id: randomUUID(), token, proof, fixture };
      }),
    );
    const made = await Promise.all(
      offers.map(({ fixture, token, id, proof }) =>
        fixture.call(token, 'offer-delegation', {
          ...{ id, number: helper.number, familyName: 'Exemple', scope: 'all', months: 1 },
          ...{ proof, language: 'fr' },
        }),
      ),
    );
    expect(made.filter(({ result }) => result === 'ok')).toHaveLength(1);
    expect(made.filter(({ result }) => result === 'already')).toHaveLength(TOGETHER - 1);
    const delegation = offers[made.findIndex(({ result }) => result === 'ok')]?.id ?? 'none';
    expect(await mailsOf('helper@exemple.fr')).toEqual(['delegation-offered']);

    const ofHelper = await sessions(helper);
    const yes = await Promise.all(
      places.map(async (fixture, place) => {
        const { token } = ofHelper[place] ?? never();
        const proof = await fixture.proof(token, 'delegation');
        return { fixture, token, body: { delegation, accept: true, proof, language: 'fr' } as const };
      }),
    );
    const taken = yes.map(({ fixture, token, body }) => fixture.call(token, 'answer-delegation', body));
    expect(await Promise.all(taken)).toEqual(places.map(() => OK));
    const spent = one.db.selectFrom('sent_code').select('attempt').where('spent_at', 'is not', null);
    expect(await spent.execute(), 'one for the offer, one for the consent').toHaveLength(2);
    expect(await mailsOf('giver@exemple.fr')).toEqual(['delegation-offered', 'delegation-accepted']);

    const acting = yes.map(({ fixture, token }) => fixture.call(token, 'act-for', { delegation }));
    const ends = places.map((fixture, place) =>
      fixture.call((ofGiver[place] ?? never()).token, 'revoke-delegation', { delegation, language: 'fr' }),
    );
    expect(await Promise.all(ends)).toEqual(places.map(() => OK));
    await Promise.all(acting);
    for (const { fixture, token } of yes) {
      const first = await fixture.call(token, 'status', {});
      const status = first.result === 'mandate-ended' ? await fixture.call(token, 'status', {}) : first;
      expect(status).toMatchObject({ result: 'ok', acting: null });
      expect(await fixture.call(token, 'act-for', { delegation })).toEqual({ result: 'unknown' });
    }
    expect((await mailsOf('giver@exemple.fr')).slice(2)).toEqual(['delegation-revoked']);
  });

  it('a consent that meets the end of its offer never outlives it', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    for (let time = 0; time < 6; time += 1) {
      const [giver, helper] = [await one.member(), await other.member()];
      const delegation = await one.delegation(giver, helper);
      await one.db
        .updateTable('delegation')
        .set({ accepted_at: null })
        .where('id', '=', delegation)
        .execute();
      const [ofGiver, ofHelper] = [await one.login(giver), await other.login(helper)];
      const proof = await other.proof(ofHelper.token, 'delegation');
      const answer = { delegation, accept: true, proof, language: 'fr' } as const;
      const [accepted, revoked] = await Promise.all([
        other.call(ofHelper.token, 'answer-delegation', answer),
        one.call(ofGiver.token, 'revoke-delegation', { delegation, language: 'fr' }),
      ]);
      expect(revoked).toEqual(OK);
      expect(['ok', 'unknown']).toContain(accepted.result);
      expect(await other.call(ofHelper.token, 'act-for', { delegation })).toEqual({ result: 'unknown' });
    }
  });
});
