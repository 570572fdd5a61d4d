import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture, activation, otherCode, type Posted } from './activation-fixture.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

/** Whole runs, each with people of its own. */
const RUNS = 10;

const person = fc.nat({ max: 2 });
const address = fc.nat({ max: 2 });
/** One of the attempts so far, the latest most of all. */
const attempt = fc.nat({ max: 3 });

/** Some minutes most of the time: after two days every attempt has ended, and there is little left to happen. */
const span = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(1, MINUTE, 9 * MINUTE) },
  { weight: 1, arbitrary: fc.constant(48 * HOUR) },
);

const operation = fc.oneof(
  { weight: 1, arbitrary: fc.record({ type: fc.constant('letter' as const), person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('open' as const), person }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('activate' as const), attempt, address, again: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('email' as const), attempt, address }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('resend' as const), attempt }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('code' as const), attempt, right: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('link' as const), address, back: fc.nat({ max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), span }) },
);

type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

/** What one run has made so far. */
interface Run {
  readonly people: readonly Holder[];
  readonly emails: readonly string[];
  readonly letters: Map<Holder, Posted>;
  readonly attempts: string[];
  /** By attempt: what was submitted last, and where its mails go. */
  readonly submitted: Map<string, ReturnType<typeof activation>>;
  readonly addresses: Map<string, string>;
}

it('whatever is done in whatever order, no address and no holder has two accounts, and no letter serves twice', async () => {
  const database = await migratedDatabase();
  const fixture = await ActivationFixture.open(database);
  onTestFinished(async () => {
    await fixture.close();
    await database.close();
  });
  const seen = { confirmed: 0, taken: 0, ended: 0 };
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 15, maxLength: 35 }), async (operations) => {
      // Mails of earlier runs would only be read again and again.
      await database.db.deleteFrom('mail').execute();
      const run: Run = {
        people: [await fixture.member(), await fixture.member(), await fixture.insured()],
        emails: Array.from({ length: 3 }, () => `${randomUUID()}@exemple.fr`),
        letters: new Map(),
        attempts: [],
        submitted: new Map(),
        addresses: new Map(),
      };
      // Everybody has a letter and has shown it: else most runs would come to nothing.
      for (const who of [0, 1, 2]) {
        await perform(fixture, run, { type: 'letter', person: who });
        await perform(fixture, run, { type: 'open', person: who });
      }
      // In every second run an address is taken from the start: by chance it often is in none.
      runs += 1;
      if (runs % 2 === 0) seen.taken += await take(fixture, run);
      for (const each of operations) {
        const before = await accounts(fixture);
        const result = await perform(fixture, run, each);
        // What is refused has changed nothing.
        if (result === 'ended' || result === 'email-taken') expect(await accounts(fixture)).toEqual(before);
        if (result === 'confirmed') seen.confirmed += 1;
        if (result === 'email-taken') seen.taken += 1;
        if (result === 'ended') seen.ended += 1;
      }
      await expectSound(fixture);
    }),
    // Its database is that of the runs before: a shorter example would be looked for in vain.
    { numRuns: RUNS, endOnFailure: true },
  );
  // The runs have met what they are about. When this was written: 25 confirmed, 18 taken, 60 ended.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
}, 120_000);

/** The first person confirms the first address, which the second one then asks for. @returns how often it was taken */
async function take(fixture: ActivationFixture, run: Run): Promise<number> {
  const [second, first] = [run.attempts.length - 2, run.attempts.length - 1];
  await perform(fixture, run, { type: 'activate', attempt: first, address: 0, again: false });
  expect(await perform(fixture, run, { type: 'code', attempt: first, right: true })).toBe('confirmed');
  const after = await perform(fixture, run, { type: 'activate', attempt: second, address: 0, again: false });
  expect(after).toBe('email-taken');
  return 1;
}

async function perform(fixture: ActivationFixture, run: Run, operation: Operation): Promise<string | null> {
  const named = 'attempt' in operation ? (run.attempts.at(-1 - operation.attempt) ?? randomUUID()) : '';
  const email = 'address' in operation ? (run.emails[operation.address] ?? '') : '';
  switch (operation.type) {
    case 'letter': {
      const holder = run.people[operation.person];
      if (holder) run.letters.set(holder, await fixture.letter(holder));
      return null;
    }
    case 'open': {
      const holder = run.people[operation.person];
      const posted = holder && run.letters.get(holder);
      if (!posted) return null;
      const opened = randomUUID();
      const { result } = await fixture.show(posted, { attempt: opened });
      if (result === 'accepted') run.attempts.push(opened);
      return result;
    }
    case 'activate': {
      const before = operation.again ? run.submitted.get(named) : undefined;
      const request = before ?? activation(named, { email });
      run.submitted.set(named, request);
      const { result } = await fixture.activate(request);
      if (result === 'pending') run.addresses.set(named, request.email);
      return result;
    }
    case 'email': {
      const { result } = await fixture.changeEmail(named, email);
      if (result === 'pending') run.addresses.set(named, email);
      return result;
    }
    case 'resend':
      return (await fixture.resend(named)).result;
    case 'code': {
      const to = run.addresses.get(named) ?? '';
      const code = (await fixture.confirmationsTo(to)).at(-1)?.code ?? '123456';
      return (await fixture.confirm(named, operation.right ? code : otherCode(code))).result;
    }
    case 'link': {
      const token = (await fixture.confirmationsTo(email)).at(-1 - operation.back)?.token ?? '';
      return confirmByLink(fixture.deps, token);
    }
    case 'wait':
      fixture.clock.now += operation.span;
      return null;
  }
}

/** Rows that must not be: each statement finds what would be wrong. */
const UNSOUND = [
  'SELECT email FROM account WHERE confirmed_at IS NOT NULL GROUP BY email HAVING count(*) > 1',
  'SELECT number FROM account WHERE confirmed_at IS NOT NULL AND number IS NOT NULL GROUP BY number HAVING count(*) > 1',
  'SELECT insured FROM account WHERE confirmed_at IS NOT NULL AND insured IS NOT NULL GROUP BY insured HAVING count(*) > 1',
  // Several holders may wait for one address; a holder waits once.
  'SELECT number FROM account WHERE confirmed_at IS NULL AND number IS NOT NULL GROUP BY number HAVING count(*) > 1',
  'SELECT insured FROM account WHERE confirmed_at IS NULL AND insured IS NOT NULL GROUP BY insured HAVING count(*) > 1',
  // A letter was spent by one attempt alone.
  'SELECT letter FROM activation WHERE submission IS NOT NULL GROUP BY letter HAVING count(*) > 1',
  `SELECT letter.id FROM letter WHERE kind = 'account' AND spent_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM activation WHERE letter = letter.id AND submission IS NOT NULL)`,
  'SELECT id FROM letter WHERE spent_at IS NOT NULL AND voided_at IS NOT NULL',
  // A confirmed account of a member has its password in one place, one of an insured person in the other.
  'SELECT id FROM account WHERE confirmed_at IS NOT NULL AND (number IS NULL) <> (phc IS NOT NULL)',
  `SELECT id FROM account WHERE confirmed_at IS NOT NULL AND number IS NOT NULL
     AND NOT EXISTS (SELECT FROM credential WHERE number = account.number)`,
  // Only what has been shown confirms.
  `SELECT id FROM account WHERE confirmed_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM confirmation WHERE account = account.id AND spent_at IS NOT NULL AND voided_at IS NULL)`,
  'SELECT id FROM account WHERE code_tries > 5',
  'SELECT account FROM confirmation GROUP BY account HAVING count(*) > 10',
];

function accounts(fixture: ActivationFixture): Promise<unknown[]> {
  const table = fixture.database.db.selectFrom('account');
  return table.select(['id', 'email', 'phc', 'activated_at', 'confirmed_at']).orderBy('id').execute();
}

async function expectSound(fixture: ActivationFixture): Promise<void> {
  for (const statement of UNSOUND) {
    const { rows } = await sql.raw(statement).execute(fixture.database.db);
    expect(rows, statement).toEqual([]);
  }
}
