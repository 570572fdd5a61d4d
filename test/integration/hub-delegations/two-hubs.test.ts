import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectPostgresql } from '../../../src-hub/database/connect-postgresql.ts';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { capturedLog } from '../../support/hub/captured-log.ts';
import { freshDatabase } from '../../support/hub/hub-rig.ts';
import { postgresqlPrograms } from '../../support/hub/postgresql-cluster.ts';
import { type DeskSession, SpaceDesk } from '../../support/hub/space-desk.ts';

const TOGETHER = 8;
const OK = { result: 'ok' };

function never(): never {
  throw new Error('there are as many sessions as places');
}

/** Two hubs with connections of their own to one database. */
async function twoHubs(): Promise<[SpaceDesk, SpaceDesk]> {
  const { url } = await freshDatabase();
  const clock = { now: DESK_START };
  const open = async (): Promise<SpaceDesk> => {
    const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
    const desk = await SpaceDesk.open({ database, clock });
    onTestFinished(() => desk.close());
    return desk;
  };
  return [await open(), await open()];
}

describe.skipIf(postgresqlPrograms() === null)('two hubs on PostgreSQL', () => {
  it('asked at once make one offer, take one consent, and let an end win', async () => {
    const [one, other] = await twoHubs();
    const [giver, helper] = [
      await one.member({ email: 'giver@exemple.fr' }),
      await one.member({ email: 'helper@exemple.fr' }),
    ];
    const places = Array.from({ length: TOGETHER }, (_, place) => (place % 2 === 0 ? one : other));
    /** So many sessions of one person, each at the kiosk of its hub. */
    const sessions = (person: typeof giver): Promise<DeskSession[]> =>
      Promise.all(places.map((desk) => desk.login(person)));
    const mailsOf = async (to: string): Promise<string[]> =>
      (await one.accounts.mails(to)).map(({ kind }) => kind);

    const ofGiver = await sessions(giver);
    const offers = await Promise.all(
      places.map(async (desk, place) => {
        const { token } = ofGiver[place] ?? never();
        const proof = await desk.proof(token, 'delegation');
        return { id: randomUUID(), token, proof, desk };
      }),
    );
    const made = await Promise.all(
      offers.map(({ desk, token, id, proof }) =>
        desk.call(token, 'offer-delegation', {
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
      places.map(async (desk, place) => {
        const { token } = ofHelper[place] ?? never();
        const proof = await desk.proof(token, 'delegation');
        return { desk, token, body: { delegation, accept: true, proof, language: 'fr' } as const };
      }),
    );
    const taken = yes.map(({ desk, token, body }) => desk.call(token, 'answer-delegation', body));
    expect(await Promise.all(taken)).toEqual(places.map(() => OK));
    const spent = one.db.selectFrom('space_code').select('attempt').where('spent_at', 'is not', null);
    expect(await spent.execute(), 'one for the offer, one for the consent').toHaveLength(2);
    expect(await mailsOf('giver@exemple.fr')).toEqual(['delegation-offered', 'delegation-accepted']);

    const acting = yes.map(({ desk, token }) => desk.call(token, 'act-for', { delegation }));
    const ends = places.map((desk, place) =>
      desk.call((ofGiver[place] ?? never()).token, 'revoke-delegation', { delegation, language: 'fr' }),
    );
    expect(await Promise.all(ends)).toEqual(places.map(() => OK));
    await Promise.all(acting);
    for (const { desk, token } of yes) {
      const first = await desk.call(token, 'status', {});
      const status = first.result === 'mandate-ended' ? await desk.call(token, 'status', {}) : first;
      expect(status).toMatchObject({ result: 'ok', acting: null });
      expect(await desk.call(token, 'act-for', { delegation })).toEqual({ result: 'unknown' });
    }
    expect((await mailsOf('giver@exemple.fr')).slice(2)).toEqual(['delegation-revoked']);
  });

  it('a consent that meets the end of its offer never outlives it', async () => {
    const [one, other] = await twoHubs();
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
