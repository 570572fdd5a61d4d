import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { proven as provenInSpace } from '../member-space/fresh-codes/code-fixture.ts';
import { askCode, checkCode, codesOf, proven, reached, tellPassword, underWay } from './code-fixture.ts';

const ACCEPTED = { status: 'accepted' };
const REFUSED = { status: 'refused', reason: 'no-proof' };

let fixture: SpaceFixture;
let other: RigClient;

beforeAll(async () => {
  fixture = await SpaceFixture.open({ settings: { HUB_KIOSK_PASSWORDS_PER_DAY: 0 } });
  other = await fixture.accounts.client();
});
beforeEach(() => {
  fixture.clock.now += DAY;
});
afterAll(() => fixture.close());

const phcOfMember = async (number: string): Promise<string | undefined> =>
  (await fixture.db.selectFrom('credential').select('phc').where('number', '=', number).executeTakeFirst())
    ?.phc;

describe('a code for a password', () => {
  it.each(['email', 'sms'] as const)(
    'goes by %s to the channel on file; no answer has it',
    async (channel) => {
      const member = await reached(fixture);
      const [attempt, visit] = [randomUUID(), randomUUID()];
      const answers = [
        await askCode(fixture, member.number, { attempt, visit, channel }),
        await askCode(fixture, member.number, { attempt, visit, channel }),
      ];
      const codes = await codesOf(fixture, member, channel);
      expect(codes, 'asked for again since its answer was lost').toHaveLength(1);
      expect(answers[0]).toMatchObject({
        result: 'ok',
        codeFor: 10 * MINUTE,
        triesLeft: 5,
        resendIn: MINUTE,
      });
      expect(answers[1]).toEqual(answers[0]);
      expect(JSON.stringify(answers)).not.toContain(codes[0]);
      const shown = await checkCode(fixture, { attempt, visit, code: codes[0] ?? '' });
      expect(shown).toMatchObject({ result: 'ok' });
      expect(await checkCode(fixture, { attempt, visit, code: codes[0] ?? '' }), 'lost answer').toEqual(
        shown,
      );
    },
  );

  it('is nobody’s for an unknown number, and for another kiosk or visit', async () => {
    expect(await askCode(fixture, '9999999')).toEqual({ result: 'no-channel' });
    const member = await reached(fixture);
    const shown = await underWay(fixture, member);
    expect(await checkCode(fixture, shown, other)).toEqual({ result: 'expired' });
    expect(await checkCode(fixture, { ...shown, visit: randomUUID() })).toEqual({ result: 'expired' });
    expect(await checkCode(fixture, shown)).toMatchObject({ result: 'ok' });
  });

  it('has five tries a day over all that were sent; then none is sent', async () => {
    const member = await reached(fixture);
    const shown = await underWay(fixture, member);
    const wrong = (n: number): string => String((Number(shown.code) + n) % 1_000_000).padStart(6, '0');
    for (const n of [1, 2, 3, 4, 5])
      expect(await checkCode(fixture, { ...shown, code: wrong(n) })).toEqual({
        result: 'wrong',
        triesLeft: 5 - n,
      });
    expect(await checkCode(fixture, shown)).toMatchObject({ result: 'locked' });
    fixture.clock.now += MINUTE;
    expect(await askCode(fixture, member.number)).toMatchObject({ result: 'paused' });
    expect(await askCode(fixture, member.number, { channel: 'sms' }, other)).toMatchObject({
      result: 'paused',
    });
  });
});

describe('a password', () => {
  it('with its proof counts at once, and opens all', async () => {
    const member = await reached(fixture);
    const proof = await proven(fixture, member);
    expect(await tellPassword(fixture, member.number, proof, { text: 'mine' })).toEqual(ACCEPTED);
    expect(await phcOfMember(member.number)).toBe(phcOf('mine'));
    const kinds = (await fixture.accounts.mails(member.email)).map(({ kind }) => kind);
    expect(kinds).toEqual(['activation-code', 'password-set']);
    expect((await fixture.accounts.texts(member.phone)).map(({ kind }) => kind)).toEqual(['password-set']);
  });

  it('without one is refused where head office takes none that a kiosk attests', async () => {
    const member = await reached(fixture);
    const before = await phcOfMember(member.number);
    const thief = await fixture.accounts.client();
    expect(await tellPassword(fixture, member.number, undefined, { kiosk: thief })).toEqual({
      ...{ status: 'refused', reason: 'attested-limit' },
    });
    expect(await phcOfMember(member.number)).toBe(before);
  });

  it('with a proof shown again is refused, also by another event of the same batch', async () => {
    const member = await reached(fixture);
    const proof = await proven(fixture, member);
    const together = await Promise.all([1, 2, 3].map(() => tellPassword(fixture, member.number, proof)));
    expect(together.filter((answer) => answer?.status === 'accepted')).toHaveLength(1);
    expect(await tellPassword(fixture, member.number, proof)).toEqual(REFUSED);
  });

  it.each([
    ['of another member', async () => ({ proof: await proven(fixture, await reached(fixture)) })],
    [
      'of another kiosk',
      async (member: Awaited<ReturnType<typeof reached>>) => ({
        proof: await proven(fixture, member, other),
      }),
    ],
    [
      'of another visit',
      async (member: Awaited<ReturnType<typeof reached>>) => ({
        proof: { ...(await proven(fixture, member)), visit: randomUUID() },
      }),
    ],
    [
      'that nobody made',
      () => Promise.resolve({ proof: { by: 'code' as const, id: randomUUID(), visit: randomUUID() } }),
    ],
    [
      'of a letter that nobody had',
      () => Promise.resolve({ proof: { by: 'letter' as const, id: randomUUID() } }),
    ],
    [
      'that was shown too long ago',
      async (member: Awaited<ReturnType<typeof reached>>) => {
        const proof = await proven(fixture, member);
        fixture.clock.now += 22 * MINUTE;
        return { proof };
      },
    ],
  ])('with a proof %s is refused', async (_what, made) => {
    const member = await reached(fixture);
    const before = await phcOfMember(member.number);
    const { proof } = await made(member);
    expect(await tellPassword(fixture, member.number, proof)).toEqual(REFUSED);
    expect(await phcOfMember(member.number)).toBe(before);
  });

  it('with the proof of another purpose is refused', async () => {
    const member = await reached(fixture);
    const { token } = await fixture.login({ identifier: member.number });
    const attempt = await provenInSpace(fixture, token, member.email, { purpose: 'device' });
    const row = await fixture.db
      .selectFrom('sent_code')
      .select(['proof', 'visit'])
      .where('attempt', '=', attempt)
      .executeTakeFirstOrThrow();
    const proof = { by: 'code', id: row.proof ?? '', visit: row.visit } as const;
    expect(await tellPassword(fixture, member.number, proof)).toEqual(REFUSED);
  });

  it('that waited at a kiosk without a line counts by its proof, days later', async () => {
    const member = await reached(fixture);
    const proof = await proven(fixture, member);
    const at = fixture.clock.now + 5 * MINUTE;
    fixture.clock.now += 6 * DAY;
    expect(await tellPassword(fixture, member.number, proof, { at, text: 'late' })).toEqual(ACCEPTED);
    expect(await phcOfMember(member.number)).toBe(phcOf('late'));
  });

  it('of two kiosks that show one proof at once is taken from the one that it is of', async () => {
    const member = await reached(fixture);
    const proof = await proven(fixture, member);
    const answers = await Promise.all(
      [other, fixture.kiosk, other].map((kiosk) => tellPassword(fixture, member.number, proof, { kiosk })),
    );
    expect(answers).toEqual([REFUSED, ACCEPTED, REFUSED]);
  });
});
