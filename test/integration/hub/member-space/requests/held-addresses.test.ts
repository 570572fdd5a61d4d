import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { privateFiles } from '../../../../../src-hub/basics/private-files.ts';
import { exportLetters } from '../../../../../src-hub/letters/batches/export-letters.ts';
import { letterPlace } from '../../../../../src-hub/people/addresses/held-addresses.ts';
import { placeKey } from '../../../../../src-hub/people/addresses/place-key.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import type { EventBody } from '../../../../../src-shared/hub-api/events.ts';
import { DAY, HOUR, MINUTE } from '../../../../../src-shared/time/units.ts';
import {
  address,
  addressInEffect,
  addressProof,
  event,
  send,
  sendOne,
  sentBy,
  storedRequests,
} from '../../../../support/hub/request-sender.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

type Member = FixturePerson & { readonly number: string };

const START = Date.UTC(2026, 10, 23, 9);
const TODAY = '2026-11-23';
const NOT_ALLOWED = { status: 'refused', reason: 'not-allowed' };

let fixture: SpaceFixture;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());
beforeEach(() => {
  fixture.clock.now = START;
});

/** A member who lives in the Rue Ancienne. */
async function member(email: string | null = `held-${(serial += 1)}@exemple.fr`): Promise<Member> {
  const made = await fixture.member({ email });
  await filed(made, '1 rue Ancienne');
  return made;
}

/** Head office's own file has an address. */
async function filed(
  { number }: Member,
  line: string,
  place = { postalCode: '44000', town: 'Nantes' },
): Promise<void> {
  const { postalCode: postal_code, town } = place;
  await fixture.db
    .insertInto('member_address')
    .values({ number, lines: [line], postal_code, town, country: 'FR' })
    .onConflict((conflict) =>
      conflict.column('number').doUpdateSet({ lines: [line], postal_code, town, country: 'FR' }),
    )
    .execute();
}

type Said = Parameters<typeof address>[3];

const report = async (someone: Member, line: string, said: Said = {}, from = TODAY) =>
  (await sendOne(fixture, address(someone, line, from, said))).answer;

/** Asks for a letter and hands over what waits. @returns the streets of its envelope; null: it waits */
async function letterGoesTo({ number }: Member): Promise<string | null> {
  await fixture.db.deleteFrom('letter').execute();
  await fixture.db
    .insertInto('letter')
    .values({
      ...{ id: crypto.randomUUID(), number, insured: null, because: null, code_mac: null, batch: null },
      ...{ requested_at: new Date(fixture.clock.now), expires_at: null, spent_at: null, voided_at: null },
    })
    .execute();
  const into = temporaryFolder();
  await exportLetters(fixture.deps, into, privateFiles);
  const [batch] = readdirSync(into).filter((name) => name.startsWith('batch-'));
  if (batch === undefined) return null;
  const [, row = ''] = readFileSync(path.join(into, batch, 'manifest.csv'), 'utf8').split('\r\n');
  return row.split(';')[3] ?? '';
}

const kindsTo = async (email: string) => (await fixture.accounts.mails(email)).map(({ kind }) => kind);

describe('a new postal address', () => {
  it('needs a fresh code of the person, at the kiosk that tells it', async () => {
    const [someone, other] = [await member(), await member()];
    const body = address(someone, '9 rue du Voleur', TODAY);
    const withProof = async (proof: string | undefined): Promise<unknown> =>
      (await sendOne(fixture, { ...body, proof } as EventBody)).answer;
    expect(await withProof(undefined), 'none, as a kiosk of before').toEqual(NOT_ALLOWED);
    expect(await withProof(crypto.randomUUID()), 'invented').toEqual(NOT_ALLOWED);
    expect(await withProof(await addressProof(fixture, other)), 'of another member').toEqual(NOT_ALLOWED);
    const elsewhere = await fixture.accounts.client();
    expect(await withProof(await addressProof(fixture, someone, elsewhere)), 'of another kiosk').toEqual(
      NOT_ALLOWED,
    );
    const { token } = await fixture.login(someone);
    for (const purpose of ['contact', 'device', 'delegation'] as const)
      expect(await withProof(await fixture.proof(token, purpose)), `for ${purpose}`).toEqual(NOT_ALLOWED);
    const unproven = await fixture.proof(token, 'address');
    await fixture.db
      .updateTable('sent_code')
      .set({ proven_at: null })
      .where('attempt', '=', unproven)
      .execute();
    expect(await withProof(unproven), 'sent, but never entered').toEqual(NOT_ALLOWED);
    expect((await addressInEffect(fixture, someone.number))[0]).toBe('1 rue Ancienne');
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    expect(await withProof(await fixture.proof(token, 'address'))).toEqual({ status: 'accepted' });
  });

  it('takes its code once: of two with the same, in one batch or in two, the first is done', async () => {
    const someone = await member();
    const proof = await addressProof(fixture, someone);
    const [one, two, three] = ['1 A', '2 B', '3 C'].map((line) =>
      event({ ...address(someone, line, TODAY), proof } as EventBody, fixture.clock.now),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('none');
    expect(await send(fixture, [one, two])).toEqual([{ status: 'accepted' }, NOT_ALLOWED]);
    expect(await send(fixture, [one, three]), 'a replay, then another').toEqual([
      { status: 'accepted' },
      NOT_ALLOWED,
    ]);
    expect((await addressInEffect(fixture, someone.number))[0]).toBe('1 A');
  });

  it('with a code counts by when it was decided: late news are taken, dated ones are not', async () => {
    const someone = await member();
    const proof = await addressProof(fixture, someone);
    const at = (offset: number) => {
      const sent = event(
        { ...address(someone, `${offset} rue Tardive`, TODAY), proof } as EventBody,
        START + offset,
      );
      return send(fixture, [sent]);
    };
    fixture.clock.now = START + 3 * DAY;
    expect(await at(-2 * HOUR), 'before the code').toEqual([NOT_ALLOWED]);
    expect(await at(2 * HOUR), 'long after it').toEqual([NOT_ALLOWED]);
    expect(await at(MINUTE), 'after a line that was away').toEqual([{ status: 'accepted' }]);
  });

  it.each(['see', 'ask', 'all'] as const)(
    'is refused of a helper with scope %s, with or without a code',
    async (scope) => {
      const [giver, helper] = [await member(), await member()];
      const by = sentBy(helper, await fixture.delegation(giver, helper, { scope }));
      const body = address(giver, '9 rue du Voleur', TODAY, { helper: by });
      for (const proof of [
        undefined,
        await addressProof(fixture, giver),
        await addressProof(fixture, helper),
      ])
        expect((await sendOne(fixture, { ...body, proof } as EventBody)).answer).toEqual(NOT_ALLOWED);
      const { token } = await fixture.loginFor(helper, by.delegation);
      const asked = {
        attempt: crypto.randomUUID(),
        purpose: 'address',
        channel: 'email',
        to: null,
        language: 'fr',
      } as const;
      expect(await fixture.call(token, 'send-code', asked)).toEqual({ result: 'not-allowed' });
      expect((await addressInEffect(fixture, giver.number))[0]).toBe('1 rue Ancienne');
    },
  );

  it('is told at every address on file; once, also when it is sent again', async () => {
    const someone = await member('told@exemple.fr');
    await fixture.accounts.account(
      { number: someone.number },
      { confirmed: true, email: 'told-too@exemple.fr' },
    );
    const sent = event(address(someone, '2 rue Neuve', TODAY), fixture.clock.now);
    for (let time = 0; time < 2; time += 1) await send(fixture, [sent]);
    for (const email of ['told@exemple.fr', 'told-too@exemple.fr'])
      expect(await fixture.accounts.mails(email)).toMatchObject([
        { kind: 'address-reported', at: START, lettersFrom: START + 14 * DAY },
      ]);
  });

  it('whose code went to the only address on file is told by letter too, at the former address', async () => {
    const someone = await member('only@exemple.fr');
    const { token } = await fixture.login(someone);
    const proof = await fixture.proof(token, 'address');
    await sendOne(fixture, { ...address(someone, '2 rue Neuve', TODAY), proof } as EventBody);
    expect(await kindsTo('only@exemple.fr')).toEqual(['address-reported']);
    const into = temporaryFolder();
    await exportLetters(fixture.deps, into, privateFiles);
    const [batch = ''] = readdirSync(into).filter((name) => name.startsWith('batch-'));
    const rows = readFileSync(path.join(into, batch, 'manifest.csv'), 'utf8');
    expect(rows).toContain('1 RUE ANCIENNE');
    expect(rows).not.toContain('2 RUE NEUVE');
  });
});

describe('a letter with a code', () => {
  it('goes to the former address for fourteen days, then to the new one', async () => {
    const someone = await member();
    await report(someone, '2 rue Neuve');
    expect((await addressInEffect(fixture, someone.number))[0]).toBe('2 rue Neuve');
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    fixture.clock.now = START + 14 * DAY - 1;
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    fixture.clock.now = START + 14 * DAY;
    expect(await letterGoesTo(someone)).toBe('2 RUE NEUVE');
  });

  it('counts the days from the report, not from the first day or a day that the kiosk gives', async () => {
    const someone = await member();
    await report(someone, '2 rue Future', {}, '2026-12-20');
    fixture.clock.now = Date.UTC(2026, 11, 20, 9);
    await tidy(fixture.deps);
    expect(await letterGoesTo(someone)).toBe('2 RUE FUTURE');
    const other = await member();
    fixture.clock.now = START + 10 * DAY;
    await sendOne(fixture, address(other, '2 rue Neuve', TODAY), START);
    fixture.clock.now = START + 23 * DAY;
    expect(await letterGoesTo(other)).toBe('1 RUE ANCIENNE');
  });

  it.each<[string, Said]>([
    ['the town alone', { postalCode: '44300', town: 'Nantes' }],
    ['the country alone', { country: 'BE', isTownTyped: true, postalCode: '4400', town: 'NANTES' }],
  ])('goes to the former address after a change of %s', async (_what, said) => {
    const someone = await member();
    await filed(someone, '5 rue Même');
    await report(someone, '5 rue Même', said);
    // Staff confirms a typed town at once.
    await fixture.db
      .updateTable('member_request')
      .set({ state: 'done' })
      .where('holder', '=', someone.number)
      .where('applied_at', 'is', null)
      .execute();
    await tidy(fixture.deps);
    const { country, town } = await fixture.db
      .selectFrom('member_address')
      .select(['country', 'town'])
      .where('number', '=', someone.number)
      .executeTakeFirstOrThrow();
    expect([country, town.toUpperCase()]).toEqual([said?.country ?? 'FR', 'NANTES']);
    expect(
      await fixture.db
        .selectFrom('address_hold')
        .select('postal_code')
        .where('subject', '=', someone.number)
        .execute(),
    ).toEqual([{ postal_code: '44000' }]);
  });

  it('goes on to an address that differs in capitals, accents, spaces or points alone', async () => {
    const someone = await member();
    await fixture.db
      .updateTable('member_address')
      .set({ lines: ['12 RUE DE L EGLISE', 'BATIMENT DE L EXEMPLE'], postal_code: '35000', town: 'RENNES' })
      .where('number', '=', someone.number)
      .execute();
    await report(someone, "12, rue de l'Église.");
    expect(await fixture.accounts.mails(`held-${serial}@exemple.fr`)).toMatchObject([
      { kind: 'address-reported', lettersFrom: null },
    ]);
    expect(
      await fixture.db
        .selectFrom('address_hold')
        .select('place')
        .where('subject', '=', someone.number)
        .execute(),
    ).toEqual([]);
  });

  it('goes to the first address after two changes within the days, and each change counts its own', async () => {
    const someone = await member();
    await report(someone, '2 rue Deux');
    fixture.clock.now = START + 10 * DAY;
    await report(someone, '3 rue Trois');
    fixture.clock.now = START + 15 * DAY;
    expect(await letterGoesTo(someone), 'the second change is five days old').toBe('1 RUE ANCIENNE');
    fixture.clock.now = START + 24 * DAY;
    expect(await letterGoesTo(someone)).toBe('3 RUE TROIS');
  });

  it('goes on to the former address when the person changes back to it; what was reported in between stays held', async () => {
    const someone = await member();
    await fixture.db
      .updateTable('member_address')
      .set({ lines: ['1 rue Ancienne', "Bâtiment de l'Exemple"], postal_code: '35000', town: 'Rennes' })
      .where('number', '=', someone.number)
      .execute();
    await report(someone, '9 rue du Voleur');
    await report(someone, '1 rue Ancienne');
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    fixture.clock.now += DAY;
    await report(someone, '9 rue du Voleur');
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
  });

  it('waits when there was no address before, and goes after the days', async () => {
    const someone = await fixture.member({ email: null });
    await report(someone, '2 rue Première');
    expect(await letterGoesTo(someone)).toBeNull();
    fixture.clock.now = START + 14 * DAY;
    expect(await letterGoesTo(someone)).toBe('2 RUE PREMIERE');
  });

  it('follows head office’s own file at once, but not to a place that was reported here lately', async () => {
    const someone = await member();
    await report(someone, '9 rue du Voleur');
    await filed(someone, '4 rue du Siège');
    expect(await letterGoesTo(someone), 'another place').toBe('4 RUE DU SIEGE');
    // The back office has not heard of the report yet, then it has.
    await filed(someone, '1 rue Ancienne');
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    await fixture.db
      .updateTable('member_address')
      .set({ lines: ['9 RUE DU VOLEUR', 'BATIMENT DE L EXEMPLE'], postal_code: '35000', town: 'RENNES' })
      .where('number', '=', someone.number)
      .execute();
    expect(await letterGoesTo(someone), 'what was reported, through the back office').toBe('1 RUE ANCIENNE');
    fixture.clock.now = START + 14 * DAY;
    expect(await letterGoesTo(someone)).toBe('9 RUE DU VOLEUR');
    fixture.clock.now += 1;
    expect((await tidy(fixture.deps))?.held).toBeGreaterThan(0);
  });

  it('of a person who is only insured is held alike', async () => {
    const insured = await fixture.insured();
    await sendOne(fixture, address(insured, '9 rue du Voleur', TODAY));
    expect(
      await fixture.db
        .selectFrom('address_hold')
        .select('subject')
        .where('subject', '=', insured.subject)
        .execute(),
    ).toHaveLength(1);
  });

  it('goes to the former address when an older report arrives after a newer one', async () => {
    const someone = await member();
    await report(someone, '2 rue Neuve');
    await sendOne(fixture, address(someone, '9 rue du Voleur', TODAY), START - HOUR);
    expect((await storedRequests(fixture, someone)).map(({ state }) => state)).toEqual([
      'superseded',
      'done',
    ]);
    expect(await letterGoesTo(someone)).toBe('1 RUE ANCIENNE');
    fixture.clock.now = START + 14 * DAY;
    expect(await letterGoesTo(someone)).toBe('2 RUE NEUVE');
  });
});

describe('the place of an address', () => {
  const home = { lines: ['Bât. B', '12 rue de l’Église'], postalCode: '44000', town: 'Saint-Herblain' };

  it('is the same however it is written', () => {
    for (const same of [
      { ...home, country: 'FR' },
      { ...home, lines: ['BAT B', '12 RUE DE L EGLISE'], town: 'SAINT HERBLAIN' },
      { ...home, lines: ['Bât. B 12, rue de l’Église'] },
    ])
      expect(placeKey(same)).toBe(placeKey(home));
  });

  it('is another one with another number, town, code or country', () => {
    for (const other of [
      { ...home, lines: ['Bât. B', '112 rue de l’Église'] },
      { ...home, lines: ['Bât. B 1', '2 rue de l’Église'] },
      { ...home, lines: ['12 rue de l’Église'] },
      { ...home, town: 'Nantes' },
      { ...home, postalCode: '44800' },
      { ...home, country: 'BE' },
      { ...home, country: 'GP' },
      { ...home, lines: ['улица Ленина 5'] },
    ])
      expect(placeKey(other)).not.toBe(placeKey(home));
    expect(placeKey({ ...home, lines: ['улица'] })).not.toBe(placeKey({ ...home, lines: ['проспект'] }));
  });

  it('of a letter is nowhere without an address, and the one on file without a hold', () => {
    expect(letterPlace(null, [])).toBeNull();
    expect(letterPlace(home, [{ place: 'elsewhere', instead: null }])).toBe(home);
    expect(letterPlace(home, [{ place: placeKey(home), instead: null }])).toBeNull();
  });
});
