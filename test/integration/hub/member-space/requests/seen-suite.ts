import { beforeAll, describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../../../src-shared/values/receipt-number.ts';
import { REQUEST_KINDS } from '../../../../../src-shared/member-requests/request-kinds.ts';
import type { SpaceDone } from '../../../../../src-shared/hub-api/space-calls.ts';
import type { SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import {
  address,
  sentBy,
  document,
  question,
  sendOne,
  situation,
} from '../../../../support/hub/request-sender.ts';
import { MINUTE } from '../../../../../src-shared/time/units.ts';

/** What the member space shows of requests. @param open the fixture, once it is there */
export function seenSuite(open: () => SpaceFixture): void {
  let fixture: SpaceFixture;

  beforeAll(() => {
    fixture = open();
  });

  async function seen(token: string, kinds = REQUEST_KINDS, page = 0): Promise<SpaceDone<'requests'>> {
    const answer = await fixture.call(token, 'requests', { kinds, page });
    if (answer.result !== 'ok') throw new Error(answer.result);
    return answer;
  }

  describe('requests in the member space', () => {
    it('are none for a member without any', async () => {
      const { token } = await fixture.login(await fixture.member());
      expect(await seen(token, ['document'], 7)).toEqual({
        result: 'ok',
        total: 0,
        page: 0,
        pages: 1,
        rows: [],
      });
    });

    it('come newest first, in pages of five, only of the kinds asked for; a page beyond the end is the last', async () => {
      const member = await fixture.member();
      const { token } = await fixture.login(member);
      const receipts: string[] = [];
      for (let age = 11; age > 0; age -= 1) {
        const { id } = await sendOne(fixture, document(member), fixture.clock.now - age * MINUTE);
        receipts.unshift(receiptNumber(id));
      }
      await sendOne(fixture, question(member));
      const pages = await Promise.all([0, 1, 2, 9].map((page) => seen(token, ['document'], page)));
      expect(pages.map(({ page, pages: count, total }) => [page, count, total])).toEqual([
        ...[0, 1, 2, 2].map((page) => [page, 3, 11]),
      ]);
      expect(pages.slice(0, 3).flatMap(({ rows }) => rows.map(({ receipt }) => receipt))).toEqual(receipts);
      expect(pages[3]?.rows).toEqual(pages[2]?.rows);
      expect(await seen(token)).toMatchObject({ total: 12, rows: [{ kind: 'question' }, {}, {}, {}, {}] });
    });

    it('say what became of each, and never what was sent', async () => {
      const member = await fixture.member();
      const { now } = fixture.clock;
      const one = await sendOne(fixture, situation(member, 'Note-secrète'), now - 4 * MINUTE);
      await sendOne(fixture, address(member, '9 rue Secrète', '2027-01-01'), now - 3 * MINUTE);
      await sendOne(fixture, address(member, '8 rue Secrète', '2026-11-01'), now - 2 * MINUTE);
      await fixture.db
        .updateTable('member_request')
        .set({ state: 'refused', reply: 'x'.repeat(1500) })
        .where('id', '=', one.id)
        .execute();
      const answer = await seen((await fixture.login(member)).token);
      expect(answer.rows).toMatchObject([
        {
          kind: 'address',
          topic: 'Rennes',
          state: 'done',
          madeAt: now - 2 * MINUTE,
          madeBy: null,
          rejected: null,
          reply: null,
        },
        { kind: 'address', topic: 'Rennes', state: 'superseded' },
        { kind: 'situation', topic: 'parental-leave', state: 'refused', reply: 'x'.repeat(1000) },
      ]);
      expect(JSON.stringify(answer)).not.toContain('Secrète');
      expect(JSON.stringify(answer)).not.toContain('secrète');
    });

    it('of another member, and of a person only insured, are never among them', async () => {
      const [member, other, insured] = [
        await fixture.member(),
        await fixture.member(),
        await fixture.insured(),
      ];
      for (const person of [member, other, insured]) await sendOne(fixture, question(person));
      for (const person of [member, other, insured]) {
        const { rows } = await seen((await fixture.login(person)).token);
        const own = await fixture.db
          .selectFrom('member_request')
          .select('receipt')
          .where('holder', '=', person.subject)
          .execute();
        expect(rows.map(({ receipt }) => receipt)).toEqual(own.map(({ receipt }) => receipt));
        expect(rows).toHaveLength(1);
      }
    });

    it('of a helper are the giver’s, with the helper’s name; looking at them stands in the journal', async () => {
      const [giver, helper] = [
        await fixture.member(),
        await fixture.member({ givenName: 'Zoé', familyName: 'Aidante' }),
      ];
      const delegation = await fixture.delegation(giver, helper, { scope: 'ask' });
      await sendOne(fixture, question(giver), fixture.clock.now - MINUTE);
      await sendOne(fixture, document(giver, sentBy(helper, delegation)));
      const acting = await fixture.loginFor(helper, delegation);
      const rows = [{ madeBy: 'Zoé Aidante' }, { madeBy: null }];
      expect(await seen(acting.token)).toMatchObject({ rows });
      expect(await seen((await fixture.login(giver)).token)).toMatchObject({ rows });
      expect(await seen((await fixture.login(helper)).token)).toMatchObject({ total: 0 });
      const acts = await fixture.db
        .selectFrom('delegation_act')
        .select('what')
        .where('delegation', '=', delegation)
        .orderBy('id')
        .execute();
      expect(acts).toEqual([{ what: 'sent-request' }, { what: 'saw-requests' }]);
    });
  });
}
