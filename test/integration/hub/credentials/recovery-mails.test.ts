import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecoveryAnswer } from '../../../../src-shared/hub-api/accounts.ts';
import { AccountFixture, FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { hashPassword } from '../../../support/hub/hub-fixture.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const NEW = 'Châtaigne-2026!';

let fixture: AccountFixture;
let kiosk: RigClient;
let phc: string;

beforeAll(async () => {
  fixture = await AccountFixture.open();
  kiosk = await fixture.client();
  phc = await hashPassword(NEW.normalize('NFC'));
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const start = (email: string, attempt = randomUUID(), client = kiosk): Promise<RecoveryAnswer> =>
  fixture.ask(client, '/v1/recoveries', { attempt, email, language: 'fr' });

describe('an address of a recovery', () => {
  it('that nobody has is answered as one that somebody has, after the same statements, and gets no mail', async () => {
    const { email } = await fixture.confirmedMember();
    const pending = await fixture.account(await fixture.member());
    const left = await fixture.confirmedMember();
    await fixture.deps.database.db
      .updateTable('member')
      .set({ closed_at: new Date(FIXTURE_START) })
      .where('number', '=', left.number)
      .execute();
    const runs: { answers: unknown[]; statements: string[] }[] = [];
    for (const address of [email, pending.email, left.email, 'nobody@exemple.fr']) {
      const { other, ...counted } = await watched(address);
      runs.push(counted);
      expect(other).toHaveLength(address === email ? 1 : 0);
    }
    for (const run of runs) expect(run).toEqual(runs[0]);
    expect(runs[0]?.statements.length).toBeGreaterThan(8);
  });

  /** Asks and shows five wrong codes at a hub whose statements are listened to. */
  async function watched(
    email: string,
  ): Promise<{ answers: unknown[]; statements: string[]; other: string[] }> {
    const { database } = fixture.deps;
    const statements: string[] = [];
    const listened: typeof database = {
      ...database,
      close: () => Promise.resolve(),
      transaction: (work) =>
        database.transaction((connection) =>
          work({
            ...connection,
            query: (text, parameters) => {
              statements.push(text);
              return connection.query(text, parameters);
            },
          }),
        ),
    };
    const hub = await AccountFixture.open({ database: listened, clock: fixture.clock });
    const attempt = randomUUID();
    const answers: unknown[] = [await hub.ask(kiosk, '/v1/recoveries', { attempt, email, language: 'fr' })];
    const codes = await fixture.recoveryCodes(email);
    const wrong = Number(codes[0] ?? '0');
    for (let n = 1; n <= 6; n += 1) {
      const code = String((wrong + n) % 1_000_000).padStart(6, '0');
      answers.push(await hub.ask(kiosk, '/v1/recoveries/check', { attempt, code }));
    }
    answers.push(await hub.ask(kiosk, '/v1/recoveries/password', { attempt, phc }));
    answers.push(await hub.ask(kiosk, '/v1/recoveries', { attempt: randomUUID(), email, language: 'fr' }));
    await hub.close();
    return { answers, statements, other: codes };
  }

  it('gets codes 60 s, 2, 5 and 15 min apart, and five a day', async () => {
    const { email } = await fixture.confirmedMember();
    for (const minutes of [1, 2, 5, 15]) {
      expect(await start(email)).toMatchObject({ result: 'posted', resendIn: minutes * MINUTE });
      expect(await start(email)).toEqual({ result: 'paused', waitMs: minutes * MINUTE });
      fixture.clock.now += minutes * MINUTE - 1;
      expect(await start(email, randomUUID(), await fixture.client())).toEqual({
        result: 'paused',
        waitMs: 1,
      });
      fixture.clock.now += 1;
    }
    expect(await start(email)).toMatchObject({ result: 'posted', resendIn: null });
    const waitMs = DAY - 23 * MINUTE;
    expect(await start(email)).toEqual({ result: 'paused', waitMs });
    fixture.clock.now += waitMs;
    expect(await start(email)).toMatchObject({ result: 'posted' });
    expect(await fixture.recoveryCodes(email)).toHaveLength(6);
  });

  it.each(['Someone@exemple.fr', ' someone@exemple.fr', 'someone', 'some one@exemple.fr\nBcc: x@y.fr'])(
    'in another form (%j) is not looked at',
    async (email) => {
      await expect(start(email)).rejects.toThrow('answered 400');
    },
  );
});
