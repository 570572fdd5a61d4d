import type argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { PasswordCheck, type CostInUse } from '../../../../src-hub/credentials/logins/password-check.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const USUAL = 'm=19456,t=2,p=1';
const HEAVY = 'm=65536,t=4,p=2';

const phcOf = (cost: string, what = 'real'): string =>
  `$argon2id$v=19$${cost}$${Buffer.from(what).toString('base64')}$x`;

/** Writes down each hash that is computed or compared, and computes none. */
function rig(costs: CostInUse[]) {
  const work: string[] = [];
  const made: string[] = [];
  const state = { now: 0, counted: 0 };
  const check = new PasswordCheck({
    secret: HubSecret.from('a secret of tests that is long enough, 0123456789'),
    now: () => new Date(state.now),
    decoys: new Map(),
    costsInUse: () => {
      state.counted += 1;
      return Promise.resolve(costs);
    },
    argon2: {
      hash: ((_text: string, options: { memoryCost: number; timeCost: number; parallelism: number }) => {
        const cost = `m=${options.memoryCost},t=${options.timeCost},p=${options.parallelism}`;
        made.push(cost);
        return Promise.resolve(phcOf(cost, 'decoy'));
      }) as unknown as typeof argon2.hash,
      verify: (phc: string) => {
        work.push(phc.split('$')[3] ?? '');
        return Promise.resolve(phc.includes(Buffer.from('real').toString('base64')));
      },
    },
  });
  return { check, work, made, state, costs };
}

describe('the work of a check', () => {
  it('is one hash for known and unknown people, of no other cost than those in use', async () => {
    const { check, work } = rig([{ cost: USUAL, count: 10 }]);
    expect(await check.verify(phcOf(USUAL), 'x', '1234567')).toBe(true);
    expect(await check.verify(null, 'x', '7654321')).toBe(false);
    expect(work).toEqual([USUAL, USUAL]);
  });

  it('is spread over unknown people as over those who have a password of another cost', async () => {
    const { check, work } = rig([
      { cost: USUAL, count: 700 },
      { cost: HEAVY, count: 300 },
    ]);
    await check.verify(phcOf(HEAVY), 'x', 'known');
    expect(work).toEqual([HEAVY]);
    work.length = 0;
    const unknown = Array.from({ length: 4000 }, (_, place) => String(1_000_000 + place));
    for (const one of unknown) await check.verify(null, 'x', one);
    expect(work).toHaveLength(unknown.length);
    const heavy = work.filter((cost) => cost === HEAVY).length / work.length;
    expect(heavy).toBeGreaterThan(0.27);
    expect(heavy).toBeLessThan(0.33);
    expect(work.every((cost) => cost === USUAL || cost === HEAVY)).toBe(true);
    // Asked again, nobody changes: an average would tell them from people who have one cost.
    const before = work.slice(0, 50);
    work.length = 0;
    for (const one of unknown.slice(0, 50)) await check.verify(null, 'x', one);
    expect(work).toEqual(before);
  });

  it('makes a decoy once for each cost, and none while somebody waits', async () => {
    const { check, made, work, state, costs } = rig([{ cost: USUAL, count: 1 }]);
    await check.warmUp();
    for (let place = 0; place < 20; place += 1) await check.verify(null, 'x', String(place));
    expect([made, work.length, state.counted]).toEqual([[USUAL], 20, 1]);
    costs.push({ cost: HEAVY, count: 1 });
    state.now += HOUR;
    await check.verify(null, 'x', '1');
    expect([made, state.counted]).toEqual([[USUAL, HEAVY], 2]);
  });

  it.each(['', 'm=1', 'm=19456,t=2,p=1;x', 'pbkdf2'])(
    'passes over a stored cost that is none: %j',
    async (cost) => {
      const { check, work } = rig([{ cost, count: 1000 }]);
      expect(await check.verify(null, 'x', '1')).toBe(false);
      expect(work).toEqual([USUAL]);
    },
  );

  it('goes on with the costs of before while the database is away', async () => {
    const check = new PasswordCheck({
      secret: HubSecret.from('a secret of tests that is long enough, 0123456789'),
      now: () => new Date(0),
      costsInUse: () => Promise.reject(new Error('away')),
      decoys: new Map(),
    });
    expect(await check.verify(null, 'x', '1')).toBe(false);
  });
});
