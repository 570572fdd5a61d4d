import { beforeAll, describe, expect, it } from 'vitest';
import { answerRequest } from '../../../../../src-hub/member-space/requests/staff/answer-request.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import { receiptNumber } from '../../../../../src-shared/values/receipt-number.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import type { SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import {
  address,
  addressStates,
  event,
  addressInEffect,
  storedRequests,
  send,
  sendOne,
} from '../../../../support/hub/request-sender.ts';
import { MINUTE } from '../../../../../src-shared/time/units.ts';

/** Addresses that members report. @param open the fixture, once it is there */
export function addressSuite(open: () => SpaceFixture): void {
  let fixture: SpaceFixture;

  beforeAll(() => {
    fixture = open();
  });

  const ACCEPTED = { status: 'accepted' };
  const LATER = { status: 'superseded', reason: 'later-decision' };

  /** The day of the fixture's clock in France. */
  const TODAY = '2026-11-23';

  /** Where the feed of members is. */
  async function feedPosition(): Promise<number> {
    const { latest } = await fixture.db
      .selectFrom('member_change')
      .select(({ fn }) => fn.max('position').as('latest'))
      .executeTakeFirstOrThrow();
    return latest;
  }

  describe('an address that a member reports', () => {
    it.each(['2026-11-23', '2026-09-30'])('from %s on is in effect as soon as it arrives', async (from) => {
      const member = await fixture.member();
      const before = await feedPosition();
      const { answer } = await sendOne(fixture, address(member, '1 rue Neuve', from));
      expect(answer).toEqual(ACCEPTED);
      expect(await addressInEffect(fixture, member.number)).toEqual([
        '1 rue Neuve',
        'Rennes',
        '35000',
        '35000',
      ]);
      expect(await storedRequests(fixture, member)).toMatchObject([
        { topic: 'Rennes', state: 'done', effective_on: from, applied_at: new Date(fixture.clock.now) },
      ]);
      expect(await feedPosition()).toBeGreaterThan(before);
    });

    it('with the same postal code is no news for kiosks', async () => {
      const member = await fixture.member();
      const before = await feedPosition();
      const here = { postalCode: '44000', town: 'Nantes' };
      await sendOne(fixture, address(member, '1 rue Neuve', TODAY, here));
      expect(await addressInEffect(fixture, member.number)).toEqual([
        '1 rue Neuve',
        'Nantes',
        '44000',
        '44000',
      ]);
      expect(await feedPosition()).toBe(before);
    });

    it('from a later day on waits for that day in France', async () => {
      fixture.clock.now = FIXTURE_START;
      const [member, insured] = [await fixture.member(), await fixture.insured()];
      await sendOne(fixture, address(member, '2 rue Future', '2026-11-25'));
      await sendOne(fixture, address(insured, '3 rue Future', '2026-11-25'));
      fixture.clock.now = Date.UTC(2026, 10, 24, 22, 59);
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 0 });
      expect(await addressStates(fixture, member)).toEqual(['2 rue Future: received']);
      expect(await addressInEffect(fixture, member.number)).toEqual([null, null, null, '44000']);
      fixture.clock.now = Date.UTC(2026, 10, 24, 23);
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 2 });
      expect(await addressInEffect(fixture, member.number)).toEqual([
        '2 rue Future',
        'Rennes',
        '35000',
        '35000',
      ]);
      expect(await storedRequests(fixture, insured)).toMatchObject([
        { state: 'done', applied_at: new Date(fixture.clock.now) },
      ]);
      const known = await fixture.db
        .selectFrom('insured')
        .select(['lines', 'postal_code', 'town'])
        .where('nir', '=', Buffer.from(insured.subject.slice(4), 'hex'))
        .executeTakeFirstOrThrow();
      const lines = ['3 rue Future', "Bâtiment de l'Exemple"];
      expect(known).toEqual({ lines, postal_code: '35000', town: 'Rennes' });
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 0 });
    });

    it('is done in several transactions when many have their day', async () => {
      const members = await Promise.all([1, 2, 3, 4, 5].map(() => fixture.member()));
      await send(
        fixture,
        members.map((member) => event(address(member, '4 rue Future', '2026-11-24'), fixture.clock.now)),
      );
      fixture.clock.now = FIXTURE_START + 24 * 60 * MINUTE;
      expect(await tidy(fixture.deps, 2)).toMatchObject({ addresses: 5 });
      for (const { number } of members)
        expect((await addressInEffect(fixture, number))[0]).toBe('4 rue Future');
    });

    it('in a town that does not have this postal code is refused, changes nothing, and the member is told', async () => {
      const member = await fixture.member();
      for (const said of [{ town: 'Nantes' }, { postalCode: '00000' }, { town: 'RENNES' }]) {
        const { answer } = await sendOne(fixture, address(member, '1 rue Neuve', TODAY, said));
        expect(answer).toEqual({ status: 'refused', reason: 'unknown-town' });
      }
      const kept = await storedRequests(fixture, member);
      expect(kept.map(({ topic, state, rejected: why }) => [topic, state, why]).toSorted()).toEqual([
        ['Nantes', 'rejected', 'unknown-town'],
        ['RENNES', 'rejected', 'unknown-town'],
        ['Rennes', 'rejected', 'unknown-town'],
      ]);
      expect((await addressInEffect(fixture, member.number))[0]).toBeNull();
      // One decided before them is no later one's victim.
      expect(
        (await sendOne(fixture, address(member, '2 rue Neuve', TODAY), fixture.clock.now - 1)).answer,
      ).toEqual({
        status: 'accepted',
      });
      expect((await addressInEffect(fixture, member.number))[0]).toBe('2 rue Neuve');
    });

    it.each([
      ['44040', 'NANTES CEDEX 1', undefined, '44040'],
      ['97133', 'Gustavia', undefined, '97133'],
      ['L-2449', 'Luxembourg', 'LU', 'LU'],
      ['SW1A 1AA', 'London', 'GB', 'GB'],
      ['', 'Abidjan', 'CI', 'CI'],
      ['98000', 'MONACO CEDEX', 'MC', 'MC'],
    ])(
      'in a town that was typed, %s %s, waits for staff, and then counts',
      async (postalCode, town, country, topic) => {
        const member = await fixture.member();
        const said = {
          postalCode,
          town,
          isTownTyped: true,
          ...(country !== undefined && { country }),
        } as const;
        const { answer, id } = await sendOne(fixture, address(member, '1 rue Neuve', TODAY, said));
        expect(answer).toEqual(ACCEPTED);
        // The town was typed: no clear text of the database has it.
        expect(await storedRequests(fixture, member)).toMatchObject([
          { topic, state: 'received', unconfirmed: true, applied_at: null },
        ]);
        await tidy(fixture.deps);
        expect(await addressInEffect(fixture, member.number)).toEqual([null, null, null, '44000']);
        const name = { column: 'id', value: id } as const;
        expect(await answerRequest(fixture.deps, name, { state: 'in-progress', reply: null })).toBe(
          'answered',
        );
        expect(await tidy(fixture.deps)).toMatchObject({ addresses: 0 });
        expect(await answerRequest(fixture.deps, name, { state: 'done', reply: null })).toBe('answered');
        expect(await tidy(fixture.deps)).toMatchObject({ addresses: 1 });
        expect(await addressInEffect(fixture, member.number)).toEqual([
          '1 rue Neuve',
          town,
          postalCode,
          postalCode,
        ]);
        const row = fixture.db.selectFrom('member').select('country').where('number', '=', member.number);
        expect(await row.executeTakeFirstOrThrow()).toEqual({ country: country ?? 'FR' });
      },
    );

    it.each([
      [{ postalCode: '00000', town: 'Nantes', isTownTyped: true }],
      [{ postalCode: '98000', town: 'Monaco Ville', isTownTyped: true }],
      [{ postalCode: '2449', town: 'Luxembourg', country: 'LU' }],
      [{ postalCode: 'B-1000', town: 'Luxembourg', country: 'LU', isTownTyped: true }],
      [{ postalCode: '44040', town: '<NANTES>', isTownTyped: true }],
      [{ postalCode: '44040', town: 'N'.repeat(40), isTownTyped: true }],
      [{ postalCode: '1000', town: 'Paris', country: 'XX', isTownTyped: true }],
    ] as const)('that no letter can reach, %j, is refused as malformed', async (said) => {
      const member = await fixture.member();
      const { answer } = await sendOne(fixture, address(member, '1 rue Neuve', TODAY, said));
      expect(answer).toEqual({ status: 'refused', reason: 'malformed' });
      expect(await storedRequests(fixture, member)).toEqual([]);
    });

    it('of a person only insured, in a town that was typed, waits too', async () => {
      const insured = await fixture.insured();
      const said = { postalCode: '1000', town: 'Bruxelles', country: 'BE', isTownTyped: true } as const;
      const { id } = await sendOne(fixture, address(insured, '1 rue Neuve', TODAY, said));
      await answerRequest(fixture.deps, { column: 'id', value: id }, { state: 'done', reply: null });
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 1 });
      const known = fixture.db
        .selectFrom('insured')
        .select(['postal_code', 'town', 'country'])
        .where('nir', '=', Buffer.from(insured.subject.slice(4), 'hex'));
      expect(await known.executeTakeFirstOrThrow()).toEqual({
        ...{ postal_code: '1000', town: 'Bruxelles', country: 'BE' },
      });
    });

    it.each(['\u0000', 'Ren\u001b[2Jnes', 'Ren\u202enes'])(
      'in a town that no text can be, %j, is refused as malformed',
      async (town) => {
        const member = await fixture.member();
        const { answer } = await sendOne(fixture, address(member, '1 rue Neuve', TODAY, { town }));
        expect(answer).toEqual({ status: 'refused', reason: 'malformed' });
        expect(await storedRequests(fixture, member)).toEqual([]);
      },
    );

    it.each([' 1 rue Neuve', '\u0000', '1 rue\nNeuve', '<b>', '1 улица', '👍', '  '])(
      'that no kiosk lets through, %j, is refused as malformed',
      async (line) => {
        const member = await fixture.member();
        const { answer } = await sendOne(fixture, address(member, line, TODAY));
        expect(answer).toEqual({ status: 'refused', reason: 'malformed' });
        expect(await storedRequests(fixture, member)).toEqual([]);
      },
    );
  });

  describe('two addresses that cross', () => {
    let serial = 0;

    const cross = async (first: string, second: string) => {
      serial += 1;
      const email = `crossing-${serial}@exemple.fr`;
      const member = await fixture.member({ email });
      const { now } = fixture.clock;
      const older = event(address(member, 'OLDER', first), now - 2 * MINUTE);
      const newer = event(address(member, 'NEWER', second), now - MINUTE);
      return { member, older, newer, email };
    };

    it.each([
      ['today', TODAY, ['OLDER: done', 'NEWER: done']],
      ['another day', '2026-12-01', ['OLDER: superseded', 'NEWER: done']],
    ])(
      'in their order: the newer one counts, the older one of %s has been or is replaced',
      async (_when, from, states) => {
        const { member, older, newer } = await cross(from, TODAY);
        expect(await send(fixture, [older])).toEqual([ACCEPTED]);
        expect(await send(fixture, [newer])).toEqual([ACCEPTED]);
        expect(await addressStates(fixture, member)).toEqual(states);
        expect((await addressInEffect(fixture, member.number))[0]).toBe('NEWER');
      },
    );

    it('the other way round: the older one is superseded as it comes, and kept', async () => {
      const { member, older, newer } = await cross(TODAY, TODAY);
      expect(await send(fixture, [newer])).toEqual([ACCEPTED]);
      expect(await send(fixture, [older])).toEqual([LATER]);
      expect(await addressStates(fixture, member)).toEqual(['OLDER: superseded', 'NEWER: done']);
      expect((await addressInEffect(fixture, member.number))[0]).toBe('NEWER');
    });

    it.each([
      ['in their order', false, [ACCEPTED, ACCEPTED]],
      ['the other way round', true, [ACCEPTED, LATER]],
    ])('in one batch, %s', async (_order, turned, answers) => {
      const { member, older, newer, email } = await cross(TODAY, TODAY);
      expect(await send(fixture, turned ? [newer, older] : [older, newer])).toEqual(answers);
      expect(await addressStates(fixture, member)).toEqual(['OLDER: superseded', 'NEWER: done']);
      expect((await addressInEffect(fixture, member.number))[0]).toBe('NEWER');
      expect(await fixture.accounts.mails(email)).toMatchObject([{ receipt: receiptNumber(newer.id) }]);
    });

    it('of one moment: the greater id counts, whichever comes first', async () => {
      const member = await fixture.member();
      const same = ['A', 'B', 'C'].map((line) => event(address(member, line, TODAY), fixture.clock.now));
      const [low, middle, high] = same.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      if (!low || !middle || !high) throw new Error('three were made');
      expect(await send(fixture, [middle])).toEqual([ACCEPTED]);
      expect(await send(fixture, [low])).toEqual([LATER]);
      expect(await send(fixture, [high])).toEqual([ACCEPTED]);
      expect((await addressInEffect(fixture, member.number))[0]).toBe(
        high.body.kind === 'address-changed' ? high.body.lines[0] : '',
      );
    });

    it('of which the newer one begins later: the older one that waits does not take effect any more', async () => {
      const { member, older, newer } = await cross('2026-11-24', '2026-11-26');
      await send(fixture, [older]);
      await send(fixture, [newer]);
      fixture.clock.now = FIXTURE_START + 24 * 60 * MINUTE;
      await tidy(fixture.deps);
      expect(await addressInEffect(fixture, member.number)).toEqual([null, null, null, '44000']);
      fixture.clock.now = FIXTURE_START + 3 * 24 * 60 * MINUTE;
      await tidy(fixture.deps);
      expect(await addressStates(fixture, member)).toEqual(['OLDER: superseded', 'NEWER: done']);
      expect((await addressInEffect(fixture, member.number))[0]).toBe('NEWER');
    });
  });
}
