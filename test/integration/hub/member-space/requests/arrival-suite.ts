import { beforeAll, describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../../../src-shared/values/receipt-number.ts';
import type { EventBody } from '../../../../../src-shared/hub-api/events.ts';
import { NAUGHTY_STRINGS } from '../../../../support/hostile/naughty-strings.ts';
import type { FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { dumpOf } from '../../../../support/hub/request-fixture.ts';
import {
  address,
  sentBy,
  document,
  event,
  storedRequests,
  question,
  send,
  sendOne,
  situation,
} from '../../../../support/hub/request-sender.ts';
import { DAY, SECOND } from '../../../../../src-shared/time/units.ts';

/** Requests as they come, also from helpers. @param open the fixture, once it is there */
export function arrivalSuite(open: () => SpaceFixture): void {
  let fixture: SpaceFixture;

  beforeAll(() => {
    fixture = open();
  });

  const ACCEPTED = { status: 'accepted' };
  const NOT_ALLOWED = { status: 'refused', reason: 'not-allowed' };
  const UNKNOWN = { status: 'refused', reason: 'unknown-member' };

  let member: FixturePerson & { readonly number: string };

  describe('requests of the member space, as they come', () => {
    it('are kept once, however often they come, with the receipt that the kiosk has shown', async () => {
      member = await fixture.member({ email: 'Odette@Exemple.fr' });
      const events = [document(member), situation(member, 'Note'), question(member)].map((body) =>
        event(body, fixture.clock.now),
      );
      const [first] = events;
      expect(await send(fixture, [...events, ...(first ? [first] : [])])).toEqual(Array(4).fill(ACCEPTED));
      expect(await send(fixture, events)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED]);
      const kept = await storedRequests(fixture, member);
      expect(kept).toHaveLength(3);
      for (const { id, body } of events)
        expect(kept).toContainEqual(
          expect.objectContaining({
            ...{
              id,
              receipt: receiptNumber(id),
              made_by: member.subject,
              delegation: null,
              state: 'received',
            },
            ...{ content: body, made_at: new Date(fixture.clock.now), effective_on: null, reply: null },
          }),
        );
      expect(kept.map(({ kind, topic }) => `${kind} ${topic}`).sort()).toEqual([
        'document member-card',
        'question contract',
        'situation parental-leave',
      ]);
      const mails = await fixture.accounts.mails('odette@exemple.fr');
      expect(mails).toHaveLength(3);
      const [asked] = events;
      expect(mails).toContainEqual({
        ...{ kind: 'request-received', to: 'odette@exemple.fr', language: 'fr', what: 'document' },
        ...{ receipt: receiptNumber(asked?.id ?? ''), at: fixture.clock.now, byHelper: false },
      });
    });

    it('of persons only insured are theirs; the mail goes to their account', async () => {
      const insured = await fixture.insured();
      expect((await sendOne(fixture, question(insured))).answer).toEqual(ACCEPTED);
      expect(await storedRequests(fixture, insured)).toMatchObject([
        { kind: 'question', made_by: insured.subject },
      ]);
      expect(await fixture.accounts.mails(insured.identifier)).toMatchObject([{ what: 'question' }]);
    });

    it('go without a mail when no usable address is on file', async () => {
      const without = await fixture.member({ email: 'not an address' });
      const before = await countMails();
      expect((await sendOne(fixture, question(without))).answer).toEqual(ACCEPTED);
      expect(await countMails()).toBe(before);
    });

    it('of unknown and closed people are refused, and nothing of them is kept', async () => {
      const closed = await fixture.member();
      await fixture.db
        .updateTable('member')
        .set({ closed_at: new Date(fixture.clock.now) })
        .where('number', '=', closed.number)
        .execute();
      const nobody: FixturePerson['holder'] = { situation: 'insured', nir: 'ab'.repeat(32) };
      const bodies = [
        ...[document(closed), question(closed), situation(closed), address(closed, '1 rue A', '2026-11-23')],
        ...[question({ holder: nobody }), question({ holder: { situation: 'member', number: '999999' } })],
      ];
      const answers = await send(
        fixture,
        bodies.map((body) => event(body, fixture.clock.now)),
      );
      expect(answers).toEqual(bodies.map(() => UNKNOWN));
      expect(await storedRequests(fixture, closed)).toEqual([]);
      const { number } = await fixture.db
        .selectFrom('event')
        .select('number')
        .where('reason', '=', 'unknown-member')
        .executeTakeFirstOrThrow();
      expect(number).toBeNull();
    });

    it('that waited for longer than 30 days are refused, changes never; the member is told', async () => {
      const at = fixture.clock.now - 31 * DAY;
      member = await fixture.member({ email: 'late@exemple.fr' });
      const bodies = [document(member), question(member), situation(member)];
      const answers = await send(
        fixture,
        bodies.map((body) => event(body, at)),
      );
      const expired = { status: 'refused', reason: 'expired' };
      expect(answers).toEqual([expired, expired, ACCEPTED]);
      const kept = await storedRequests(fixture, member);
      expect(kept.map(({ kind, state, rejected: why }) => [kind, state, why]).toSorted()).toEqual([
        ['document', 'rejected', 'expired'],
        ['question', 'rejected', 'expired'],
        ['situation', 'received', null],
      ]);
      const told = await fixture.accounts.mails('late@exemple.fr');
      expect(told.map((mail) => [mail.kind, 'state' in mail && mail.state]).toSorted()).toEqual([
        ['request-answered', 'refused'],
        ['request-answered', 'refused'],
        ['request-received', false],
      ]);
      const { token } = await fixture.login(member);
      expect(await fixture.call(token, 'home', {})).toMatchObject({ open: 1, answered: 2 });
      expect(await fixture.call(token, 'requests', { kinds: ['question'], page: 0 })).toMatchObject({
        rows: [{ state: 'rejected', rejected: 'expired', reply: null, madeBy: null }],
      });
    });

    it('keep hostile texts as they are, and neither log nor database shows them', async () => {
      const person = await fixture.member();
      const texts = [...NAUGHTY_STRINGS, '\u0000', 'a\u0000b', '\ud800', '\u202egnp.exe', '\u001b[2J']
        .map((text) => text.slice(0, 600))
        .filter((text) => text !== '');
      // A kiosk removes control characters; what has them comes from no kiosk.
      const foreign = texts.filter((text) => /(?![\t\n\r])\p{Cc}/u.test(text));
      expect(foreign.length).toBeGreaterThanOrEqual(3);
      for (const text of foreign)
        expect(await sendOne(fixture, question(person, text))).toMatchObject({
          answer: { status: 'refused', reason: 'malformed' },
        });
      const bodies = texts
        .filter((text) => !foreign.includes(text))
        .map((text): EventBody => question(person, text));
      for (let at = 0; at < bodies.length; at += 100) {
        const some = bodies.slice(at, at + 100).map((body) => event(body, fixture.clock.now));
        expect(new Set((await send(fixture, some)).map(({ status }) => status))).toEqual(
          new Set(['accepted']),
        );
      }
      const kept = await storedRequests(fixture, person);
      expect(kept.map(({ content }) => JSON.stringify(content)).sort()).toEqual(
        bodies.map((body) => JSON.stringify(body)).sort(),
      );
      const marked = 'Ma maladie est un secret-8F3K';
      await sendOne(fixture, question(person, marked));
      await sendOne(fixture, address(person, '8 rue du Secret-8F3K', '2027-01-01'));
      expect(await dumpOf(fixture.deps.database)).not.toMatch(/secret-8F3K/iu);
      expect(fixture.accounts.log.text()).not.toMatch(/secret-8F3K|<script|exemple\.fr/iu);
    });
  });

  describe('requests that a helper sends', () => {
    let helper: FixturePerson;

    const ask = (delegation: string, at = fixture.clock.now, giver = member, from = helper) =>
      sendOne(fixture, document(giver, sentBy(from, delegation)), at).then(({ answer }) => answer);

    beforeAll(async () => {
      member = await fixture.member({ email: 'giver@exemple.fr' });
      helper = await fixture.member({ givenName: 'Zoé', familyName: 'Aidante' });
    });

    it('are theirs who gave the delegation, stand in its journal, and the member is told', async () => {
      const id = await fixture.delegation(member, helper, { scope: 'ask' });
      const { answer, id: sent } = await sendOne(fixture, document(member, sentBy(helper, id)));
      expect(answer).toEqual(ACCEPTED);
      expect(await storedRequests(fixture, member)).toMatchObject([
        { made_by: helper.subject, delegation: id },
      ]);
      expect(await storedRequests(fixture, helper)).toEqual([]);
      const acts = await fixture.db
        .selectFrom('delegation_act')
        .selectAll()
        .where('delegation', '=', id)
        .execute();
      expect(acts).toMatchObject([{ what: 'sent-request', detail: receiptNumber(sent) }]);
      expect(await fixture.accounts.mails('giver@exemple.fr')).toMatchObject([{ byHelper: true }]);
      const { used_at } = await fixture.db
        .selectFrom('delegation')
        .select('used_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(used_at).toEqual(new Date(fixture.clock.now));
    });

    it('are refused under a delegation that allows only to see, of others, or of nobody', async () => {
      const other = await fixture.member();
      const see = await fixture.delegation(member, helper, { scope: 'see' });
      const all = await fixture.delegation(member, helper);
      const ofOther = await fixture.delegation(other, helper);
      const before = (await storedRequests(fixture, member)).length;
      const acts = (): Promise<unknown[]> => fixture.db.selectFrom('delegation_act').selectAll().execute();
      const actsBefore = await acts();
      expect(await ask(see)).toEqual(NOT_ALLOWED);
      expect(await ask(ofOther)).toEqual(NOT_ALLOWED);
      expect(await ask(all, fixture.clock.now, member, other)).toEqual(NOT_ALLOWED);
      expect(await ask('01900000-0000-4000-8000-000000000000')).toEqual(NOT_ALLOWED);
      const rejected = (await storedRequests(fixture, member)).filter(({ state }) => state === 'rejected');
      expect(rejected).toHaveLength(4);
      expect(new Set(rejected.map((row) => `${row.rejected ?? ''} ${row.delegation ?? ''}`))).toEqual(
        new Set(['not-allowed ']),
      );
      expect(await storedRequests(fixture, member)).toHaveLength(before + 4);
      expect(await acts()).toEqual(actsBefore);
      expect(await ask(all.toUpperCase())).toEqual(ACCEPTED);
    });

    it('are refused before the consent, after the revocation, and after the last day in France', async () => {
      const { now } = fixture.clock;
      const id = await fixture.delegation(member, helper, { scope: 'ask' });
      const set = (changed: object) =>
        fixture.db.updateTable('delegation').set(changed).where('id', '=', id).execute();
      await set({ accepted_at: null });
      expect(await ask(id)).toEqual(NOT_ALLOWED);
      await set({
        accepted_at: new Date(now - 60 * SECOND),
        revoked_at: new Date(now - 30 * SECOND),
        revoked_by: member.subject,
      });
      expect(await ask(id, now - 63 * SECOND)).toEqual(NOT_ALLOWED);
      expect(await ask(id, now - 31 * SECOND)).toEqual(ACCEPTED);
      expect(await ask(id, now - 30 * SECOND)).toEqual(NOT_ALLOWED);
      expect(await ask(id)).toEqual(NOT_ALLOWED);
      await set({
        revoked_at: null,
        revoked_by: null,
        accepted_at: new Date(now - 9 * DAY),
        ends_on: '2026-11-20',
      });
      // 23:00 UTC is midnight in France.
      expect(await ask(id, Date.UTC(2026, 10, 20, 22, 59, 59))).toEqual(ACCEPTED);
      expect(await ask(id, Date.UTC(2026, 10, 20, 23))).toEqual(NOT_ALLOWED);
    });

    it('are refused once the helper has left', async () => {
      const { now } = fixture.clock;
      const leaving = await fixture.member();
      const id = await fixture.delegation(member, leaving);
      await fixture.db
        .updateTable('delegation')
        .set({ accepted_at: new Date(now - DAY) })
        .where('id', '=', id)
        .execute();
      await fixture.db
        .updateTable('member')
        .set({ closed_at: new Date(now - 3600 * SECOND) })
        .where('number', '=', leaving.number)
        .execute();
      expect(await ask(id, now - 3601 * SECOND, member, leaving)).toEqual(ACCEPTED);
      expect(await ask(id, now, member, leaving)).toEqual(NOT_ALLOWED);
    });
  });

  async function countMails(): Promise<number> {
    const { count } = await fixture.db
      .selectFrom('mail')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }
}
