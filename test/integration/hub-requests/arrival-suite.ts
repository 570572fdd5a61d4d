import { beforeAll, describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../src-shared/accounts/receipt-number.ts';
import type { EventBody } from '../../../src-shared/sync/events.ts';
import { NAUGHTY_STRINGS } from '../../support/naughty-strings.ts';
import type { DeskPerson, SpaceDesk } from '../../support/hub/space-desk.ts';
import { dumpOf } from '../hub-accounts-requests/requests-desk.ts';
import { address, by, document, event, keptOf, question, send, sendOne, situation } from './sender.ts';
import { DAY, SECOND } from '../../../src-shared/time/units.ts';

/** Requests as they come, also from helpers. @param open the desk, once it is there */
export function arrivalSuite(open: () => SpaceDesk): void {
  let desk: SpaceDesk;

  beforeAll(() => {
    desk = open();
  });

  const ACCEPTED = { status: 'accepted' };
  const NOT_ALLOWED = { status: 'refused', reason: 'not-allowed' };
  const UNKNOWN = { status: 'refused', reason: 'unknown-member' };

  let member: DeskPerson & { readonly number: string };

  describe('requests of the member space, as they come', () => {
    it('are kept once, however often they come, with the receipt that the kiosk has shown', async () => {
      member = await desk.member({ email: 'Odette@Exemple.fr' });
      const events = [document(member), situation(member, 'Note'), question(member)].map((body) =>
        event(body, desk.clock.now),
      );
      const [first] = events;
      expect(await send(desk, [...events, ...(first ? [first] : [])])).toEqual(Array(4).fill(ACCEPTED));
      expect(await send(desk, events)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED]);
      const kept = await keptOf(desk, member);
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
            ...{ content: body, made_at: new Date(desk.clock.now), effective_on: null, reply: null },
          }),
        );
      expect(kept.map(({ kind, topic }) => `${kind} ${topic}`).sort()).toEqual([
        'document member-card',
        'question contract',
        'situation parental-leave',
      ]);
      const mails = await desk.accounts.mails('odette@exemple.fr');
      expect(mails).toHaveLength(3);
      const [asked] = events;
      expect(mails).toContainEqual({
        ...{ kind: 'request-received', to: 'odette@exemple.fr', language: 'fr', what: 'document' },
        ...{ receipt: receiptNumber(asked?.id ?? ''), at: desk.clock.now, byHelper: false },
      });
    });

    it('of persons only insured are theirs; the mail goes to their account', async () => {
      const insured = await desk.insured();
      expect((await sendOne(desk, question(insured))).answer).toEqual(ACCEPTED);
      expect(await keptOf(desk, insured)).toMatchObject([{ kind: 'question', made_by: insured.subject }]);
      expect(await desk.accounts.mails(insured.identifier)).toMatchObject([{ what: 'question' }]);
    });

    it('go without a mail when no usable address is on file', async () => {
      const without = await desk.member({ email: 'not an address' });
      const before = await countMails();
      expect((await sendOne(desk, question(without))).answer).toEqual(ACCEPTED);
      expect(await countMails()).toBe(before);
    });

    it('of unknown and closed people are refused, and nothing of them is kept', async () => {
      const closed = await desk.member();
      await desk.db
        .updateTable('member')
        .set({ closed_at: new Date(desk.clock.now) })
        .where('number', '=', closed.number)
        .execute();
      const nobody: DeskPerson['holder'] = { situation: 'insured', nir: 'ab'.repeat(32) };
      const bodies = [
        ...[document(closed), question(closed), situation(closed), address(closed, '1 rue A', '2026-11-23')],
        ...[question({ holder: nobody }), question({ holder: { situation: 'member', number: '999999' } })],
      ];
      const answers = await send(
        desk,
        bodies.map((body) => event(body, desk.clock.now)),
      );
      expect(answers).toEqual(bodies.map(() => UNKNOWN));
      expect(await keptOf(desk, closed)).toEqual([]);
      const { number } = await desk.db
        .selectFrom('event')
        .select('number')
        .where('reason', '=', 'unknown-member')
        .executeTakeFirstOrThrow();
      expect(number).toBeNull();
    });

    it('that waited for longer than 30 days are refused, changes never; the member is told', async () => {
      const at = desk.clock.now - 31 * DAY;
      member = await desk.member({ email: 'late@exemple.fr' });
      const bodies = [document(member), question(member), situation(member)];
      const answers = await send(
        desk,
        bodies.map((body) => event(body, at)),
      );
      const expired = { status: 'refused', reason: 'expired' };
      expect(answers).toEqual([expired, expired, ACCEPTED]);
      const kept = await keptOf(desk, member);
      expect(kept.map(({ kind, state, turned_away: why }) => [kind, state, why]).toSorted()).toEqual([
        ['document', 'turned-away', 'expired'],
        ['question', 'turned-away', 'expired'],
        ['situation', 'received', null],
      ]);
      const told = await desk.accounts.mails('late@exemple.fr');
      expect(told.map((mail) => [mail.kind, 'state' in mail && mail.state]).toSorted()).toEqual([
        ['request-answered', 'refused'],
        ['request-answered', 'refused'],
        ['request-received', false],
      ]);
      const { token } = await desk.login(member);
      expect(await desk.call(token, 'home', {})).toMatchObject({ open: 1, answered: 2 });
      expect(await desk.call(token, 'requests', { kinds: ['question'], page: 0 })).toMatchObject({
        rows: [{ state: 'turned-away', rejected: 'expired', reply: null, madeBy: null }],
      });
    });

    it('keep hostile texts as they are, and neither log nor database shows them', async () => {
      const person = await desk.member();
      const texts = [...NAUGHTY_STRINGS, '\u0000', 'a\u0000b', '\ud800', '\u202egnp.exe', '\u001b[2J'];
      const bodies = texts
        .map((text) => text.slice(0, 600))
        .filter((text) => text !== '')
        .map((text): EventBody => question(person, text));
      for (let at = 0; at < bodies.length; at += 100) {
        const some = bodies.slice(at, at + 100).map((body) => event(body, desk.clock.now));
        expect(new Set((await send(desk, some)).map(({ status }) => status))).toEqual(new Set(['accepted']));
      }
      const kept = await keptOf(desk, person);
      expect(kept.map(({ content }) => JSON.stringify(content)).sort()).toEqual(
        bodies.map((body) => JSON.stringify(body)).sort(),
      );
      const marked = 'Ma maladie est un secret-8F3K';
      await sendOne(desk, question(person, marked));
      await sendOne(desk, address(person, '8 rue du Secret-8F3K', '2027-01-01'));
      expect(await dumpOf(desk.deps.database)).not.toMatch(/secret-8F3K/iu);
      expect(desk.accounts.log.text()).not.toMatch(/secret-8F3K|<script|exemple\.fr/iu);
    });
  });

  describe('requests that a helper sends', () => {
    let helper: DeskPerson;

    const ask = (delegation: string, at = desk.clock.now, giver = member, from = helper) =>
      sendOne(desk, document(giver, by(from, delegation)), at).then(({ answer }) => answer);

    beforeAll(async () => {
      member = await desk.member({ email: 'giver@exemple.fr' });
      helper = await desk.member({ givenName: 'Zoé', familyName: 'Aidante' });
    });

    it('are theirs who gave the delegation, stand in its journal, and the member is told', async () => {
      const id = await desk.delegation(member, helper, { scope: 'ask' });
      const { answer, id: sent } = await sendOne(desk, document(member, by(helper, id)));
      expect(answer).toEqual(ACCEPTED);
      expect(await keptOf(desk, member)).toMatchObject([{ made_by: helper.subject, delegation: id }]);
      expect(await keptOf(desk, helper)).toEqual([]);
      const acts = await desk.db
        .selectFrom('delegation_act')
        .selectAll()
        .where('delegation', '=', id)
        .execute();
      expect(acts).toMatchObject([{ what: 'sent-request', detail: receiptNumber(sent) }]);
      expect(await desk.accounts.mails('giver@exemple.fr')).toMatchObject([{ byHelper: true }]);
      const { used_at } = await desk.db
        .selectFrom('delegation')
        .select('used_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(used_at).toEqual(new Date(desk.clock.now));
    });

    it('are refused under a delegation that allows only to see, of others, or of nobody', async () => {
      const other = await desk.member();
      const see = await desk.delegation(member, helper, { scope: 'see' });
      const all = await desk.delegation(member, helper);
      const ofOther = await desk.delegation(other, helper);
      const before = (await keptOf(desk, member)).length;
      const acts = (): Promise<unknown[]> => desk.db.selectFrom('delegation_act').selectAll().execute();
      const actsBefore = await acts();
      expect(await ask(see)).toEqual(NOT_ALLOWED);
      expect(await ask(ofOther)).toEqual(NOT_ALLOWED);
      expect(await ask(all, desk.clock.now, member, other)).toEqual(NOT_ALLOWED);
      expect(await ask('01900000-0000-4000-8000-000000000000')).toEqual(NOT_ALLOWED);
      const rejected = (await keptOf(desk, member)).filter(({ state }) => state === 'turned-away');
      expect(rejected).toHaveLength(4);
      expect(new Set(rejected.map((row) => `${row.turned_away ?? ''} ${row.delegation ?? ''}`))).toEqual(
        new Set(['not-allowed ']),
      );
      expect(await keptOf(desk, member)).toHaveLength(before + 4);
      expect(await acts()).toEqual(actsBefore);
      expect(await ask(all.toUpperCase())).toEqual(ACCEPTED);
    });

    it('are refused before the consent, after the revocation, and after the last day in France', async () => {
      const { now } = desk.clock;
      const id = await desk.delegation(member, helper, { scope: 'ask' });
      const set = (changed: object) =>
        desk.db.updateTable('delegation').set(changed).where('id', '=', id).execute();
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
      const { now } = desk.clock;
      const leaving = await desk.member();
      const id = await desk.delegation(member, leaving);
      await desk.db
        .updateTable('delegation')
        .set({ accepted_at: new Date(now - DAY) })
        .where('id', '=', id)
        .execute();
      await desk.db
        .updateTable('member')
        .set({ closed_at: new Date(now - 3600 * SECOND) })
        .where('number', '=', leaving.number)
        .execute();
      expect(await ask(id, now - 3601 * SECOND, member, leaving)).toEqual(ACCEPTED);
      expect(await ask(id, now, member, leaving)).toEqual(NOT_ALLOWED);
    });
  });

  async function countMails(): Promise<number> {
    const { count } = await desk.db
      .selectFrom('mail')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }
}
