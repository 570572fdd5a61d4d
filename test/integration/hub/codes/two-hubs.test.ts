import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  KIOSK_CODES_PER_DAY,
  KIOSK_CODES_PER_HOUR,
  NETWORK_CODES_PER_HOUR,
} from '../../../../src-shared/policy/hub-quotas.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-requests.ts';
import { SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { twoHubs } from '../../../support/hub/two-hubs.ts';
import { describeWith } from '../../../support/peers.ts';
import { askCode, proven, reached, tellPassword } from './code-fixture.ts';

const TOGETHER = 6;

interface Earlier {
  readonly kiosk: string;
  readonly network: string | null;
  readonly count: number;
  /** Milliseconds ago. */
  readonly ago: number;
}

/** Codes that were asked for before, of nobody in particular. */
async function asked({ db, clock }: SpaceFixture, { kiosk, network, count, ago }: Earlier): Promise<void> {
  const at = new Date(clock.now - ago);
  const rows = Array.from({ length: count }, () => ({
    ...{ attempt: randomUUID(), purpose: 'password', counted: '1', holder: '1', kiosk, network },
    ...{ visit: randomUUID(), channel: 'email' as const, target: null, message: null },
    ...{ code_mac: Buffer.alloc(36), made_at: at, expires_at: at, proven_at: null, proof: null },
    ...{ spent_at: null, voided_at: null },
  }));
  await db.insertInto('sent_code').values(rows).execute();
}

describeWith('PostgreSQL')('two hubs on PostgreSQL count codes together', () => {
  it.each<[string, (fixture: SpaceFixture) => Earlier]>([
    [
      'of a kiosk within an hour',
      ({ kiosk }) => ({ kiosk: kiosk.kiosk, network: null, count: KIOSK_CODES_PER_HOUR.email - 1, ago: 0 }),
    ],
    [
      'of a kiosk within a day',
      ({ kiosk }) => ({ kiosk: kiosk.kiosk, network: null, count: KIOSK_CODES_PER_DAY - 1, ago: 2 * HOUR }),
    ],
  ])('%s: of six at once, at both, one is sent', async (_what, earlier) => {
    const [one, other] = await twoHubs(SpaceFixture);
    const members = [];
    for (let place = 0; place < TOGETHER; place += 1) members.push(await reached(one));
    await asked(one, earlier(one));
    const answers = await Promise.all(
      members.map(({ number }, place) => askCode(place % 2 === 0 ? one : other, number, {}, one.kiosk)),
    );
    expect(answers.filter(({ result }) => result === 'ok')).toHaveLength(1);
    expect(answers.filter(({ result }) => result === 'paused')).toHaveLength(TOGETHER - 1);
  });

  it('of a network, whatever kiosk of it asks; the next day it is open again', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    const kiosks: RigClient[] = [];
    for (let place = 0; place < TOGETHER; place += 1) kiosks.push(await one.accounts.client());
    const member = await reached(one);
    expect(await askCode(one, member.number)).toMatchObject({ result: 'ok' });
    const { network } = await one.db.selectFrom('sent_code').select('network').executeTakeFirstOrThrow();
    expect(network).not.toBeNull();
    await asked(one, {
      ...{ kiosk: one.kiosk.kiosk, network, count: NETWORK_CODES_PER_HOUR - 2, ago: 0 },
    });
    const members = [];
    for (let place = 0; place < TOGETHER; place += 1) members.push(await reached(one));
    const answers = await Promise.all(
      members.map(({ number }, place) => askCode(place % 2 === 0 ? one : other, number, {}, kiosks[place])),
    );
    expect(answers.filter(({ result }) => result === 'ok')).toHaveLength(1);
    const limits = await one.db.selectFrom('met_limit').select('name').execute();
    expect(new Set(limits.map(({ name }) => name))).toEqual(new Set(['codes-network']));
    one.clock.now += HOUR + 1;
    expect(await askCode(other, (await reached(one)).number, {}, kiosks[0])).toMatchObject({ result: 'ok' });
  });

  it('take one proof once, shown at both at the same moment, and from its own kiosk only', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    const member = await reached(one);
    const proof = await proven(one, member);
    const thief = await one.accounts.client();
    const answers = await Promise.all(
      Array.from({ length: TOGETHER }, (_, place) =>
        tellPassword(place % 2 === 0 ? one : other, member.number, proof, {
          kiosk: place < 3 ? one.kiosk : thief,
          text: `password ${place}`,
        }),
      ),
    );
    const taken = answers.flatMap((answer, place) => (answer?.status === 'accepted' ? [place] : []));
    expect(taken).toHaveLength(1);
    expect(taken[0]).toBeLessThan(3);
    const { phc } = await one.db
      .selectFrom('credential')
      .select('phc')
      .where('number', '=', member.number)
      .executeTakeFirstOrThrow();
    expect(phc).toBe(phcOf(`password ${taken[0]}`));
  });
});
