import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { EventBody, PasswordProof } from '../../../../src-shared/hub-api/events.ts';
import { DISAVOWAL_LIFE } from '../../../../src-shared/policy/hub-quotas.ts';
import { MOST_NOTICES_OF_A_KIND } from '../../../../src-shared/policy/notices.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';
import { localDay } from '../../../../src-shared/time/days.ts';
import { address, event, send } from '../../../support/hub/request-sender.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { MobileClient } from '../../../support/hub/mobile-client.ts';
import { proven, reached, tellPassword, type Reached } from './code-fixture.ts';

const ACCEPTED = { status: 'accepted' };
const NO_PROOF = { status: 'refused', reason: 'no-proof' };
const PER_DAY = 3;

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open({ settings: { HUB_KIOSK_PASSWORDS_PER_DAY: PER_DAY } });
});
beforeEach(() => {
  fixture.clock.now += 2 * DAY;
});
afterAll(() => fixture.close());

const credentialOf = (number: string) =>
  fixture.db.selectFrom('credential').selectAll().where('number', '=', number).executeTakeFirst();

async function linkOf(email: string): Promise<string> {
  const mails = await fixture.accounts.mails(email);
  const links = mails.flatMap((mail) => (mail.kind === 'password-attested' ? [mail.url] : []));
  return new URL(links.at(-1) ?? 'none:').pathname;
}

const page = (path: string, form?: string): Promise<Response> =>
  fetch(`${fixture.accounts.url}${path}`, {
    ...(form !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    }),
  });

const formOf = (html: string): string =>
  `page=${encodeURIComponent(/name="page" value="([^"]+)"/u.exec(html)?.[1] ?? '')}`;

describe('a password that only a kiosk attests', () => {
  it('is taken, told on every channel with a way to say that it was somebody else, and ended by it', async () => {
    const member = await reached(fixture);
    expect(await tellPassword(fixture, member.number)).toEqual(ACCEPTED);
    const told = await fixture.accounts.mails(member.email);
    expect(told).toMatchObject([{ kind: 'password-attested', to: member.email }]);
    const [text] = await fixture.accounts.texts(member.phone);
    expect(text).toMatchObject({
      kind: 'password-attested',
      url: expect.stringContaining('/compte/pas-moi/') as string,
    });
    const path = await linkOf(member.email);
    const shown = await (await page(path)).text();
    expect(shown).toContain('Ce mot de passe n’est pas de vous');
    expect(await credentialOf(member.number), 'a scanner of mails opens links').toBeDefined();
    expect((await page(path, 'page=made-up')).status).toBe(403);
    expect(await credentialOf(member.number)).toBeDefined();
    const done = await page(path, formOf(shown));
    expect(await done.text()).toContain('est annulé');
    expect(await credentialOf(member.number)).toBeUndefined();
    expect((await page(path)).status).toBe(200);
  });

  it('is told as of a website, not of a kiosk without its line, where a website set it', async () => {
    const member = await reached(fixture);
    const website = await fixture.accounts.client('website');
    expect(await tellPassword(fixture, member.number, undefined, { kiosk: website })).toEqual(ACCEPTED);
    expect(await fixture.accounts.mails(member.email)).toMatchObject([
      { kind: 'password-attested', place: null },
    ]);
    expect(await (await page(await linkOf(member.email))).text()).toContain('sur le site internet');
  });

  it('stays when it was replaced before somebody says that it was not theirs', async () => {
    const member = await reached(fixture);
    await tellPassword(fixture, member.number);
    const path = await linkOf(member.email);
    const proof = await proven(fixture, member);
    expect(await tellPassword(fixture, member.number, proof, { text: 'mine' })).toEqual(ACCEPTED);
    await page(path, formOf(await (await page(path)).text()));
    expect(await credentialOf(member.number)).toMatchObject({ phc: phcOf('mine'), held_until: null });
  });

  it('opens no change of channel, device or delegation for 72 hours; one with a proof does', async () => {
    const member = await reached(fixture);
    await tellPassword(fixture, member.number);
    // The same password, so that the fixture can log in with it.
    const { phc } = await fixture.db
      .selectFrom('credential')
      .select('phc')
      .where('number', '=', (await fixture.member()).number)
      .executeTakeFirstOrThrow();
    await fixture.db.updateTable('credential').set({ phc }).where('number', '=', member.number).execute();
    const { token } = await fixture.login({ identifier: member.number });
    const ask = (purpose: 'contact' | 'device' | 'delegation') =>
      fixture.call(token, 'send-code', {
        ...{ attempt: randomUUID(), purpose, channel: 'email', to: null, language: 'fr' },
      });
    for (const purpose of ['contact', 'device', 'delegation'] as const)
      expect(await ask(purpose)).toEqual({ result: 'paused', waitMs: 72 * HOUR, because: 'held' });
    const waiting = { kind: 'device', id: randomUUID(), keep: true, language: 'fr' } as const;
    expect(await fixture.call(token, 'confirm-access', waiting)).toEqual({ result: 'not-allowed' });
    const app = new MobileClient(fixture.accounts.url);
    const registering = { identifier: member.number, password: FIXTURE_PASSWORD, name: 'Pixel 8' };
    expect(await app.register({ ...registering, kind: 'phone' })).toMatchObject({ result: 'delayed' });
    await app.close();
    await fixture.db
      .updateTable('credential')
      .set({ held_until: new Date(fixture.clock.now) })
      .where('number', '=', member.number)
      .execute();
    expect(await ask('device')).toMatchObject({ result: 'ok' });
  });

  it('opens no other place for letters for 72 hours, be the code for it right', async () => {
    const { number } = await reached(fixture);
    const holder = { situation: 'member', number } as const;
    await tellPassword(fixture, number);
    const move = async (): Promise<unknown> => {
      const day = localDay(new Date(fixture.clock.now));
      const [answer] = await send(fixture, [
        event(address({ holder }, '9 rue Autre', day), fixture.clock.now),
      ]);
      return answer;
    };
    expect(await move()).toEqual({ status: 'refused', reason: 'not-allowed' });
    fixture.clock.now += 72 * HOUR - 1;
    expect(await move()).toEqual({ status: 'refused', reason: 'not-allowed' });
    fixture.clock.now += 1;
    expect(await move()).toEqual(ACCEPTED);
  });

  it('opens no other place for letters in the very batch that brings it; one with a proof does', async () => {
    const move = async (member: Reached, proof?: PasswordProof) => {
      const holder = { situation: 'member', number: member.number } as const;
      const at = fixture.clock.now;
      const password = {
        kind: 'password-set',
        number: member.number,
        phc: phcOf('a'),
        ...(proof && { proof }),
      };
      return send(fixture, [
        event(password as EventBody, at),
        event(address({ holder }, '9 rue Autre', localDay(new Date(at))), at),
      ]);
    };
    const refused = { status: 'refused', reason: 'not-allowed' };
    expect(await move(await reached(fixture))).toEqual([ACCEPTED, refused]);
    const other = await reached(fixture);
    await tellPassword(fixture, other.number);
    expect(await move(other, await proven(fixture, other))).toEqual([ACCEPTED, ACCEPTED]);
  });

  it('of a flood is ended by any of its notices, and none is taken for a week', async () => {
    const member = await reached(fixture);
    const kiosks = [fixture.kiosk, await fixture.accounts.client()];
    for (const kiosk of kiosks)
      for (let time = 0; time < PER_DAY; time += 1) {
        fixture.clock.now += 1;
        expect(await tellPassword(fixture, member.number, undefined, { kiosk })).toEqual(ACCEPTED);
      }
    const told = await fixture.accounts.mails(member.email);
    expect(told.filter(({ kind }) => kind === 'password-attested')).toHaveLength(MOST_NOTICES_OF_A_KIND);
    const path = await linkOf(member.email);
    await page(path, formOf(await (await page(path)).text()));
    expect(await credentialOf(member.number)).toBeUndefined();
    fixture.clock.now += DAY;
    const third = { kiosk: await fixture.accounts.client() };
    const again = () => tellPassword(fixture, member.number, undefined, third);
    expect(await again()).toEqual({ status: 'refused', reason: 'attested-limit' });
    expect(await tellPassword(fixture, (await reached(fixture)).number, undefined, third)).toEqual(ACCEPTED);
    expect(await tellPassword(fixture, member.number, await proven(fixture, member))).toEqual(ACCEPTED);
    fixture.clock.now += DISAVOWAL_LIFE;
    expect(await again()).toEqual(ACCEPTED);
  });

  it('is taken so often a day; then the kiosk is suspended, and staff is told once', async () => {
    const thief = await fixture.accounts.client();
    const answers = [];
    for (let n = 0; n < PER_DAY + 2; n += 1) {
      const { number } = await reached(fixture);
      answers.push(await tellPassword(fixture, number, undefined, { kiosk: thief }).catch(() => 'suspended'));
    }
    expect(answers).toEqual([
      ...Array.from({ length: PER_DAY }, () => ACCEPTED),
      { status: 'refused', reason: 'attested-limit' },
      'suspended',
    ]);
    const { suspended_at: suspended } = await fixture.db
      .selectFrom('kiosk')
      .select('suspended_at')
      .where('id', '=', thief.kiosk)
      .executeTakeFirstOrThrow();
    expect(suspended).toEqual(new Date(fixture.clock.now));
    const alerts = await fixture.accounts.mails(fixture.deps.settings.HUB_LETTERHEAD_EMAIL);
    expect(alerts.filter(({ kind }) => kind === 'limit-met')).toMatchObject([
      { limit: 'attested-passwords' },
    ]);
    expect(fixture.accounts.log.text()).toContain('attested-passwords');
  });

  it('is taken from a website no more often than from a kiosk: it always has the line, so that it has proofs', async () => {
    const website = await fixture.accounts.client('website');
    const answers = [];
    for (let n = 0; n < PER_DAY + 1; n += 1) {
      const { number } = await reached(fixture);
      answers.push(await tellPassword(fixture, number, undefined, { kiosk: website }));
    }
    expect(answers).toEqual([
      ...Array.from({ length: PER_DAY }, () => ACCEPTED),
      { status: 'refused', reason: 'attested-limit' },
    ]);
  });

  it('counts as it arrives, over midnight and whatever the clock of its kiosk says', async () => {
    const thief = await fixture.accounts.client();
    fixture.clock.now = Date.UTC(2026, 11, 24, 22, 59);
    const tell = async (ahead: number) =>
      tellPassword(fixture, (await reached(fixture)).number, undefined, {
        kiosk: thief,
        at: fixture.clock.now + ahead,
      });
    for (const ahead of [0, DAY]) expect(await tell(ahead)).toEqual(ACCEPTED);
    // Midnight in Paris.
    fixture.clock.now += HOUR;
    expect(await tell(0)).toEqual(ACCEPTED);
    expect(await tell(2 * DAY)).toEqual({ status: 'refused', reason: 'attested-limit' });
  });

  it('is also one whose proof a restore has lost, if it was chosen before; later ones are refused', async () => {
    const [member, later] = [await reached(fixture), await reached(fixture)];
    const [proof, second] = [await proven(fixture, member), await proven(fixture, later)];
    const at = fixture.clock.now;
    fixture.clock.now += HOUR;
    // What a backup of before does: the codes are unknown, and a new epoch begins.
    await fixture.db.deleteFrom('sent_code').where('proof', 'in', [proof.id, second.id]).execute();
    await fixture.db
      .updateTable('hub')
      .set({ signed_from: new Date(fixture.clock.now) })
      .execute();
    onTestFinished(async () => {
      await fixture.db.updateTable('hub').set({ signed_from: null }).execute();
    });
    fixture.clock.now += 1000;
    expect(await tellPassword(fixture, member.number, proof, { at, text: 'kept' })).toEqual(ACCEPTED);
    const credential = await credentialOf(member.number);
    expect(credential?.phc).toBe(phcOf('kept'));
    expect(credential?.held_until, 'it opens nothing for 72 hours').not.toBeNull();
    expect(await fixture.accounts.mails(member.email)).toContainEqual(
      expect.objectContaining({ kind: 'password-attested' }),
    );
    expect(await tellPassword(fixture, later.number, second)).toEqual(NO_PROOF);
    fixture.clock.now += 9 * DAY;
    expect(await tellPassword(fixture, later.number, second, { at }), 'nothing waits so long').toEqual(
      NO_PROOF,
    );
  });
});
